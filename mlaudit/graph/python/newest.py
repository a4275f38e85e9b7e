"""Choices of the newest of several files, runs or versions: local state decides what is read."""

from __future__ import annotations

from typing import cast

from mlaudit.graph.newest import BY_NAME, BY_TIME, NEWEST_EFFECT
from mlaudit.graph.python.access import add_effect
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.scope import Scope
from mlaudit.graph.python.text import is_opaque, normalise, text_of
from mlaudit.graph.python.values import Arguments, Value
from mlaudit.model import expression as e
from mlaudit.model import summary as s

_TIMES = frozenset(
    {"getmtime", "getctime", "st_mtime", "st_ctime", "LastModified", "last_modified"}
)
_LISTINGS = frozenset({"glob", "iglob", "rglob", "listdir", "iterdir"})
_HELPERS = {
    "latest_checkpoint": "the record that the last run left",
    "get_last_checkpoint": "the number in its name",
    "find_last_checkpoint": "the number in its name",
}
_WATCHED = frozenset({"max", "sort", "search_runs", *_HELPERS})
_DEPTH = 6


def note_newest(run: Evaluation, node: e.Call, arguments: Arguments, frame: Frame) -> None:
    """Record a call that gives the newest, and remember a list that it sorts by time."""
    name = _name_of(node.function)
    if name not in _WATCHED:
        return
    how = _HELPERS.get(name, "")
    if name == "max":
        how = BY_TIME if _is_by_time(node) else ""
    elif name == "search_runs":
        how = "the start of the run" if _asks_for_last_run(node) else ""
    elif name == "sort" and isinstance(node.function, e.Attribute) and _is_by_time(node):
        _remember(run, frame, node.function.base, BY_TIME + _direction(node))
    if how:
        first = arguments.get(0, None)
        _record(run, how, name, first, Site(frame, node.line))


def note_sorted(run: Evaluation, node: s.Assign, frame: Frame) -> None:
    """Remember the variable that is given a list sorted by time, or names of files in order."""
    how = _sorted_by(node.value) if isinstance(node.value, e.Call) else ""
    for target in node.targets if how else ():
        _remember(run, frame, target, how)


def note_pick(run: Evaluation, node: e.Item, base: Value, frame: Frame) -> None:
    """Record the choice of the first or the last of such a list."""
    index = _index_of(node.index)
    if index is None:
        return
    how = _sorted_by(node.base) if isinstance(node.base, e.Call) else ""
    if isinstance(node.base, e.Name):
        known = _sorted_names(run).get((id(frame.scope), node.base.identifier))
        how = known[1] if known is not None and known[0] is frame.scope else ""
    if how and how.endswith(">") == (index == 0):
        _record(run, how.rstrip(">"), "sorted", base, Site(frame, frame.line))


def _record(run: Evaluation, how: str, via: str, names: Value | None, site: Site) -> None:
    texts = [text_of(item) for item in iterate(names)[0]] if names is not None else []
    if names is not None and text_of(names) is not None:
        texts = [text_of(names)]
    known = next((text for text in texts if text and not is_opaque(text)), None)
    artifact = normalise(known, run.directory) if known and "/" in known else None
    add_effect(run, NEWEST_EFFECT, via, site, artifact, how)


def _sorted_names(run: Evaluation) -> dict[tuple[int, str], tuple[Scope, str]]:
    found = run.kept.setdefault(NEWEST_EFFECT, {})
    return cast("dict[tuple[int, str], tuple[Scope, str]]", found)


def _remember(run: Evaluation, frame: Frame, target: e.Expression, how: str) -> None:
    if isinstance(target, e.Name):
        _sorted_names(run)[id(frame.scope), target.identifier] = (frame.scope, how)


def _sorted_by(node: e.Call) -> str:
    """By what `sorted(…)` orders, with ">" where the newest comes first; "" for other calls."""
    if _name_of(node.function) != "sorted":
        return ""
    if _is_by_time(node):
        return BY_TIME + _direction(node)
    keyed = any(argument.name == "key" for argument in node.arguments)
    listed = bool(node.arguments) and _holds(node.arguments[0].value, _LISTINGS)
    return BY_NAME + _direction(node) if listed and not keyed else ""


def _direction(node: e.Call) -> str:
    backwards = any(a.name == "reverse" and a.value == e.Constant(True) for a in node.arguments)
    return ">" if backwards else ""


def _is_by_time(node: e.Call) -> bool:
    return any(a.name == "key" and _holds(a.value, _TIMES) for a in node.arguments)


def _asks_for_last_run(node: e.Call) -> bool:
    """`search_runs(order_by=["start_time DESC"], max_results=1)`; the best by a metric is none."""
    given = {argument.name: argument.value for argument in node.arguments}
    order = given.get("order_by")
    first = order.elements[0] if isinstance(order, e.Collection) and order.elements else None
    text = first.value if isinstance(first, e.Constant) and isinstance(first.value, str) else ""
    is_last = "start_time desc" in text.lower() or "end_time desc" in text.lower()
    return is_last and given.get("max_results") == e.Constant(1)


def _index_of(node: e.Expression) -> int | None:
    if isinstance(node, e.Operation) and node.operator == "-" and len(node.operands) == 1:
        return -1 if node.operands[0] == e.Constant(1) else None
    if isinstance(node, e.Constant) and type(node.value) is int and node.value in (0, -1):
        return node.value
    return None


def _name_of(function: e.Expression) -> str:
    kind = type(function)
    if kind is e.Attribute:
        return function.name  # type: ignore[union-attr]
    return function.identifier if kind is e.Name else ""  # type: ignore[union-attr]


def _holds(node: object, words: frozenset[str], depth: int = 0) -> bool:
    """Does an expression name one of the words, as a function, an attribute or a key?"""
    if depth > _DEPTH:
        return False
    if isinstance(node, e.Name):
        return node.identifier in words
    if isinstance(node, e.Attribute):
        return node.name in words or _holds(node.base, words, depth + 1)
    if isinstance(node, e.Constant):
        return isinstance(node.value, str) and node.value in words
    return any(_holds(part, words, depth + 1) for part in _parts_of(node))


def _parts_of(node: object) -> tuple[object, ...]:
    if isinstance(node, e.Call):
        return (node.function, *(argument.value for argument in node.arguments))
    if isinstance(node, e.Lambda):
        return (node.body,)
    if isinstance(node, e.Item):
        return (node.base, node.index)
    if isinstance(node, e.Comprehension):
        return (node.element, *(clause[1] for clause in node.clauses))
    return node.elements if isinstance(node, e.Collection) else ()
