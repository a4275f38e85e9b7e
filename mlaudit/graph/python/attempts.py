"""What is known of how the body of a `try` ends."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.items import ABSENT_WORD
from mlaudit.graph.python.operations import is_exact
from mlaudit.graph.python.values import Known, UnknownValue, Value
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.vocabulary import UnresolvedReason

_CONVERSIONS = frozenset({"int", "float"})
_MAX_DEPTH = 4


def lacks_word(run: Evaluation, before: dict[str, Value], after: dict[str, Value]) -> bool:
    """Has the body asked for a word that the known command line does not give?"""
    return run.arguments is not None and any(
        isinstance(value, UnknownValue)
        and value.reason == UnresolvedReason.COMMAND_LINE
        and value.label.startswith(ABSENT_WORD)
        and before.get(name) != value
        for name, value in after.items()
    )


def surely_works(body: tuple[s.Statement, ...], frame: Frame) -> bool:
    """Does the body only look known values up, or turn them into numbers, and find them all?

    Nothing of it can fail then, so that no handler is reached.
    """
    return bool(body) and all(_is_found(statement, frame) for statement in body)


def _is_found(statement: s.Statement, frame: Frame) -> bool:
    if not isinstance(statement, s.Assign) or len(statement.targets) != 1:
        return False
    target, value = statement.targets[0], statement.value
    found = frame.scope.find(target.identifier) if isinstance(target, e.Name) else None
    if not isinstance(found, Known) or not is_exact(found):
        return False
    if _converts(value):
        return isinstance(found.value, int | float)
    return isinstance(value, e.Item) and _is_plain(value, 0)


def _converts(value: e.Expression | None) -> bool:
    """Is it `int(…)`, `float(…)` or `literal_eval(…)` of something plain?"""
    if not isinstance(value, e.Call) or len(value.arguments) != 1:
        return False
    function = value.function
    name = function.identifier if isinstance(function, e.Name) else getattr(function, "name", "")
    known = name in _CONVERSIONS or name == "literal_eval"
    return known and _is_plain(value.arguments[0].value, 0)


def _is_plain(value: e.Expression, depth: int) -> bool:
    if isinstance(value, e.Item):
        return depth < _MAX_DEPTH and all(
            _is_plain(part, depth + 1) for part in (value.base, value.index)
        )
    if isinstance(value, e.Attribute):
        return depth < _MAX_DEPTH and _is_plain(value.base, depth + 1)
    return isinstance(value, e.Name | e.Constant)
