"""Coordinates: boxes of a layer side by side, each as near as can be to what it is tied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from mlaudit.model.immutable import immutable
from mlaudit.report.pictures.layout.layers import Layers

Size: TypeAlias = tuple[float, float]
Point: TypeAlias = tuple[float, float]

_GAP, _KNOT_GAP = 26.0, 8.0
_ROW_GAP = 44.0
_KNOT: Size = (10.0, 0.0)
_SWEEPS = 10
_PULL = 0.88
"""Towards the middle of the page, so that a long way down does not drift off to a side."""


@immutable
class Box:
    """A rectangle: its middle, its width and its height."""

    x: float
    y: float
    width: float
    height: float


def place_layers(layers: Layers, sizes: Mapping[str, Size]) -> dict[str, Box]:
    """Boxes of nodes and knots that do not overlap; the leftmost begins at 0, the topmost too."""
    widths = {name: sizes.get(name, _KNOT)[0] for row in layers.rows for name in row}
    middles = _find_middles(layers, widths)
    left = min((x - widths[name] / 2 for name, x in middles.items()), default=0.0)
    boxes: dict[str, Box] = {}
    top = 0.0
    for row in layers.rows:
        height = max(sizes.get(name, _KNOT)[1] for name in row)  # knots are as high as the row
        for name in row:
            own = sizes.get(name, (widths[name], height))
            boxes[name] = Box(round(middles[name] - left, 1), round(top + height / 2, 1), *own)
        top += height + _ROW_GAP
    return boxes


def place_grid(names: Sequence[str], sizes: Mapping[str, Size], width: float) -> dict[str, Box]:
    """Boxes in rows of at most a width, in the given order."""
    boxes: dict[str, Box] = {}
    left, top, height = 0.0, 0.0, 0.0
    for name in names:
        own = sizes[name]
        if left and left + own[0] > width:
            left, top, height = 0.0, top + height + _GAP, 0.0
        boxes[name] = Box(left + own[0] / 2, top + own[1] / 2, *own)
        left += own[0] + _GAP
        height = max(height, own[1])
    return boxes


def _find_middles(layers: Layers, widths: Mapping[str, float]) -> dict[str, float]:
    above, below = layers.neighbours()
    middles: dict[str, float] = {}
    for row in layers.rows:
        middles.update(_spread(row, [0.0] * len(row), widths))
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        ties = above if down else below
        for row in layers.rows if down else layers.rows[::-1]:
            wanted = [
                _mean([middles[o] for o in ties[name]], middles[name]) * _PULL for name in row
            ]
            middles.update(_spread(row, wanted, widths))
    return middles


def _room_between(left: float, right: float) -> float:
    gap = _KNOT_GAP if _KNOT[0] in (left, right) else _GAP
    return (left + right) / 2 + gap


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _spread(
    row: Sequence[str], wanted: Sequence[float], widths: Mapping[str, float]
) -> dict[str, float]:
    """The places nearest to the wanted ones (least squares) at which nothing overlaps.

    With the room that stands to the left of each taken off, that is isotonic regression: pool
    neighbours that are in the wrong order, and give them their mean.
    """
    offsets: list[float] = []
    room = 0.0
    for place, name in enumerate(row):
        room += _room_between(widths[row[place - 1]], widths[name]) if place else 0.0
        offsets.append(room)
    pools: list[tuple[float, int]] = []
    for aim, offset in zip(wanted, offsets, strict=True):
        pools.append((aim - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            last, many = pools.pop()
            first, few = pools.pop()
            pools.append(((first * few + last * many) / (few + many), few + many))
    starts = [start for start, members in pools for _ in range(members)]
    return {name: s + o for name, s, o in zip(row, starts, offsets, strict=True)}
