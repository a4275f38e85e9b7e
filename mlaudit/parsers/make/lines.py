"""A makefile as logical lines (GNU make manual, "Writing Makefiles")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_CONTINUED = lazy_regex(r"(?<!\\)(?:\\\\)*\\$")
_JOIN = lazy_regex(r"(?<![ \t])[ \t]*\\\n[ \t]*")
_COMMENT = lazy_regex(r"(?<!\\)#.*", re.DOTALL)
_PREFIX = lazy_regex(r"\.RECIPEPREFIX\s*:?=\s*(\S)?")
_DEFINE = lazy_regex(r"\s*(?:override\s+|export\s+)*define\s+(\S+)\s*([:?+]?=)?\s*$")
_ENDEF = lazy_regex(r"\s*endef\b")


@immutable
class Line:
    """A logical line.

    Attributes:
        text: of recipe lines without the prefix, line ends and backslashes kept; of others with
            continuations joined and the comment taken off; of a definition its body.
        number: the line of the file on which it starts.
        recipe: it starts with the recipe prefix.
        defines: the variable whose `define … endef` this is, or "".
    """

    text: str
    number: int
    recipe: bool = False
    defines: str = ""


def read_lines(text: str) -> Iterator[Line]:
    """The logical lines of a makefile, without empty ones."""
    rows = text.split("\n")
    prefix = "\t"
    index = 0
    while index < len(rows):
        start = index
        if definition := _DEFINE.match(rows[index]):
            index = _find_end(rows, index)
            body = "\n".join(rows[start + 1 : index])
            yield Line(body, start + 2, defines=definition[1])
            index += 1
            continue
        while index + 1 < len(rows) and _CONTINUED.search(rows[index]):
            index += 1
        index += 1
        block = rows[start:index]
        if block[0].startswith(prefix):
            yield Line("\n".join(row.removeprefix(prefix) for row in block), start + 1, recipe=True)
            continue
        line = strip_comment(_JOIN.sub(" ", "\n".join(block)))
        if match := _PREFIX.match(line):
            prefix = match[1] or "\t"
        elif line.strip():
            yield Line(line, start + 1)


def strip_comment(text: str) -> str:
    """The text before a comment, with `\\#` as `#`."""
    return _COMMENT.sub("", text).replace("\\#", "#").rstrip() if "#" in text else text.rstrip()


def _find_end(rows: list[str], start: int) -> int:
    depth = 0
    for index in range(start, len(rows)):
        if _DEFINE.match(rows[index]):
            depth += 1
        elif _ENDEF.match(rows[index]):
            depth -= 1
            if depth == 0:
                return index
    return len(rows)
