"""What objects of scanned classes do by their special methods: elements, text, operators."""

from __future__ import annotations

from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.values import (
    Arguments,
    InstanceValue,
    ListValue,
    Union,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_OPERATORS = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "|": "or",
    "&": "and",
    "@": "matmul",
    ">>": "rshift",
    "<<": "lshift",
}


def call_special(
    run: Evaluation, value: Value, name: str, arguments: list[Value], site: Site
) -> Value | None:
    """The result of a special method of a scanned class, or None where there is none."""
    class_ = value.class_ if isinstance(value, InstanceValue) else None
    member = find_in_class(class_, name) if class_ is not None else None
    if member is None:
        return None
    return run.call(
        run, bind_member(run, member[0], value, member[1], site), Arguments(arguments), site
    )


def elements_of(
    run: Evaluation, value: Value, site: Site, label: str = "item"
) -> tuple[list[Value], bool]:
    """The elements of a value, objects that iterate included, and whether these are all."""
    if not any(type(option) is InstanceValue for option in options_of(value)):
        return iterate(value, label)
    found: list[Value] = []
    complete = isinstance(value, InstanceValue)
    for option in options_of(value):
        items, known = iterate(_as_elements(run, option, site), label)
        found += items
        complete = complete and known
    return found, complete


def _as_elements(run: Evaluation, value: Value, site: Site) -> Value:
    made = call_special(run, value, "__iter__", [], site)
    if isinstance(made, InstanceValue):
        return ListValue([_step(run, made, site)], open_=True)
    if made is not None:
        return made
    element = call_special(
        run, value, "__getitem__", [unknown(UnresolvedReason.DATA, "index")], site
    )
    return value if element is None else ListValue([element], open_=True)


def _step(run: Evaluation, iterator: InstanceValue, site: Site) -> Value:
    """What an object that is its own iterator gives next."""
    given = call_special(run, iterator, "__next__", [], site)
    return given or unknown(UnresolvedReason.DATA, "item")


def as_text(run: Evaluation, value: Value, site: Site) -> Value:
    """`str(value)`: objects that say what their text is are that text."""
    return _convert(run, value, ("__str__", "__fspath__", "__repr__"), site)


def as_path(run: Evaluation, value: Value, site: Site) -> Value:
    """`os.fspath(value)`."""
    return _convert(run, value, ("__fspath__",), site)


def _convert(run: Evaluation, value: Value, names: tuple[str, ...], site: Site) -> Value:
    if type(value) is not InstanceValue and type(value) is not Union:
        return value  # most values: spares them the search
    if not any(isinstance(option, InstanceValue) for option in options_of(value)):
        return value
    return join([_convert_one(run, option, names, site) for option in options_of(value)], "text")


def _convert_one(run: Evaluation, value: Value, names: tuple[str, ...], site: Site) -> Value:
    if isinstance(value, InstanceValue) and value.text is not None:
        return value.text
    for name in names:
        made = call_special(run, value, name, [], site)
        if made is not None:
            return made
    return value


def apply_special(
    run: Evaluation, operator: str, left: Value, right: Value, site: Site
) -> Value | None:
    """An operator that the class of an operand defines, or None."""
    name = _OPERATORS.get(operator)
    if name is None:
        return None
    made = call_special(run, left, f"__{name}__", [right], site)
    if made is None:
        made = call_special(run, right, f"__r{name}__", [left], site)
    return made
