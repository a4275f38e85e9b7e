"""What the text cells of a notebook tell a person to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlaudit.model.facts import Instruction
from mlaudit.model.place import Place
from mlaudit.parsers.notebook.document import Cell
from mlaudit.parsers.prose import find_instructions
from mlaudit.parsers.python.instructions import make_instruction
from mlaudit.patterns import lazy_regex

_HEADING = lazy_regex(r"^ {0,3}#{1,6}[ \t]+(\S(?:.*?\S)??)[ \t]*(?:#{1,100}[ \t]*)?$", re.MULTILINE)


def text_instructions(path: str, cells: Iterable[Cell]) -> Iterator[Instruction]:
    """The instructions of markdown cells, each under the last heading above it."""
    heading = ""
    for cell in cells:
        if cell.kind not in ("markdown", "heading"):
            continue
        headings = list(_HEADING.finditer(cell.source))
        for found in find_instructions(cell.source, "notebook"):
            above = [match[1] for match in headings if match.start() < found.offset]
            line = cell.source.count("\n", 0, found.offset) + 1
            place = Place(path, line, cell.index)
            yield make_instruction(found, place, "notebook", above[-1] if above else heading)
        heading = headings[-1][1] if headings else heading
