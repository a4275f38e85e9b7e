"""Where something stands: a file, a line and, in notebooks, a cell."""

from __future__ import annotations

from mlaudit.model.immutable import immutable


@immutable
class Place:
    """A position in the scanned tree.

    Attributes:
        path: POSIX path relative to the scanned root.
        line: line from 1; within the cell for notebooks; 0 means the file as a whole.
        cell: index of the notebook cell from 0, or None outside notebooks.
    """

    path: str
    line: int = 0
    cell: int | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.path}:cell {self.cell}:{self.line}"
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def sort_key(self) -> tuple[str, int, int]:
        """Order by file, then cell, then line; places outside cells come first."""
        return (self.path, -1 if self.cell is None else self.cell, self.line)
