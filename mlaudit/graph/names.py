"""Finds the few names of many that may match a given one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from mlaudit.graph.matching import fixed_start, is_pattern, same_by_pattern


class NameIndex:
    """Names by what is fixed of them, so that a name is compared with the few that may match.

    All answers come in the order in which the names were given.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._position = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self._sorted = sorted(self._position)
        self._varying: dict[str, list[str]] = {}
        for name in filter(is_pattern, self._position):
            self._varying.setdefault(fixed_start(name), []).append(name)
        self._starts = sorted(self._varying)

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
        start = fixed_start(name)
        starts = [start[:length] for length in range(len(start))]
        starts += _list_starting(self._starts, start)
        possible = [n for known in starts for n in self._varying.get(known, ())]
        if is_pattern(name):
            possible += self._starting_with(start)
        return self._in_order(n for n in dict.fromkeys(possible) if same_by_pattern(name, n))

    def _starting_with(self, start: str) -> Iterator[str]:
        return _list_starting(self._sorted, start)

    def _in_order(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=self._position.__getitem__)


def _list_starting(names: Sequence[str], start: str) -> Iterator[str]:
    """Those of sorted names that start with a text."""
    for position in range(bisect_left(names, start), len(names)):
        if not names[position].startswith(start):
            return
        yield names[position]
