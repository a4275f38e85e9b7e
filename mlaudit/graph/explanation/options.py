"""Options and words of the command line as sources."""

from __future__ import annotations

from mlaudit.graph.explanation.events import Called, Evaluated
from mlaudit.graph.explanation.search import Search
from mlaudit.graph.explanation.telling import reason_of_unknown, show_value
from mlaudit.graph.python.values import (
    ExternalValue,
    FunctionValue,
    Value,
)
from mlaudit.model import expression as e
from mlaudit.model.explanation import Source, SourceKind
from mlaudit.model.place import Place


def option_source(search: Search, name: str, target: Value, called: Called | None) -> Source | None:
    """An option or argument of the command line, or its default."""
    noted = search.trace.options.get(id(target))
    if noted is None:
        return None
    place = _declaration(search, noted.names, noted.name)
    if place is None and called is not None:
        callee = called.callee
        if isinstance(callee, FunctionValue) and callee.definition is not None:
            place = callee.module.module.place(callee.definition.line)
    kind = SourceKind.COMMAND_LINE if noted.given else SourceKind.OPTION_DEFAULT
    flag = max(noted.names, key=len, default=noted.name)
    reason = reason_of_unknown(target)
    if reason:
        return Source(SourceKind.UNKNOWN, name, "", None, place, f"{flag}: {reason}")
    return Source(kind, name, "", show_value(target), place, flag)


def _declaration(search: Search, names: tuple[str, ...], name: str) -> Place | None:
    """Where an option is declared: the call or the field that names it."""
    for maker in search.trace.makers.values():
        expression = maker.expression
        if not isinstance(expression, e.Constant) or not isinstance(maker.parent, Evaluated):
            continue
        call = maker.parent.expression
        if isinstance(call, e.Call) and expression.value in (names or (name,)):
            return maker.parent.place
    fields = search.trace.bound.get(name, ())
    found = next((b.source for b in fields if isinstance(b.source, Evaluated)), None)
    return found.place if found is not None else None


def argv_source(search: Search, name: str, holder: Evaluated, target: Value) -> Source | None:
    """A word of `sys.argv`."""
    expression = holder.expression
    base = holder.part(expression.base) if isinstance(expression, e.Attribute) else None
    if base is None or base.value != ExternalValue("sys"):
        return None
    return Source(SourceKind.COMMAND_LINE, name, "", show_value(target), holder.place)
