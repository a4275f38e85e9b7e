"""What a test makes of the names of files that a folder lists.

Code that lists a folder picks by the name: `if name.endswith(".npz")`. Where the test holds, the
name is known as far as the test says, and so is what it is read as. A test of several endings says
nothing here: which of them there are only the folder tells.
"""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.name_tests import Told, tell
from mlaudit.graph.python.outlines import VARYING
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import (
    Known,
    PathValue,
    UnknownValue,
    Value,
    join,
    options_of,
)
from mlaudit.model import expression as e
from mlaudit.model.vocabulary import UnresolvedReason

_OPEN = ("*", "**", "?")


def narrow(
    run: Evaluation, test: e.Expression, holds: bool, frame: Frame
) -> dict[str, tuple[Value, Value]]:
    """Bind what is known of names where a test `holds` or does not.

    Returns:
        What each of them was before, and what it is now.
    """
    changed: dict[str, tuple[Value, Value]] = {}
    for told in tell(run, test, holds, frame):
        value = frame.scope.variables.get(told.variable)
        narrowed = None if value is None else _narrow(value, told)
        if value is not None and narrowed is not None and narrowed != value:
            before = changed.get(told.variable, (value, value))[0]
            changed[told.variable] = before, narrowed
            frame.scope.bind(told.variable, narrowed)
    return changed


def widen(states: list[dict[str, Value]], changed: list[dict[str, tuple[Value, Value]]]) -> None:
    """Where ways come together, a name that none of them has bound anew is what it was before."""
    for state, names in zip(states, changed, strict=True):
        for name, (before, narrowed) in names.items():
            if state.get(name) is narrowed:
                state[name] = before


def _narrow(value: Value, told: Told) -> Value | None:
    """A value whose name has an outline; None where it is none that a folder lists."""
    found = [_narrow_one(option, told) for option in options_of(value)]
    return join([option for option in found if option is not None]) if all(found) else None


def _narrow_one(value: Value, told: Told) -> Value | None:
    if isinstance(value, UnknownValue):
        listed = value.reason == UnresolvedReason.LISTING
        return Known(_fill(told.outline, "{" + value.label + "}")) if listed else None
    if isinstance(value, PathValue):
        return PathValue(_narrow_text(value.text, told))
    if isinstance(value, Known) and isinstance(value.value, str):
        return Known(_narrow_text(value.value, told))
    return None


def _narrow_text(text: str, told: Told) -> str:
    """A path whose last part has an outline, as far as it was not known."""
    folder, slash, last = text.rpartition("/")
    head, tail = told.outline.partition(VARYING)[0], told.outline.rpartition(VARYING)[2]
    outline = told.outline
    if told.whole and slash:
        head, outline = "", VARYING + tail
    if "/" in outline or outline == VARYING or VARYING not in outline:
        return text
    if last in _OPEN or HOLE.fullmatch(last):
        return folder + slash + _fill(outline, last)
    return folder + slash + _join_ends(last, head, tail)


def _join_ends(name: str, head: str, tail: str) -> str:
    """A name that varies, with what is known of its beginning and its end."""
    end = max([0, *(hole.end() for hole in HOLE.finditer(name)), name.rfind("*") + 1])
    known = name[end:]
    if end and tail.endswith(known):
        name = name[:end] + tail
    return head + name if name.startswith(("{", "*")) else name


def _fill(outline: str, hole: str) -> str:
    return outline.replace(VARYING, hole)
