"""Whether one node of a graph leads to another, asked of many pairs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from mlaudit.model.graph import reach


class Ways:
    """The ways through a graph that does not change any more.

    Most pairs are told by one edge, or by which of the two comes first in a graph without cycles;
    only what remains is walked.
    """

    def __init__(self, successors: Mapping[str, set[str]]) -> None:
        self._successors = dict(successors)
        self._reached: dict[str, set[str]] = {}

    def lead(self, first: str, second: str) -> bool:
        """Is there a way of one edge or more from one node to the other?"""
        direct = self._successors.get(first)
        if not direct:
            return False
        if second in direct:
            return True
        positions = self._positions
        if positions and positions.get(second, -1) <= positions[first]:
            return False
        if first not in self._reached:
            self._reached[first] = reach((first,), self._successors)
        return second in self._reached[first]

    @cached_property
    def _positions(self) -> dict[str, int]:
        """Where each node stands in a line in which all ways lead forward; none with cycles."""
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for node, afters in self._successors.items():
            for after in afters:
                sorter.add(after, node)
        try:
            return {node: number for number, node in enumerate(sorter.static_order())}
        except CycleError:
            return {}
