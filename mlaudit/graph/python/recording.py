"""Turns calls that the catalogue knows into accesses and effects."""

from __future__ import annotations

from collections.abc import Callable

from mlaudit.catalog import ArgumentSpec, CallModel, Effect, Holds, find_call
from mlaudit.graph.python.access import add_access, add_effect, note_listing, record_path
from mlaudit.graph.python.attributes import external_bases
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.filesystems import address, scheme_of_call
from mlaudit.graph.python.tables import record_tables
from mlaudit.graph.python.text import (
    CONTENT,
    combine,
    is_opaque,
    is_plausible_path,
    is_uri,
    normalise,
    reason_of,
    text_of,
)
from mlaudit.graph.python.values import (
    Arguments,
    BoundMethod,
    ClassValue,
    DictValue,
    ExternalInstance,
    InstanceValue,
    Known,
    ListValue,
    PathValue,
    UnknownValue,
    Value,
    join,
    options_of,
)
from mlaudit.model.vocabulary import UnresolvedReason

_TRANSFERS = frozenset(
    {Effect.COPY, Effect.MOVE, Effect.LINK, Effect.CONVERT, Effect.DOWNLOAD, Effect.UPLOAD}
)
_SILENT = frozenset(
    {
        Effect.NONE,
        Effect.CLIENT,
        Effect.DELETE,
        Effect.MAKE_DIRECTORY,
        Effect.TEMPORARY,
        Effect.ENVIRONMENT,
        Effect.PARAMETER,
        Effect.CHANGE_DIRECTORY,
        Effect.EXECUTE,
        Effect.IMPORT,
        Effect.CACHE,
        Effect.NETWORK,
        Effect.TEST_EXISTENCE,
        Effect.DATABASE_OPEN,
    }
)


