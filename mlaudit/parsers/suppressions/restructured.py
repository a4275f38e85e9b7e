"""Notes in reStructuredText: `.. mlaudit: ignore[rule] reason`, for the next paragraph or block.

In indented lines, which may be code, comments with `#` count for their line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.covering import cover
from mlaudit.parsers.suppressions.hash import HASH
from mlaudit.parsers.suppressions.scanner import Scan, end_of_block, indents_of, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of
from mlaudit.patterns import lazy_regex

_COMMENT = lazy_regex(r"\s*\.\.[ \t]+(?P<text>mlaudit:.*)")
_HOLDS_BLOCK = lazy_regex(r"(?:\s*\.\.[ \t]+\S+::.*|.*::)\s*\Z")


def find_in_restructured(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of a document."""
    lines = text_of(data).split("\n")
    indents = indents_of(lines)
    found, inside = Scan(), -1
    for index, line in enumerate(lines):
        if index <= inside or indents[index] < 0:
            continue
        comment = _COMMENT.fullmatch(line)
        if comment is not None:
            inside = _end_of_comment(indents, index)
            text = " ".join([comment["text"], *lines[index + 1 : inside + 1]])
            found.comments.append((index + 1, text))
            lines[index : inside + 1] = [""] * (inside + 1 - index)
        else:
            inside = _end_of_paragraph(lines, indents, index)
            found.add(index + 1, inside + 1)
    indented = "\n".join(line if line[:1].isspace() else "" for line in lines)
    notes = [*cover(path, found), *cover(path, scan(indented, HASH))]
    yield from sorted(notes, key=lambda note: note.place.sort_key)


def _end_of_comment(indents: Sequence[int], index: int) -> int:
    """Index of the last line of a comment, which goes on as long as lines are indented more."""
    last = index
    while last + 1 < len(indents) and indents[last + 1] > indents[index]:
        last += 1
    return last


def _end_of_paragraph(lines: Sequence[str], indents: Sequence[int], index: int) -> int:
    """Index of the last line of a paragraph, or of the block that a directive or `::` opens."""
    last = index
    while last + 1 < len(lines) and indents[last + 1] >= 0:
        if _COMMENT.fullmatch(lines[last + 1]):
            return last
        last += 1
    if _HOLDS_BLOCK.fullmatch(lines[index]) or _HOLDS_BLOCK.fullmatch(lines[last]):
        return end_of_block(indents, last, indents[index])
    return last


SYNTAX = Syntax(
    "restructuredtext", lambda path: suffix_of(path) in (".rst", ".rest"), find_in_restructured
)
