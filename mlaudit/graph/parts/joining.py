"""Joins what parts do with what the code around them does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from mlaudit.graph.parts.shares import PartStart
from mlaudit.graph.performance import Performance
from mlaudit.model.workflow import Access, Effect, Invocation, Unresolved

_Item = TypeVar("_Item", Access, Effect, Unresolved)


def join_parts(
    performance: Performance,
    parts: Mapping[str, Performance],
    starts: Iterable[PartStart],
    path: str,
) -> None:
    """Whoever starts a part does what it does, and invokes it.

    Args:
        performance: of the file that is started.
        parts: what each part does itself.
        starts: who started which part, the outer ones first.
        path: of the file.
    """
    starts = tuple(starts)
    for start in starts:
        by = parts[start.by] if start.by else performance
        if start.of not in by.started:
            by.started.append(start.of)
        by.invocations[Invocation(start.by or path, start.of, start.place)] = None
    for start in reversed(starts):
        (parts[start.by] if start.by else performance).include(parts[start.of])
    for part, done in parts.items():
        performance.nested += done.nested
        performance.parts.append((part, done))


def include_alone(performance: Performance, done: Performance, part: str, path: str) -> None:
    """Add what starting a part by itself does; what its file does on the way is its own."""
    mine = Performance()
    mine.include(done)
    mine.accesses = _owned(mine.accesses, part, path)
    mine.effects = _owned(mine.effects, part, path)
    mine.unresolved = _owned(mine.unresolved, part, path)
    invocations = [replace(i, by=part) if i.by == path else i for i in mine.invocations]
    mine.invocations = {i: None for i in invocations if i.of != i.by}
    performance.include(mine)
    performance.started += [id_ for id_ in done.started if id_ != part]
    performance.nested += done.nested


def _owned(items: Iterable[_Item], part: str, path: str) -> dict[_Item, None]:
    return {replace(item, by=part) if item.by == path else item: None for item in items}
