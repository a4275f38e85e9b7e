"""Template expressions of other languages inside shell code.

`${{ x }}`, `{{ x }}`, and the `<path>` that documentation writes for "put yours here", are no shell
grammar. Each is replaced by one private-use character before parsing and becomes a `Hole` again
when words are read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

FIRST, LAST = 0xE000, 0xF8FF
_TEMPLATE = re.compile(r"\$?\{\{.*?\}\}", re.DOTALL)
_PLACEHOLDER = re.compile(r"(?<![<\w])<[A-Za-z][\w /|:-]*>(?=$|[\s/.,:;)\"'`}\]_-])", re.MULTILINE)
_HOLE = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")


@dataclass(frozen=True, slots=True)
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


def replace_templates(source: str) -> Templated:
    """Replace template expressions; text that uses the private area itself is left alone."""
    if _HOLE.search(source):
        return Templated(source, (), ())
    holes: list[str] = []
    swallowed: list[int] = []

    def place(match: re.Match[str]) -> str:
        if len(holes) <= LAST - FIRST:
            holes.append(match[0])
        lost = match[0].count("\n")
        row = source.count("\n", 0, match.start()) - len(swallowed) if lost else 0
        swallowed.extend([row] * lost)
        return chr(FIRST + len(holes) - 1)

    text = _TEMPLATE.sub(place, source) if "{{" in source else source
    if "<" in text:
        text = _PLACEHOLDER.sub(place, text)
    return Templated(text, tuple(holes), tuple(swallowed))
