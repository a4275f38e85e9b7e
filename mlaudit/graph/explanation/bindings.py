"""Names that a statement or a call has bound."""

from __future__ import annotations

from mlaudit.graph.explanation.code import show
from mlaudit.graph.explanation.configuration import hydra_source
from mlaudit.graph.explanation.events import Binding, Called
from mlaudit.graph.explanation.objects import holds
from mlaudit.graph.explanation.options import option_source
from mlaudit.graph.explanation.parameters import find_argument, find_default, place_of_definition
from mlaudit.graph.explanation.search import Search
from mlaudit.graph.explanation.telling import reason_of_unknown, show_value
from mlaudit.graph.python.values import Value
from mlaudit.model.explanation import Source, SourceKind

_KINDS = {"loop": SourceKind.LOOP, "default": SourceKind.DEFAULT}


def explain_binding(search: Search, name: str, binding: Binding, target: Value) -> list[Source]:
    """The source of a name that a statement or a call has bound."""
    source = binding.source
    if isinstance(source, Called):
        return _explain_parameter(search, name, source, binding.value or target, target)
    if source.value is None:
        return []
    wanted = target if holds(source.value, target) else source.value
    parts = search.parts(search, source, wanted)
    kind = _KINDS.get(binding.kind, SourceKind.ASSIGNMENT)
    line = source.role.line if source.role is not None else source.line
    note = "" if parts else reason_of_unknown(target)
    shown, code = show_value(target), show(source.expression)
    return [Source(kind, name, code, shown, source.frame.place(line), note, parts)]


def _explain_parameter(
    search: Search, name: str, called: Called, value: Value, target: Value
) -> list[Source]:
    wanted = target if holds(value, target) else value
    handed = find_argument(called, name, value)
    if handed is not None:
        parts = search.parts(search, handed, wanted)
        note = "" if parts else reason_of_unknown(wanted)
        code, shown = show(handed.expression), show_value(wanted)
        return [Source(SourceKind.ARGUMENT, name, code, shown, called.site.place, note, parts)]
    if (option := option_source(search, name, wanted, called)) is not None:
        return [option]
    default = find_default(called, name)
    if default is not None:
        return explain_binding(search, name, Binding(name, "default", default), wanted)
    if (configured := hydra_source(search, name, called, wanted)) is not None:
        return [configured]
    reason = reason_of_unknown(value)
    if reason:
        return [Source(SourceKind.UNKNOWN, name, "", None, place_of_definition(called), reason)]
    maker = search.trace.makers.get(id(wanted))
    if maker is None:
        return []
    shown, code = show_value(wanted), show(maker.expression)
    return [Source(SourceKind.ARGUMENT, name, code, shown, maker.place, "", ())]
