"""Broken shell code: the largest runs of lines that can be read by themselves.

Where one error spans lines, the grammar's own recovery gives up on everything behind it. Reading
the lines in runs keeps the damage to the statement that is broken.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from mlaudit.parsers.shell.grammar import find_errors, parse_rows

if TYPE_CHECKING:
    from tree_sitter import Node

LONGEST_RUN = 60
"""Lines of one statement that are tried together."""

ATTEMPTS = 2_000
"""Parses of one script; behind them the grammar's own recovery is used."""


def split_statements(data: bytes, root: Node) -> list[Node]:
    """Roots that together hold what can be read of `data`, whose own root has errors.

    The offsets and rows of every root are those of `data`.
    """
    if all(error.start_point[0] == error.end_point[0] for error in find_errors(root)):
        return [root]
    offsets = list(accumulate((len(row) + 1 for row in data.split(b"\n")), initial=0))
    offsets[-1] = len(data)
    roots: list[Node] = []
    attempts = ATTEMPTS
    start = 0
    while start < len(offsets) - 1:
        stop, node, used = _shortest_readable(data, offsets, start, attempts)
        attempts -= used
        if attempts <= 0:
            return [root]
        roots.append(node)
        start = stop
    return roots


def _shortest_readable(
    data: bytes, offsets: list[int], start: int, attempts: int
) -> tuple[int, Node, int]:
    """The row behind the statement that starts at `start`, its tree, and the parses it took."""
    first = parse_rows(data, offsets, start, start + 1)
    if not first.has_error:
        return start + 1, first, 1
    last = min(len(offsets) - 1, start + LONGEST_RUN, start + attempts)
    for stop in range(start + 2, last + 1):
        node = parse_rows(data, offsets, start, stop)
        if not node.has_error:
            return stop, node, stop - start
    return start + 1, first, max(1, last - start)
