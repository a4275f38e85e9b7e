"""The text of a script with its comments and strings masked, and the blocks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_SKIPPED = lazy_regex(
    r"//[^\n]*|/\*.*?\*/|\"\"\".*?\"\"\"|'''.*?'''"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'",
    re.DOTALL,
)
_BLOCK = lazy_regex(r"^[ \t]*(process|workflow)\b[ \t]*(\w*)\s*\{", re.MULTILINE)
MAXIMUM_BLOCKS = 400
"""Bound on the processes and workflows of one file."""

_BRACKETS = {"{": lazy_regex(r"[{}]"), "(": lazy_regex(r"[()]")}


@immutable
class Text:
    """A part of a file: as written, masked, and where it starts.

    Both texts have the same length; in the masked one, strings and comments are spaces.
    """

    written: str
    masked: str
    line: int

    def part(self, start: int, end: int) -> Text:
        """A part between two positions."""
        return Text(self.written[start:end], self.masked[start:end], self.line_of(start))

    def line_of(self, position: int) -> int:
        """The line of the file at a position."""
        return self.line + self.written.count("\n", 0, position)

    def closing(self, opening: int) -> int:
        """Where the bracket at a position is closed; the end where it is not."""
        first = self.masked[opening]
        depth = 0
        for match in _BRACKETS[first].finditer(self.masked, opening):
            depth += 1 if match[0] == first else -1
            if depth == 0:
                return match.start()
        return len(self.masked)


def read_text(text: str) -> Text:
    """The masked text of a file."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match[0])

    return Text(text, _SKIPPED.sub(blank, text), 1)


def strip_comments(text: str) -> str:
    """The text without comments, with its strings."""
    return _SKIPPED.sub(lambda m: "" if m[0].startswith("/") else m[0], text)


def blocks(text: Text, kind: str) -> Iterator[tuple[str, Text]]:
    """(name, body) of every block of a kind."""
    for match in islice(_BLOCK.finditer(text.masked), MAXIMUM_BLOCKS):
        if match[1] == kind:
            opening = match.end() - 1
            yield match[2], text.part(opening + 1, text.closing(opening))
