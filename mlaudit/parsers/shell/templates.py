"""Template expressions of other languages inside shell code.

`${{ x }}`, `{{ x }}`, and the `<path>` that documentation writes for "put yours here", are no shell
grammar; nor is the `{x}` of a part that is unknown, where a command starts with it (anywhere else
it is ordinary text to a shell). Each is replaced by one private-use character before parsing and
becomes a `Hole` again when words are read.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

FIRST, LAST = 0xE000, 0xF8FF
MARKS = "\u2983\u2984"
"""What encloses a hole that another parser has put into shell code."""

_MARKED = lazy_regex(f"{MARKS[0]}([^{MARKS}\\n]*){MARKS[1]}")
_TEMPLATE = lazy_regex(r"\$?\{\{(?:(?!\{\{|\}\}).)*\}\}", re.DOTALL)
_PLACEHOLDER = lazy_regex(
    # A few words; a value that is described (`n=<how many (default: 3)>`); a file (`<in.csv>`).
    r"(?<![<\w])<[A-Za-z][\w /|:-]*>(?=$|[\s/.,:;)\"'`}\]_-])"
    r"|(?<==)<[A-Za-z](?:->|[^<>\n])*>"
    r"|(?<=[ \t])<[A-Za-z][\w./-]*\.\w+>(?=[ \t]*(?:$|\\$|[-<]))",
    re.MULTILINE,
)
_COMMAND_START = r"^|[;&|(`!]|(?<!\$)\{(?=\s)|\b(?:if|elif|then|else|while|until|do|time)\b"
_LEADING = lazy_regex(rf"((?:{_COMMAND_START})[ \t]*)(\{{[\w@*#?!.-]+\}})", re.MULTILINE)
_HOLE = lazy_regex(f"[{chr(FIRST)}-{chr(LAST)}]")


@immutable
class Templated:
    """Shell code without template expressions.

    Attributes:
        text: the code; characters of the private-use area stand for template expressions.
        holes: what the characters stand for, in order from U+E000; the last one stands for all
            that are too many.
        swallowed: rows of `text` (from 0) after which a line end was swallowed, ascending.
    """

    text: str
    holes: tuple[str, ...]
    swallowed: tuple[int, ...]

    def restore(self, text: str) -> str:
        """The same text with the template expressions put back."""
        return _HOLE.sub(lambda match: self.hole(match[0]), text) if self.holes else text

    def hole(self, character: str) -> str:
        """The template expression that a private-use character stands for."""
        index = ord(character) - FIRST
        return self.holes[index] if index < len(self.holes) else character

    def original_row(self, row: int) -> int:
        """The row of the source that a row of `text` comes from."""
        return row + bisect_left(self.swallowed, row)


def mark_hole(text: str) -> str:
    """Text for shell code that `parse_script` reads as `Hole(text)`."""
    inner = text.replace(MARKS[0], "").replace(MARKS[1], "").replace("\n", " ")
    return MARKS[0] + inner + MARKS[1]


def unmark_holes(text: str) -> str:
    """The same text without the marks around holes."""
    return _MARKED.sub(r"\1", text)


def show_holes(text: str) -> str:
    """The same text with its holes as paths show them, `{name}`."""
    return _MARKED.sub(r"{\1}", text)


def replace_templates(source: str) -> Templated:
    """Replace template expressions; text that uses the private area itself is left alone."""
    if _HOLE.search(source):
        return Templated(source, (), ())
    if not any(mark in source for mark in ("{", "<", MARKS[0])):
        return Templated(source, (), ())
    holes: list[str] = []
    swallowed: list[int] = []

    def hold(text: str) -> str:
        if len(holes) <= LAST - FIRST:
            holes.append(_HOLE.sub(lambda nested: holes[ord(nested[0]) - FIRST], text))
        return chr(FIRST + len(holes) - 1)

    def place(match: re.Match[str]) -> str:
        lost = match[0].count("\n")
        row = match.string.count("\n", 0, match.start()) - len(swallowed) if lost else 0
        swallowed.extend([row] * lost)
        return hold(match[0])

    # Marked holes hold no line ends, so that the rows of the later passes are right.
    text = _MARKED.sub(lambda match: hold(match[1]), source)
    text = _TEMPLATE.sub(place, text)
    text = _LEADING.sub(lambda match: match[1] + hold(match[2]), text)
    text = _PLACEHOLDER.sub(place, text)
    return Templated(text, tuple(holes), tuple(swallowed))
