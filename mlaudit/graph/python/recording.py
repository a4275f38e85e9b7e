"""Turns calls that the catalogue knows into accesses and effects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mlaudit.catalog import CallModel, Effect, Holds, ImpliedAccess, find_call
from mlaudit.graph.python.access import add_effect, note_listing, record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.filesystems import address
from mlaudit.graph.python.inheritance import external_bases
from mlaudit.graph.python.modelled_call import ModelledCall, first_text, is_text
from mlaudit.graph.python.references import read_reference, reference_ids
from mlaudit.graph.python.tables import note_view, record_query
from mlaudit.graph.python.text import (
    CONTENT,
    is_opaque,
    is_plausible_path,
    is_uri,
    normalise,
    text_of,
)
from mlaudit.graph.python.transfers import TRANSFERS, destination_of, record_transfer
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    InstanceValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
    join,
    options_of,
)

_SILENT = frozenset(
    {
        Effect.NONE,
        Effect.CLIENT,
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
REMOTE_CODE = "remote-code"
"""Kind of the effect of running code that a hub keeps."""
_READING = frozenset({Effect.LOG, Effect.TRAIN, Effect.EVALUATE, Effect.VALIDATE, Effect.MONITOR})
"""Effects that read the file that `path` names, beside what they do."""


class CallRecorder:
    """Notes what one call of the catalogue does."""

    def __init__(self, call: ModelledCall) -> None:
        self.call, self.model = call, call.model

    def record(self) -> None:
        """Note accesses and effects."""
        effect = self.model.effect
        handler = _HANDLERS.get(effect)
        if handler is not None:
            handler(self)
        elif effect in TRANSFERS:
            record_transfer(self.call)
        elif effect in _READING and self.model.holds == Holds.PATH:
            self._record_logged()
        for kind in self.model.effects:
            if kind not in _NO_EFFECTS:
                self._record_effect(kind)
        for implied in self.model.implies:
            self._record_implied(implied)
        if self.call.arguments.get(None, "trust_remote_code") == Known(True):
            self._record_remote_code()

    def _record_remote_code(self) -> None:
        """Code of the hub that runs with the model that it comes with."""
        call = self.call
        source = call.value(self.model.source or self.model.path)
        for name in reference_ids(call, source) if source is not None else ():
            add_effect(call.run, REMOTE_CODE, call.name, call.site, name, "")

    def result(self) -> Value | None:
        """What the call returns where that stands for one of its paths, or None."""
        model, call = self.model, self.call
        opens = model.effect == Effect.DATABASE_OPEN
        if model.gives == "path" or opens or (model.effect == Effect.CLIENT and model.scheme):
            return self._given_path()
        placed = destination_of(call) if model.gives == "destination" else None
        if placed is not None or not model.gives:
            return placed
        source = call.value(model.source)
        names = reference_ids(call, source) if source is not None else []
        return join([Known(name) for name in names]) if names else None

    def _given_path(self) -> Value | None:
        value = self.call.value(self.model.path)
        if isinstance(value, ExternalInstance):
            value = value.path
        if isinstance(value, Known) and isinstance(value.value, str):
            value = Known(self._complete(value.value))
        return None if value is None else address(value, self.model.scheme)

    def record_read(self) -> None:
        """Note what is read, by its path or by a reference."""
        if self.model.holds == Holds.REFERENCE:
            self.record_reference()
        else:
            self.record_paths(("read",))

    def record_reference(self) -> None:
        """A model or data set that is loaded by a reference, or from a folder of the tree."""
        value = self.call.value(self.model.path or self.model.source)
        if value is not None:
            read_reference(self.call, value)

    def record_paths(self, modes: tuple[str, ...]) -> None:
        """Note what the paths of the call are read or written for."""
        specs = [self.model.path, *((spec,) for spec in self.model.also)]
        for number, spec in enumerate(specs):
            value = self.call.value(spec)
            value = address(value, self.call.scheme) if value is not None else None
            if value is None or (self.model.text_only and not is_text(value)):
                continue
            if self.model.handle and (is_text(value) or getattr(value, "type", "") == CONTENT):
                continue
            if isinstance(value, DictValue) and not self.model.text_only:
                value = ListValue(list(value.entries.values()), open_=value.open_)
            self._record_path(value, modes, self.model.kind if number == 0 else "other")

    def _record_logged(self) -> None:
        """The file that is logged, trained on or looked at; what is given may be an object."""
        value = self.call.value(self.model.path)
        if value is not None and (is_text(value) or isinstance(value, ListValue | UnknownValue)):
            self._record_path(value, ("read",), self.model.kind)

    def _record_path(self, value: Value, modes: tuple[str, ...], kind: str) -> None:
        call, spec = self.call, self.model.extension
        for mode in modes:
            adds = mode == "write" or (spec is not None and spec.always)
            complete = self._complete if adds else None
            record_path(call.run, value, mode, call.name, call.site, kind, complete)

    def _record_implied(self, implied: ImpliedAccess) -> None:
        """A path that the call touches beside its main one, where its condition holds."""
        call = self.call
        if implied.when is not None:
            given = call.first_value(implied.when)
            wanted = implied.equals
            if not isinstance(given, Known) or given.value not in wanted:
                return
        mode = "write" if implied.effect == Effect.WRITE else "read"
        value = call.value(implied.parts) if implied.parts else Known(implied.path)
        if value is not None and is_text(value):
            record_path(call.run, value, mode, call.name, call.site, implied.kind)

    def _complete(self, text: str) -> str:
        """Add the extension that the library adds."""
        spec = self.model.extension
        if spec is None or is_uri(text):
            return text
        if spec.unless is not None and spec.unless in self.call.arguments.keywords:
            return text
        chosen = self.call.first_value(spec.argument) if spec.argument is not None else None
        value = text_of(chosen) if isinstance(chosen, Known) else None
        return spec.apply(text, value)

    def note_test(self) -> None:
        """Note whose existence is asked for."""
        call = self.call
        value = call.value(self.model.path)
        value = address(value, call.scheme) if value else None
        for option in options_of(value) if value is not None else ():
            text = text_of(option)
            if text is not None and not is_opaque(text):
                call.run.tested.add(normalise(text, call.run.directory))

    def note_listing(self) -> None:
        """Note which folder or pattern is listed."""
        call = self.call
        value = call.value(self.model.path)
        value = address(value, call.scheme) if value else None
        for option in options_of(value) if value is not None else ():
            text = text_of(option)
            if text is not None and not is_opaque(text) and is_plausible_path(text):
                note_listing(call.run, text, call.name, call.site)

    def note_deletion(self) -> None:
        """Note what is deleted: what is listed for that alone is not read."""
        value = self.call.value(self.model.path)
        for option in options_of(value) if value is not None else ():
            text = text_of(option)
            if text is not None:
                self.call.run.record.deletions[normalise(text, self.call.run.directory)] = None

    def _record_effect(self, kind: Effect) -> None:
        call = self.call
        text = first_text(call.value(self.model.path or self.model.source))
        artifact = None
        if text and not is_opaque(text) and self.model.holds in (Holds.PATH, Holds.REFERENCE):
            is_path = self.model.holds == Holds.PATH
            artifact = normalise(text, call.run.directory) if is_path else text
        first = call.arguments.positional[0] if call.arguments.positional else None
        detail = text_of(first) if isinstance(first, Known) and isinstance(first.value, str) else ""
        pinned = self._is_pinned(kind)
        add_effect(call.run, kind.value, call.name, call.site, artifact, detail or "", pinned)

    def _is_pinned(self, kind: Effect) -> bool:
        """Does an argument fix the version or the seed, or may it do so unseen?"""
        call, model = self.call, self.model
        if call.arguments.open_:
            return True
        if kind == Effect.SEED:
            given = [call.first_value(spec) for spec in model.path]
            return not given or given[0] is not None
        pins = (call.arguments.get(None, name) for name in model.pins)
        return any(value not in (None, NONE) for value in pins)


_HANDLERS: dict[Effect, Callable[[CallRecorder], None]] = {
    Effect.READ: CallRecorder.record_read,
    Effect.WRITE: lambda recorder: recorder.record_paths(("write",)),
    Effect.READ_WRITE: lambda recorder: recorder.record_paths(recorder.call.modes()),
    Effect.TEST_EXISTENCE: CallRecorder.note_test,
    Effect.LIST: CallRecorder.note_listing,
    Effect.DELETE: CallRecorder.note_deletion,
    Effect.DATABASE_READ: lambda recorder: record_query(recorder.call, "read"),
    Effect.DATABASE_WRITE: lambda recorder: record_query(recorder.call, "write"),
    Effect.LOAD_MODEL: CallRecorder.record_reference,
    Effect.TEMPORARY: lambda recorder: note_view(recorder.call),
}
_NO_EFFECTS = _SILENT | TRANSFERS | frozenset(_HANDLERS)
"""Effects that are told by accesses, or by nothing."""


def record_call(
    run: Evaluation,
    model: CallModel,
    name: str,
    arguments: Arguments,
    site: Site,
    receiver: Value | None = None,
) -> Value | None:
    """Note what a call of the catalogue does; gives what it returns where that is a path."""
    call = ModelledCall(run, model, name, arguments, site, receiver)
    chosen = _choose(call)
    recorder = CallRecorder(call if chosen is model else replace(call, model=chosen))
    recorder.record()
    return recorder.result()


def _choose(call: ModelledCall) -> CallModel:
    """The alternative model where an argument asks for it."""
    alternative = call.model.alternative
    if alternative is None:
        return call.model
    given = call.first_value(alternative.argument)
    if not alternative.equals:
        wanted = given is not None and given != NONE
    else:
        wanted = isinstance(given, Known) and given.value in alternative.equals
    return alternative.model if wanted else call.model


def record_constructor(
    run: Evaluation, class_: ClassValue, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """What the library base of a scanned class does when an object is made."""
    for base in external_bases(class_):
        model = find_call(base)
        if model is not None:
            record_call(run, model, base, arguments, site, instance)
            return
