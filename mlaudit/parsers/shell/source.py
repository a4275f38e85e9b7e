"""The text behind a syntax tree: slices, lines and literal parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mlaudit.model.immutable import immutable
from mlaudit.model.shell import Hole, Literal, Script, WordPart
from mlaudit.parsers.shell.templates import FIRST, LAST, Templated
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from tree_sitter import Node

_HOLES = lazy_regex(f"([{chr(FIRST)}-{chr(LAST)}])")


@immutable
class Source:
    """What the conversion of a tree needs beside the tree.

    Attributes:
        data: the parsed text as UTF-8.
        templated: the template expressions that were taken out of it.
        first_line: the line of the file on which the text starts.
        read_block: makes a `Script` of the statements among a node's children.
        windows: unquoted backslashes separate the parts of paths.
    """

    data: bytes
    templated: Templated
    first_line: int
    read_block: Callable[[Source, Node], Script]
    windows: bool = False

    def raw(self, start: int, end: int) -> str:
        """The parsed text between two byte offsets."""
        return self.data[start:end].decode("utf-8", "replace")

    def text(self, node: Node) -> str:
        """The parsed text of a node, template expressions still replaced."""
        return self.raw(node.start_byte, node.end_byte)

    def restored(self, node: Node) -> str:
        """The source text of a node."""
        return self.templated.restore(self.text(node))

    def line(self, node: Node) -> int:
        """The line of the file on which a node starts."""
        return self.first_line + self.templated.original_row(node.start_point[0])

    def literals(self, text: str, *, quoted: bool) -> list[WordPart]:
        """Fixed text as parts, with its template expressions as holes."""
        if not self.templated.holes:
            return [Literal(text, quoted)]
        parts: list[WordPart] = []
        for piece in _HOLES.split(text):
            if len(piece) == 1 and FIRST <= ord(piece) <= LAST:
                parts.append(Hole(self.templated.hole(piece)))
            elif piece or not text:
                parts.append(Literal(piece, quoted))
        return parts
