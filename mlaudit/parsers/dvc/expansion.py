"""The stages that `foreach` and `matrix` stand for, named as DVC names them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from mlaudit.model.data import Data, Entry, Scalar, Table, plain
from mlaudit.model.immutable import immutable
from mlaudit.parsers.dvc.interpolation import Context, interpolate, to_text

MAXIMUM_STAGES = 500
"""Bound on the stages that one definition stands for."""


@immutable
class StageDefinition:
    """One stage before interpolation.

    Attributes:
        name: "train", or "train@item" of a loop.
        body: its definition.
        loop: `item` and `key` of a loop.
        problem: why a loop could not be expanded, or None.
    """

    name: str
    body: Table
    loop: Context
    problem: str | None = None


def expand_stages(name: str, definition: Table, context: Context) -> Iterator[StageDefinition]:
    """Every stage that a definition stands for.

    Where its items are not known, one stage stands for them all, under the name that DVC knows
    the group by (https://dvc.org/doc/user-guide/project-structure/dvcyaml-files).
    """
    if (items := definition.get("foreach")) is not None:
        body = definition.get("do")
        body = body if isinstance(body, Table) else Table((), definition.line)
        found = _items_of_loop(plain(interpolate(items, context)))
        key = "foreach"
    elif (items := definition.get("matrix")) is not None:
        entries = (entry for entry in definition.entries if entry.key != "matrix")
        body = Table(tuple(entries), definition.line)
        found = _items_of_matrix(plain(interpolate(items, context)))
        key = "matrix"
    else:
        yield StageDefinition(name, definition, {})
        return
    if found is None:
        reason = f"the values of {key} are not known or too many"
        yield StageDefinition(name, body, {}, reason)
        return
    for suffix, item in found:
        yield StageDefinition(f"{name}@{suffix}", body, {"item": item, "key": suffix})


def _items_of_loop(values: object) -> list[tuple[str, object]] | None:
    if isinstance(values, dict):
        found = list(values.items())
    elif isinstance(values, list) and any(isinstance(each, (dict, list)) for each in values):
        found = [(str(i), each) for i, each in enumerate(values)]
    elif isinstance(values, list):
        found = list({to_text(each): each for each in values}.items())
    else:
        return None
    return found if len(found) <= MAXIMUM_STAGES else None


def _items_of_matrix(axes: object) -> list[tuple[str, object]] | None:
    if not isinstance(axes, dict) or not all(isinstance(v, list) for v in axes.values()):
        return None
    if math.prod(len(values) for values in axes.values()) > MAXIMUM_STAGES:
        return None
    found: list[tuple[str, object]] = []
    for choice in itertools.product(*(enumerate(values) for values in axes.values())):
        parts = [
            f"{axis}{i}" if isinstance(value, (dict, list)) else to_text(value)
            for axis, (i, value) in zip(axes, choice, strict=True)
        ]
        item = {axis: value for axis, (_, value) in zip(axes, choice, strict=True)}
        found.append(("-".join(parts), item))
    return found


def entries_of(data: Data | None) -> tuple[Entry, ...]:
    """The entries of a table, or of a list of texts and one-key tables; options as values."""
    if isinstance(data, Table):
        return data.entries
    if isinstance(data, Scalar):
        if data.value is None:
            return ()
        return (Entry(to_text(data.value), Scalar(None, data.line), data.line),)
    return tuple(e for item in data.items for e in entries_of(item)) if data else ()