class CallRecorder:
    """Notes what one call of the catalogue does."""

    def __init__(
        self,
        run: Evaluation,
        model: CallModel,
        name: str,
        arguments: Arguments,
        site: Site,
        receiver: Value | None,
    ) -> None:
        self.run, self.name, self.arguments, self.site = run, name, arguments, site
        self.receiver = receiver
        self.model = self._choose(model)

    def _choose(self, model: CallModel) -> CallModel:
        """The alternative model where an argument asks for it."""
        alternative = model.alternative
        if alternative is None:
            return model
        given = self._first_value(alternative.argument)
        if isinstance(given, Known) and given.value in alternative.equals:
            return alternative.model
        return model

    def record(self) -> None:
        """Note accesses and effects."""
        effect = self.model.effect
        handlers: dict[Effect, Callable[[], None]] = {
            Effect.READ: self._record_read,
            Effect.WRITE: lambda: self._record_paths(("write",)),
            Effect.READ_WRITE: lambda: self._record_paths(self._modes()),
            Effect.TEST_EXISTENCE: self._note_test,
            Effect.LIST: self._note_listing,
            Effect.DATABASE_READ: lambda: self._record_tables("read"),
            Effect.DATABASE_WRITE: lambda: self._record_tables("write"),
            Effect.LOAD_MODEL: self._record_reference,
        }
        if effect in handlers:
            handlers[effect]()
        elif effect in _TRANSFERS:
            self._record_transfer()
        for kind in self.model.effects:
            if kind not in _SILENT and kind not in handlers and kind not in _TRANSFERS:
                self._record_effect(kind)
        for implied in self.model.implies:
            mode = "write" if implied.effect == Effect.WRITE else "read"
            add_access(self.run, implied.path, mode, self.name, self.site, implied.kind)

    def _first_value(self, spec: ArgumentSpec) -> Value | None:
        if spec.receiver:
            made_with = getattr(self.receiver, "path", None)
            return self.receiver if made_with is None else made_with
        for keyword in (spec.keyword, *spec.older):
            found = self.arguments.get(None, keyword)
            if found is not None:
                return found
        return self.arguments.get(spec.position, None)

    def _value(self, specs: tuple[ArgumentSpec, ...]) -> Value | None:
        """The path that the parts of a spec make together, or None when it is not given."""
        parts: list[Value] = []
        for number, spec in enumerate(specs):
            value = self._first_value(spec)
            if value is None and spec.default is not None:
                value = Known(spec.default)
            if value is None and self.arguments.open_ and number == 0:
                value = UnknownValue(UnresolvedReason.PARAMETER, spec.keyword or "path")
            if value is None or (isinstance(value, Known) and value.value is None):
                if number == 0:
                    return None
                continue
            parts.append(value)
        if len(parts) < 2:
            return parts[0] if parts else None
        joined: list[Value] = [Known("/".join(texts)) for texts in combine(parts)]
        return join(joined, "path") if joined else None

    def _modes(self) -> tuple[str, ...]:
        spec = self.model.mode
        if spec is None:
            return ("read", "write")
        given = self.arguments.get(spec.position, spec.keyword)
        texts = [o.value for o in options_of(given) if isinstance(o, Known)] if given else []
        return spec.accesses(texts[0] if texts and isinstance(texts[0], str) else None)

    def _record_read(self) -> None:
        if self.model.holds == Holds.REFERENCE:
            self._record_reference()
        else:
            self._record_paths(("read",))

    def _record_paths(self, modes: tuple[str, ...]) -> None:
        specs = [self.model.path, *((spec,) for spec in self.model.also)]
        remote = scheme_of_call(self.arguments, self.receiver)
        for number, spec in enumerate(specs):
            value = self._value(spec)
            value = address(value, remote) if value is not None else None
            if value is None or (self.model.text_only and not _is_text(value)):
                continue
            if self.model.handle and (_is_text(value) or getattr(value, "type", "") == CONTENT):
                continue
            kind = self.model.kind if number == 0 else "other"
            for mode in modes:
                complete = self._complete if mode == "write" else None
                record_path(self.run, value, mode, self.name, self.site, kind, complete)

    def _complete(self, text: str) -> str:
        """Add the extension that the library adds."""
        spec = self.model.extension
        if spec is None or is_uri(text):
            return text
        if spec.unless is not None and spec.unless in self.arguments.keywords:
            return text
        chosen = self._first_value(spec.argument) if spec.argument is not None else None
        value = text_of(chosen) if isinstance(chosen, Known) else None
        return spec.apply(text, value)

    def _note_test(self) -> None:
        value = self._value(self.model.path)
        value = address(value, scheme_of_call(self.arguments, self.receiver)) if value else None
        for option in options_of(value) if value is not None else ():
            text = text_of(option)
            if text is not None and not is_opaque(text):
                self.run.tested.add(normalise(text, self.run.directory))

    def _note_listing(self) -> None:
        value = self._value(self.model.path)
        for option in options_of(value) if value is not None else ():
            text = text_of(option)
            if text is not None and not is_opaque(text) and is_plausible_path(text):
                note_listing(self.run, text, self.name, self.site)

    def _record_tables(self, mode: str) -> None:
        value = self._value(self.model.path)
        if value is not None:
            is_table = self.model.holds == Holds.TABLE
            record_tables(self.run, value, mode, self.name, self.site, is_table=is_table)

    def _reference(self, value: Value) -> list[str]:
        """Ids of a reference ("hf://owner/name"), with the version where an argument fixes it."""
        found = []
        pin = next((p for p in (self._pin(name) for name in self.model.pins) if p), "")
        for option in options_of(value):
            text = text_of(option)
            if text is None or is_opaque(text) or isinstance(option, ExternalInstance):
                continue
            remote = scheme_of_call(self.arguments, self.receiver)
            scheme = self.model.scheme or remote or self.name.partition(".")[0]
            name = text if is_uri(text) else f"{scheme}://{text.lstrip('/')}"
            found.append(f"{name}@{pin}" if pin and "@" not in name else name)
        return found

    def _pin(self, name: str) -> str:
        first, _, inner = name.partition(".")
        value = self.arguments.get(None, first)
        if inner and isinstance(value, DictValue):
            value = value.entries.get(inner)
        text = text_of(value) if isinstance(value, Known) and value.value is not None else None
        return text or ""

    def _record_reference(self) -> None:
        """A model or data set that is loaded by a reference, or from a folder of the tree."""
        value = self._value(self.model.path or self.model.source)
        if value is not None:
            self._read_remote(value)

    def _read_remote(self, value: Value) -> None:
        remote = []
        for option in options_of(value):
            if isinstance(option, PathValue) or self._is_local(option):
                record_path(self.run, option, "read", self.name, self.site, self.model.kind)
            elif isinstance(option, UnknownValue) or (_text(option) or "").startswith("{"):
                self.run.add_unresolved("read", self.name, self.site, reason_of(option))
            else:
                remote.append(option)
        for option in remote:
            for name in self._reference(option):
                add_access(self.run, name, "read", self.name, self.site, self.model.kind)

    def _is_local(self, value: Value) -> bool:
        """May the reference name something of the tree rather than of a hub?"""
        text = text_of(value)
        if text is None or not self.model.local or is_uri(text):
            return False
        path = normalise(text, self.run.directory)
        written = any(
            access.artifact == path or path.startswith(access.artifact + "/")
            for access in self.run.record.accesses
            if access.mode == "write"
        )
        looks_local = text.startswith((".", "/", "~", "\x00")) or text.count("/") > 1
        return written or looks_local or self.run.world.exists(path)

    def _record_transfer(self) -> None:
        effect, remote = self.model.effect, None
        source = self._value(self.model.source)
        target = self._value(self.model.destination)
        if source is not None and effect == Effect.DOWNLOAD:
            self._read_remote(source)
            remote = next(iter(self._reference(source)), None)
        elif source is not None:
            record_path(self.run, source, "read", self.name, self.site, "other")
        if target is None and effect == Effect.DOWNLOAD and source is not None:
            target = self._base_name(source)
        local: str | None = None
        for option in options_of(target) if target is not None else ():
            placed = _place_in_folder(option, source, effect)
            if effect == Effect.UPLOAD:
                remote = next(iter(self._reference(placed)), None)
                if remote is not None:
                    add_access(self.run, remote, "write", self.name, self.site, self.model.kind)
            else:
                record_path(self.run, placed, "write", self.name, self.site, self.model.kind)
                local = text_of(placed)
        if effect in (Effect.DOWNLOAD, Effect.UPLOAD):
            told = local if effect == Effect.DOWNLOAD else _text(source)
            artifact = normalise(told, self.run.directory) if told and not is_opaque(told) else None
            add_effect(self.run, effect.value, self.name, self.site, artifact, remote or "")

    def _base_name(self, source: Value) -> Value | None:
        spec = self.model.destination[0] if self.model.destination else None
        text = text_of(source)
        if spec is None or not spec.basename or text is None:
            return None
        return Known(text.split("?")[0].rstrip("/").rsplit("/", 1)[-1])

    def _record_effect(self, kind: Effect) -> None:
        value = self._value(self.model.path or self.model.source)
        text = _text(value)
        artifact = None
        if text and not is_opaque(text) and self.model.holds in (Holds.PATH, Holds.REFERENCE):
            artifact = (
                normalise(text, self.run.directory) if self.model.holds == Holds.PATH else text
            )
        first = self.arguments.positional[0] if self.arguments.positional else None
        detail = text_of(first) if isinstance(first, Known) and isinstance(first.value, str) else ""
        add_effect(self.run, kind.value, self.name, self.site, artifact, detail or "")


