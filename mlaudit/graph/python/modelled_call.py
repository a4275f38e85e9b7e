"""A call of the catalogue together with what it was given."""

from __future__ import annotations

from mlaudit.catalog import ArgumentSpec, CallModel
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.filesystems import scheme_of_call
from mlaudit.graph.python.text import combine, last_part, text_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    BoundMethod,
    Known,
    ListValue,
    UnknownValue,
    Value,
    is_one_text,
    join,
    options_of,
)
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import UnresolvedReason


@immutable
class ModelledCall:
    """One call of the catalogue.

    Attributes:
        run: the evaluation that meets it.
        model: what the catalogue says of it.
        name: its qualified name.
        arguments: what it was given.
        site: where it stands.
        receiver: the object that it is a method of, or None.
    """

    run: Evaluation
    model: CallModel
    name: str
    arguments: Arguments
    site: Site
    receiver: Value | None

    def first_value(self, spec: ArgumentSpec) -> Value | None:
        """The value of one argument, or None where it is not given."""
        if spec.receiver:
            made_with = getattr(self.receiver, "path", None)
            return self.receiver if made_with is None else made_with
        for keyword in (spec.keyword, *spec.older):
            found = self.arguments.get(None, keyword)
            if found is not None:
                return found
        return self.arguments.get(spec.position, None)

    def value(self, specs: tuple[ArgumentSpec, ...]) -> Value | None:
        """The path that the parts of a spec make together, or None when it is not given."""
        parts: list[Value] = []
        for number, spec in enumerate(specs):
            value = self.first_value(spec)
            absent = value is None or (isinstance(value, Known) and value.value is None)
            refused = value is not None and spec.none_is_nothing
            if (
                absent
                and not refused
                and spec.default is not None
                and not self._replaces_default(spec)
            ):
                value, absent = Known(spec.default), False
            elif absent and spec.basename and number > 0 and specs != self.model.source:
                source = self.value(self.model.source)
                value = _last_part(source) if source is not None else None
                absent = value is None
            if value is None and self.arguments.open_ and number == 0:
                value = UnknownValue(UnresolvedReason.PARAMETER, spec.keyword or "path")
            elif absent:
                if number == 0:
                    return None
                continue
            if value is not None:
                parts.append(_last_part(value) if spec.last else value)
        if len(parts) < 2:
            return parts[0] if parts else None
        joined: list[Value] = [Known("/".join(texts)) for texts in combine(parts)]
        return join(joined, "path") if joined else None

    def _replaces_default(self, spec: ArgumentSpec) -> bool:
        """Is there another argument that makes the library leave its default alone?"""
        given = self.arguments.get(None, spec.unless) if spec.unless is not None else None
        return given is not None and given not in (Known(True), NONE)

    @property
    def scheme(self) -> str:
        """The scheme of the file system that the call goes through, "" for the local one."""
        return scheme_of_call(self.arguments, self.receiver)

    def modes(self) -> tuple[str, ...]:
        """The directions of a call that an argument decides."""
        spec = self.model.mode
        if spec is None:
            return ("read", "write")
        given = self.arguments.get(spec.position, spec.keyword)
        texts = [o.value for o in options_of(given) if isinstance(o, Known)] if given else []
        return spec.accesses(texts[0] if texts and isinstance(texts[0], str) else None)


def _last_part(value: Value) -> Value:
    """The last part of every text that a value may be."""
    texts = [text_of(option) for option in options_of(value)]
    return join([Known(last_part(text)) for text in texts if text is not None] or [value])


def first_text(value: Value | None) -> str | None:
    """The text of the first option of a value; None where it is no text."""
    if value is None or isinstance(value, ListValue | BoundMethod):
        return None
    options = options_of(value)
    return text_of(options[0]) if options else None


def is_text(value: Value) -> bool:
    """Is the value known to be text or a path?"""
    return all(is_one_text(option) for option in options_of(value))
