"""Operators on values."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.objects import apply_special
from mlaudit.graph.python.text import HOLE, MAX_TEXT, combine, is_place, join_paths, text_of
from mlaudit.graph.python.values import (
    ROOT,
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
    InstanceValue,
    Known,
    ListValue,
    PathValue,
    Union,
    UnknownValue,
    Value,
    is_one_text,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MAX_ITEMS = 1_000


def truth(value: Value) -> bool | None:
    """Is the value true? None where it is not known."""
    if type(value) is not Union:
        return _truth_of(value)
    states = {_truth_of(option) for option in value.options}
    return states.pop() if len(states) == 1 else None


def _truth_of(value: Value) -> bool | None:
    if isinstance(value, Known):
        text = value.value
        is_hole = isinstance(text, str) and text[:1] == "{" and HOLE.fullmatch(text) is not None
        return None if is_hole else bool(text)
    # Of the known items of an open container none is sure to be there.
    if isinstance(value, ListValue):
        return None if value.open_ else bool(value.items)
    if isinstance(value, DictValue):
        return None if value.open_ else bool(value.entries)
    return None if isinstance(value, (UnknownValue, ExternalInstance)) else True


def is_exact(value: Value) -> bool:
    """Is the value a constant without holes?"""
    if type(value) is not Known:
        return False
    text = value.value
    return not (isinstance(text, str) and "{" in text and HOLE.search(text))


def apply_operation(run: Evaluation, name: str, operands: list[Value], site: Site) -> Value:
    """The result of an operator; unknown where an operand is."""
    if name == "not":
        state = truth(operands[0])
        return unknown(UnresolvedReason.DATA, "test") if state is None else Known(not state)
    if name == "slice":
        return ListValue(list(operands), "slice")
    if len(operands) == 1:
        return _negate(name, operands[0])
    first, second = operands[0], operands[1]
    if type(first) is not Union and type(second) is not Union:
        return _apply(run, name, first, second, site)
    results = [
        _apply(run, name, left, right, site)
        for left in options_of(first)
        for right in options_of(second)
    ]
    return join(results[:24], "result")


def _negate(name: str, operand: Value) -> Value:
    if name == "-" and isinstance(operand, Known) and isinstance(operand.value, int | float):
        return Known(-operand.value)
    return unknown(UnresolvedReason.DATA, "number")


def _apply(run: Evaluation, name: str, left: Value, right: Value, site: Site) -> Value:
    if isinstance(left, InstanceValue) or isinstance(right, InstanceValue):
        made = apply_special(run, name, left, right, site)
        if made is not None:
            return made
    if name in ("in", "not in", "is", "is not") or name in _COMPARISONS:
        state = _compare(name, left, right)
        return unknown(UnresolvedReason.DATA, "test") if state is None else Known(state)
    if name == "/" and (isinstance(left, PathValue) or isinstance(right, PathValue)):
        if is_place(right):
            return right
        joined = [PathValue(join_paths(parts)) for parts in combine([left, right])]
        return join(list(joined), "path")
    if name == "%" and isinstance(left, Known) and isinstance(left.value, str):
        if len(left.value) > MAX_TEXT:
            return unknown(UnresolvedReason.BOUND, "text")
        from mlaudit.graph.python.formatting import format_percent

        return format_percent(left.value, right)
    if name == "+":
        return _add(left, right)
    if name == "|" and isinstance(left, DictValue) and isinstance(right, DictValue):
        return DictValue({**left.entries, **right.entries}, left.open_ or right.open_)
    if name == "|" and isinstance(left, ClassValue) and isinstance(right, ClassValue):
        return join([left, right], "class")
    if name == "*" and isinstance(left, ListValue) and isinstance(right, Known):
        return ListValue(list(left.items), left.kind, left.open_)
    if name == "*" and isinstance(left, Known) and isinstance(left.value, str):
        return _repeat(left.value, right)
    return _calculate(name, left, right)


def _repeat(text: str, count: Value) -> Value:
    number = count.value if isinstance(count, Known) else None
    if isinstance(number, int) and len(text) * number <= MAX_TEXT:
        return Known(text * number)
    return unknown(UnresolvedReason.DATA, "text")


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, ListValue) or isinstance(right, ListValue):
        items: list[Value] = []
        for side in (left, right):
            items.extend(side.items if isinstance(side, ListValue) else [])
        known = isinstance(left, ListValue) and isinstance(right, ListValue)
        open_ = not known or any(s.open_ for s in (left, right) if isinstance(s, ListValue))
        return ListValue(items[:_MAX_ITEMS], "list", open_ or len(items) > _MAX_ITEMS)
    if is_one_text(left) or is_one_text(right):
        texts = (text_of(left), text_of(right))
        if None in texts:
            return unknown(UnresolvedReason.DATA, "text")
        return Known(f"{texts[0]}{texts[1]}")
    return _calculate("+", left, right)


def _calculate(name: str, left: Value, right: Value) -> Value:
    function = _ARITHMETIC.get(name)
    if function and isinstance(left, Known) and isinstance(right, Known):
        numbers = (left.value, right.value)
        if all(isinstance(n, int | float) and abs(n) < 1e15 for n in numbers):
            try:
                return Known(function(*numbers))
            except (ArithmeticError, ValueError):
                pass
    if isinstance(left, UnknownValue):
        return left
    return right if isinstance(right, UnknownValue) else unknown(UnresolvedReason.DATA, "number")


def _compare(name: str, left: Value, right: Value) -> bool | None:
    if name in ("is", "is not", "==", "!=") and _is_none_test(left, right):
        state = _is_none(left if isinstance(right, Known) and right.value is None else right)
        return None if state is None else state == (name in ("is", "=="))
    if name in ("in", "not in"):
        return _contains(name, left, right)
    if isinstance(left, ExternalValue) and isinstance(right, ExternalValue):
        same = _is_same_member(left.name, right.name)
        return (
            None
            if same is None or name in ("<", "<=", ">", ">=")
            else same == (name in ("is", "=="))
        )
    if is_exact(left) and is_exact(right) and isinstance(left, Known) and isinstance(right, Known):
        compare = _COMPARISONS.get(name.replace("is not", "!=").replace("is", "=="))
        try:
            return compare(left.value, right.value) if compare else None
        except TypeError:
            return None
    if isinstance(left, PathValue) and isinstance(right, PathValue) and name in ("==", "!="):
        anchored = all(side.text.startswith(ROOT) for side in (left, right))
        holes = any(HOLE.search(side.text) for side in (left, right))
        return (left == right) == (name == "==") if anchored and not holes else None
    return None


def _is_same_member(left: str, right: str) -> bool | None:
    """Are two names of libraries the same? Members of one enumeration differ by their names."""
    (owner, _, member), (other, _, second) = left.rpartition("."), right.rpartition(".")
    listed = owner == other and owner.rpartition(".")[2][:1].isupper()
    if left == right:
        return True
    return False if listed and member.isupper() and second.isupper() else None


def _is_none_test(left: Value, right: Value) -> bool:
    return any(isinstance(side, Known) and side.value is None for side in (left, right))


def _is_none(value: Value) -> bool | None:
    if isinstance(value, Known):
        return value.value is None
    return None if isinstance(value, UnknownValue | ExternalInstance | Union) else False


def _contains(name: str, item: Value, container: Value) -> bool | None:
    wanted = name == "in"
    if isinstance(container, DictValue) and is_exact(item) and isinstance(item, Known):
        if item.value in container.entries:
            return wanted
        return None if container.open_ else not wanted
    if isinstance(container, ListValue) and is_exact(item):
        if any(option == item for option in container.items):
            return wanted
        complete = not container.open_ and all(is_exact(option) for option in container.items)
        return (not wanted) if complete else None
    texts = (text_of(item), text_of(container))
    if isinstance(container, Known) and is_exact(item) and None not in texts:
        if is_exact(container):
            return (str(texts[0]) in str(texts[1])) == wanted
        return wanted if str(texts[0]) in HOLE.sub("\x01", str(texts[1])) else None
    if isinstance(container, InstanceValue) and is_exact(item) and isinstance(item, Known):
        return wanted if item.value in container.attributes else None
    return None
