"""Parts of lists and texts."""

from __future__ import annotations

from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import NONE, Known, ListValue, Value, unknown
from mlaudit.model.vocabulary import UnresolvedReason


def slice_list(base: ListValue, index: ListValue) -> Value:
    """`items[a:b]`."""
    bounds = slice_of(index)
    if bounds is not None and not base.open_:
        return ListValue(base.items[bounds], base.kind)
    if base.open_ and bounds is not None and bounds.start == 1:
        return ListValue(base.items[1:], base.kind, True)
    return ListValue(list(base.items), base.kind, True)


def slice_of(index: ListValue) -> slice | None:
    """A slice with known bounds, or None."""
    found: list[int | None] = []
    for item in index.items:
        value = item.value if isinstance(item, Known) else "?"
        if not (value is None or isinstance(value, int)):
            return None
        found.append(value)
    return slice(*found)


def text_item(text: str, index: Value) -> Value:
    """A letter of a text, or a part of it."""
    if HOLE.search(text):
        return unknown(UnresolvedReason.DATA, "part")
    if isinstance(index, Known) and isinstance(index.value, int):
        return Known(text[index.value]) if -len(text) <= index.value < len(text) else NONE
    if isinstance(index, ListValue) and index.kind == "slice":
        bounds = slice_of(index)
        if bounds is not None:
            return Known(text[bounds])
    return unknown(UnresolvedReason.DATA, "part")
