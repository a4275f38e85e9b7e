"""Parameters of functions, and the arguments that calls hand over for them."""

from __future__ import annotations

from mlaudit.graph.explanation.events import Called, Evaluated, Event, Executed
from mlaudit.graph.explanation.objects import holds
from mlaudit.graph.python.values import ClassValue, FunctionValue, PartialValue, Value
from mlaudit.model import expression as e
from mlaudit.model.place import Place


def find_argument(called: Called, name: str, value: Value) -> Evaluated | None:
    """The expression of the argument that a call hands over for a parameter."""
    caller = _caller(called)
    if caller is None or not isinstance(caller.expression, e.Call):
        return None
    given = [(a, caller.part(a.value)) for a in caller.expression.arguments]
    fitting = [(a, node) for a, node in given if node is not None and holds(node.value, value)]
    if not fitting:
        return None
    named = [node for argument, node in fitting if argument.name == name]
    return (named or _in_position(called, name, given) or [fitting[0][1]])[0]


def _in_position(
    called: Called, name: str, given: list[tuple[e.Argument, Evaluated | None]]
) -> list[Evaluated]:
    callee = called.callee
    if not isinstance(callee, FunctionValue):
        return []
    names = [parameter.name for parameter in callee.parameters]
    position = names.index(name) - (callee.owner is not None) if name in names else -1
    chosen = given[position : position + 1] if position >= 0 else []
    return [node for argument, node in chosen if node is not None and argument.name is None]


def _caller(called: Called) -> Evaluated | None:
    """The expression of a call; making an object calls `__init__`."""
    event: Event | None = called.parent
    while isinstance(event, Called) and isinstance(event.callee, ClassValue | PartialValue):
        event = event.parent
    return event if isinstance(event, Evaluated) else None


def find_default(called: Called, name: str) -> Evaluated | None:
    """The default of a parameter, where a call has used it."""
    for child in called.children:
        role = child.role if isinstance(child, Evaluated) else None
        if role is not None and role.kind == "default" and role.targets == (e.Name(name),):
            return child if isinstance(child, Evaluated) else None
    return None


def place_of_definition(called: Called) -> Place:
    """Where the function that is called is defined."""
    callee = called.callee
    if isinstance(callee, FunctionValue) and callee.definition is not None:
        return callee.module.module.place(callee.definition.line)
    body = next((c for c in called.children if isinstance(c, Executed)), None)
    return called.site.place if body is None else body.frame.place(body.frame.line)
