"""A light scan of Python's strings, brackets and comments, line by line.

`tokenize` takes longer than the whole parse and gives up at the first broken line; this scan
goes on, so it also reads cells with magics and code that does not parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(r"""\"{3}|'{3}|["'#()\[\]{}]""")
_ENDINGS = {
    delimiter: lazy_regex(r"\\.|" + delimiter, re.DOTALL) for delimiter in ('"""', "'''", '"', "'")
}
_NEXT_COMMENT = lazy_regex(
    r"""(?:[^"'#]++|"{3}(?:[^\\]|\\.)*?(?:"{3}|\Z)|'{3}(?:[^\\]|\\.)*?(?:'{3}|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)*+(\#[^\n]*)""",
    re.DOTALL,
)
"""All that stands before a comment, strings as a whole, and the comment."""


@dataclass(slots=True)
class Scanner:
    """Where the scan stands between two lines.

    Attributes:
        delimiter: of the string that is open, "" outside strings.
        depth: number of open brackets.
        deepest: the largest depth so far.
        continued: the last line ended with a backslash.
    """

    delimiter: str = ""
    depth: int = 0
    deepest: int = 0
    continued: bool = False

    @property
    def between_statements(self) -> bool:
        """Whether the next line starts a statement."""
        return not self.delimiter and not self.depth and not self.continued

    def read(self, line: str) -> int:
        """Take in one line (without its end); the column of its comment, or -1."""
        position = 0
        while True:
            if self.delimiter:
                position = self._leave_string(line, position)
                if position < 0:
                    return -1
            match = _TOKEN.search(line, position)
            if match is None:
                self.continued = line.endswith("\\")
                return -1
            token = match[0]
            position = match.end()
            if token == "#":
                self.continued = False
                return match.start()
            if token in "([{":
                self.depth += 1
                self.deepest = max(self.deepest, self.depth)
            elif token in ")]}":
                self.depth = max(0, self.depth - 1)
            else:
                self.delimiter = token

    def _leave_string(self, line: str, position: int) -> int:
        """The position after the closing delimiter, or -1 where the string goes on."""
        for match in _ENDINGS[self.delimiter].finditer(line, position):
            if match[0] == self.delimiter:
                self.delimiter = ""
                return match.end()
        if len(self.delimiter) == 1 and not line.endswith("\\"):
            self.delimiter = ""  # never closed: the line is broken, the next one starts anew
            return len(line)
        return -1


@immutable
class Comment:
    """A comment without its "#".

    Attributes:
        line: from 1.
        column: of the "#", from 0.
        text: what follows the "#".
        alone: nothing but blanks stands before it.
    """

    line: int
    column: int
    text: str
    alone: bool


def find_comments(source: str) -> list[Comment]:
    """The comments of some code, in order."""
    found = []
    line, position = 1, 0
    while (match := _NEXT_COMMENT.match(source, position)) is not None:
        start = match.start(1)
        line += source.count("\n", position, start)
        position = match.end()
        before = source[source.rfind("\n", 0, start) + 1 : start]
        found.append(Comment(line, len(before), match[1][1:], not before.strip()))
    return found
