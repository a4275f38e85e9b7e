"""Unquoted `$name` in the middle of a word, which the grammar tears apart.

It reads `$folder/$name.csv` as the words `$folder/$` and `name.csv`, but `$folder/${name}.csv` as
the one word that both of them are. So braces are put around the names that it missed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mlaudit.parsers.shell.grammar import parse_tree
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from tree_sitter import Node

_INSIDE_WORD = lazy_regex(rb"(?<=[^\s$\\])\$([A-Za-z_]\w*|\d)")
PASSES = 16
"""Parses of one script: a name that was missed can hide the next one of its word."""


def parse_words(data: bytes) -> tuple[bytes, Node]:
    """The text with the braces that the grammar needs, and its tree; rows stay what they are."""
    root = parse_tree(data)
    for _ in range(PASSES):
        missed = [m for m in _INSIDE_WORD.finditer(data) if _is_missed(root, m.start())]
        if not missed:
            break
        data = _brace(data, missed)
        root = parse_tree(data)
    return data, root


def _is_missed(root: Node, position: int) -> bool:
    node = root.descendant_for_byte_range(position, position + 1)
    if node is None or node.type != "$" or node.parent is None:
        return False
    return node.parent.type == "concatenation" and node.next_sibling is None


def _brace(data: bytes, names: list[re.Match[bytes]]) -> bytes:
    pieces = []
    position = 0
    for match in names:
        pieces += [data[position : match.start()], b"${", match[1], b"}"]
        position = match.end()
    return b"".join([*pieces, data[position:]])
