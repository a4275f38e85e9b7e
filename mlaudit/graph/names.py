"""Finds the few names of many that may match a given one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from mlaudit.graph.matching import fixed_start, is_pattern, same_by_pattern


class NameIndex:
    """Names by what is fixed of them, so that a name is compared with the few that may match.

    All answers come in the order in which the names were given.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._position = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self._sorted = sorted(self._position)
        self._varying = [name for name in self._position if is_pattern(name)]

    def __contains__(self, name: str, /) -> bool:
        return name in self._position

    def find_inside(self, folder: str) -> list[str]:
        """The names of what lies in a folder."""
        return self._in_order(self._starting_with(folder + "/"))

    def find_above(self, name: str) -> list[str]:
        """The names of folders that hold `name`."""
        ends = (i for i, letter in enumerate(name) if letter == "/")
        return self._in_order(name[:i] for i in ends if name[:i] in self._position)

    def find_fitting(self, name: str) -> list[str]:
        """The names that may mean the same as `name` by a part that varies in either."""
        possible = self._varying
        if is_pattern(name):
            possible = [*possible, *self._starting_with(fixed_start(name))]
        return self._in_order(n for n in dict.fromkeys(possible) if same_by_pattern(name, n))

    def _starting_with(self, start: str) -> Iterator[str]:
        for position in range(bisect_left(self._sorted, start), len(self._sorted)):
            if not self._sorted[position].startswith(start):
                return
            yield self._sorted[position]

    def _in_order(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=self._position.__getitem__)
