"""Notes in reStructuredText: `.. mlaudit: ignore[rule] reason`, for the next paragraph or block.

In indented lines, which may be code, comments with `#` count for their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.covering import cover
from mlaudit.parsers.suppressions.hash import HASH
from mlaudit.parsers.suppressions.indented import end_of_block
from mlaudit.parsers.suppressions.scanner import Scan, filled, indent_of, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of

_COMMENT = re.compile(r"\s*\.\.[ \t]+(?P<text>mlaudit:.*)")
_HOLDS_BLOCK = re.compile(r"(?:\s*\.\.[ \t]+\S+::.*|.*::)\s*\Z")


def find_in_restructured(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of a document."""
    lines = text_of(data).split("\n")
    found, inside = Scan(), -1
    for index in filled(lines):
        comment = _COMMENT.fullmatch(lines[index])
        if index <= inside:
            continue
        if comment is not None:
            inside = _end_of_comment(lines, index)
            text = " ".join([comment["text"], *lines[index + 1 : inside + 1]])
            found.comments.append((index + 1, text))
            lines[index : inside + 1] = [""] * (inside + 1 - index)
        else:
            inside = _end_of_paragraph(lines, index)
            found.add(index + 1, inside + 1)
    indented = "\n".join(line if indent_of(line) else "" for line in lines)
    notes = [*cover(path, found), *cover(path, scan(indented, HASH))]
    yield from sorted(notes, key=lambda note: note.place.sort_key)


def _end_of_comment(lines: list[str], index: int) -> int:
    """Index of the last line of a comment, which goes on as long as lines are indented more."""
    last = index
    while last + 1 < len(lines) and indent_of(lines[last + 1]) > indent_of(lines[index]):
        last += 1
    return last


def _end_of_paragraph(lines: list[str], index: int) -> int:
    """Index of the last line of a paragraph, or of the block that a directive or `::` opens."""
    last = index
    while last + 1 < len(lines) and lines[last + 1].strip():
        if _COMMENT.fullmatch(lines[last + 1]):
            return last
        last += 1
    if _HOLDS_BLOCK.fullmatch(lines[index]) or _HOLDS_BLOCK.fullmatch(lines[last]):
        return max(last, end_of_block(lines, last, indent_of(lines[index])))
    return last


SYNTAX = Syntax(
    "restructuredtext", lambda path: suffix_of(path) in (".rst", ".rest"), find_in_restructured
)
