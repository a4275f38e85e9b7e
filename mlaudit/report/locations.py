"""Places as other programs need them: a path that leads there, a line of the file, columns."""

from __future__ import annotations

import posixpath
from functools import cache
from pathlib import PurePath

from mlaudit.model.place import Place
from mlaudit.report.base import Presentation


class Locations:
    """Finds places in files, each of which is read once, and only where that is needed."""

    def __init__(self, presentation: Presentation) -> None:
        self._root = posixpath.normpath(PurePath(presentation.root).as_posix())
        self._absolute = PurePath(presentation.root).is_absolute()
        self._contents = cache(presentation.contents)
        self._lines = cache(self._split)
        self._cells = cache(self._locate_cells)

    def path(self, path: str) -> str:
        """The path from where mlaudit was started, which for a CI job is the repository.

        A root that is named from elsewhere (absolute, `../other`) is taken for the repository.
        """
        if self._absolute or self._root.split("/")[0] == "..":
            return path
        return self.clickable(path)

    def clickable(self, path: str) -> str:
        """The path with the root as it was named before it, so that a terminal can open it."""
        return path if self._root == "." else posixpath.join(self._root, path)

    def line(self, place: Place) -> int:
        """The line of the file, from 1; that of a cell is looked up in the file."""
        if place.cell is None:
            return max(place.line, 1)
        lines = self._cells(place.path).get(place.cell)
        return lines[min(max(place.line, 1), len(lines)) - 1] if lines else 1

    def columns(self, place: Place) -> tuple[int, int]:
        """Where the text of the line starts and where it has ended, from 1, in UTF-16 units."""
        lines, number = self._lines(place.path), self.line(place)
        text = lines[number - 1].rstrip() if number <= len(lines) else ""
        start = len(text) - len(text.lstrip())
        return 1 + _measure(text[:start]), 1 + _measure(text)

    def _split(self, path: str) -> list[str]:
        text = self._contents(path).decode("utf-8-sig", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def _locate_cells(self, path: str) -> dict[int, tuple[int, ...]]:
        from mlaudit.parsers.notebook.positions import locate_lines

        return locate_lines(self._contents(path))


def tell_cell(place: Place) -> str:
    """`cell 3, line 5: ` for a place in a notebook, otherwise nothing."""
    return "" if place.cell is None else f"cell {place.cell}, line {place.line}: "


def _measure(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
