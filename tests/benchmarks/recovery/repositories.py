"""Lists of public repositories, so that a figure says what it was measured on.

A list is a table with tabs between its columns: `owner/name` and the commit whose work tree is
measured. The work tree of each lies in a folder `owner+name`.
"""

from __future__ import annotations

import csv
from pathlib import Path

COLUMNS = ["repository", "commit"]


def read_repositories(file: Path) -> frozenset[str]:
    """The names of the folders; raises ValueError for a table of another form."""
    with file.open(encoding="utf-8", newline="") as lines:
        head, *rows = list(csv.reader(lines, delimiter="\t")) or [[]]
    if head != COLUMNS or any(len(row) != len(COLUMNS) or "/" not in row[0] for row in rows):
        raise ValueError(f"{file.name}: the columns must be {', '.join(COLUMNS)}")
    return frozenset(row[0].replace("/", "+") for row in rows)