def record_call(
    run: Evaluation,
    model: CallModel,
    name: str,
    arguments: Arguments,
    site: Site,
    receiver: Value | None = None,
) -> None:
    """Note what a call of the catalogue does."""
    CallRecorder(run, model, name, arguments, site, receiver).record()


def record_constructor(
    run: Evaluation, class_: ClassValue, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """What the library base of a scanned class does when an object is made."""
    for base in external_bases(class_):
        model = find_call(base)
        if model is not None:
            record_call(run, model, base, arguments, site, instance)
            return


def _text(value: Value | None) -> str | None:
    if value is None or isinstance(value, ListValue | BoundMethod):
        return None
    options = options_of(value)
    return text_of(options[0]) if options else None


def _is_text(value: Value) -> bool:
    return all(
        isinstance(option, PathValue)
        or (isinstance(option, Known) and isinstance(option.value, str))
        for option in options_of(value)
    )


def _place_in_folder(target: Value, source: Value | None, effect: Effect) -> Value:
    """`shutil.copy(a/b.csv, folder)` writes folder/b.csv where the target looks like a folder."""
    text, origin = _text(target), _text(source)
    if text is None or origin is None or effect not in (Effect.COPY, Effect.MOVE):
        return target
    name = origin.replace("\\", "/").rsplit("/", 1)[-1]
    last = text.rstrip("/").rsplit("/", 1)[-1]
    is_folder = text.endswith("/") or ("." in name and "." not in last and "{" not in last)
    return Known(text.rstrip("/") + "/" + name) if is_folder and "." in name else target
