"""The tree-sitter grammar for bash, and what it could not read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser

_TERMINATORS = frozenset({";", "\n", ";;"})


@cache
def _language() -> Language:
    import tree_sitter
    import tree_sitter_bash

    return tree_sitter.Language(tree_sitter_bash.language())


@cache
def _parser() -> Parser:
    from tree_sitter import Parser

    return Parser(_language())


_WIDE_IN_BRACES = lazy_regex(
    rb"(\{[0-9]*(?:\.\.?[0-9]*)?)"
    rb"((?:[\xc4-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf7][\x80-\xbf]{3}))"
)
"""A character above U+00FF where the grammar's scanner looks for the digits of `{1..3}`.

The scanner (tree-sitter-bash 0.25) asks C's `isdigit` there, which is undefined for such characters
and may crash the process.
"""


def _spare_scanner(data: bytes) -> bytes:
    """The same text with letters for those characters; every byte keeps its place."""
    return _WIDE_IN_BRACES.sub(lambda m: m.group(1) + b"x" * len(m.group(2)), data)


def parse_tree(data: bytes) -> Node:
    """The root of the concrete syntax tree of UTF-8 text; never raises."""
    return _parser().parse(_spare_scanner(data)).root_node


def parse_rows(data: bytes, offsets: list[int], start: int, stop: int) -> Node:
    """The tree of the rows from `start` up to `stop`; positions are those of the whole text.

    `offsets` holds the byte offset of every row and, last, the length of the text.
    """
    from tree_sitter import Parser, Range

    rows = Range((start, 0), (stop, 0), offsets[start], offsets[stop])
    return Parser(_language(), included_ranges=[rows]).parse(_spare_scanner(data)).root_node


def find_errors(root: Node) -> list[Node]:
    """The outermost nodes that the grammar could not read or had to make up, in order.

    A terminator that it made up is no error: shells need none in `{ if a; then b; fi }`.
    """
    found: list[Node] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            found += [node] if node.is_error or node.type not in _TERMINATORS else []
        elif node.has_error:
            stack.extend(reversed(node.children))
    return found
