"""A few lines of code around a place."""

from __future__ import annotations

from functools import cache

from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking
from mlaudit.report.base import Presentation
from mlaudit.report.html.markup import Element, tag

_AROUND = 2
_WIDTH = 160
"""Characters of a line that are shown."""
_LARGEST = 4_000_000
"""Bytes of a file that is looked into."""
_PRIVATE = frozenset({Tracking.IGNORED, Tracking.UNTRACKED})


class Excerpts:
    """Shows lines of files; each is read once.

    Files that version control does not have are not shown, as they may hold what is not meant for
    those who get the report.
    """

    def __init__(self, project: Project, presentation: Presentation) -> None:
        self._project = project
        self._contents = presentation.contents
        self._lines = cache(self._read)
        self._cells = cache(self._read_cells)

    def show(self, place: Place) -> Element | None:
        """The lines around a place, or None where they cannot be shown."""
        file = self._project.by_path.get(place.path)
        if file is None or file.tracking in _PRIVATE or file.size > _LARGEST or place.line < 1:
            return None
        if place.cell is not None:
            lines = self._cells(place.path).get(place.cell, ())
        else:
            lines = self._lines(place.path)
        if place.line > len(lines):
            return None
        first = max(place.line - _AROUND, 1)
        shown = lines[first - 1 : place.line + _AROUND]
        return tag(
            "div",
            (_write_line(n, text, n == place.line) for n, text in enumerate(shown, first)),
            class_="excerpt",
            tabindex="0",
            role="group",
            aria_label=f"Code at {place}",
        )

    def _read(self, path: str) -> tuple[str, ...]:
        data = self._contents(path)
        return () if b"\0" in data[:1000] else _split(data.decode("utf-8-sig", "replace"))

    def _read_cells(self, path: str) -> dict[int, tuple[str, ...]]:
        from mlaudit.parsers.notebook.document import read_document

        document = read_document(self._contents(path))
        if isinstance(document, str):
            return {}
        return {cell.index: _split(cell.source) for cell in document.cells}


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _write_line(number: int, text: str, chosen: bool) -> Element:
    text = text.expandtabs(4)
    clipped = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
    name = "mark" if chosen else "span"
    return tag("div", tag("span", str(number), class_="number"), tag(name, tag("code", clipped)))
