"""Names: assignments, loops, parameters and what is handed over for them."""

from __future__ import annotations

from mlaudit.graph.explanation.bindings import explain_binding
from mlaudit.graph.explanation.code import show
from mlaudit.graph.explanation.events import Binding, Called, Evaluated
from mlaudit.graph.explanation.objects import holds
from mlaudit.graph.explanation.search import Search
from mlaudit.graph.explanation.telling import reason_of_unknown, show_value
from mlaudit.graph.python.values import Value
from mlaudit.model import expression as e
from mlaudit.model.explanation import Source, SourceKind
from mlaudit.model.place import Place


def explain_name(search: Search, node: Evaluated, target: Value) -> list[Source]:
    """The source of a variable."""
    expression = node.expression
    name = expression.identifier if isinstance(expression, e.Name) else ""
    if name == "__file__":
        place = Place(node.place.path)
        return [Source(SourceKind.ANCHOR, name, "", show_value(target), place)]
    binding = _choose_binding(node.known, target)
    if binding is None or not _gives(binding, target):
        imported = _choose_binding(tuple(search.trace.bound.get(name, ())), target)
        if imported is not None and _gives(imported, target):
            binding = imported
    if binding is not None:
        return explain_binding(search, name, binding, target)
    return explain_maker(search, node, name, target)


def explain_maker(search: Search, node: Evaluated, name: str, target: Value) -> list[Source]:
    """The expression that made the object, where nothing tells how it got its name."""
    maker = search.trace.makers.get(id(target))
    if maker is not None and maker is not node and not isinstance(maker.expression, e.Name):
        parts = search.parts(search, maker, target)
        if isinstance(maker.expression, e.Attribute | e.Item):
            return list(parts)
        shown, code = show_value(target), show(maker.expression)
        return [Source(SourceKind.ASSIGNMENT, name, code, shown, maker.place, "", parts)]
    reason = reason_of_unknown(target)
    return [Source(SourceKind.UNKNOWN, name, "", None, node.place, reason)] if reason else []


def _choose_binding(known: tuple[Binding, ...], target: Value) -> Binding | None:
    """The latest binding that gives the target, else the latest."""
    fitting = [binding for binding in known if _gives(binding, target)]
    return fitting[-1] if fitting else known[-1] if known else None


def _gives(binding: Binding, target: Value) -> bool:
    given = binding.value if isinstance(binding.source, Called) else binding.source.value
    return holds(given, target)
