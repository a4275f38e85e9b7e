"""The tree-sitter grammar for bash, and what it could not read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

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


def parse_tree(data: bytes) -> Node:
    """The root of the concrete syntax tree of UTF-8 text; never raises."""
    return _parser().parse(data).root_node


def parse_rows(data: bytes, offsets: list[int], start: int, stop: int) -> Node:
    """The tree of the rows from `start` up to `stop`; positions are those of the whole text.

    `offsets` holds the byte offset of every row and, last, the length of the text.
    """
    from tree_sitter import Parser, Range

    rows = Range((start, 0), (stop, 0), offsets[start], offsets[stop])
    return Parser(_language(), included_ranges=[rows]).parse(data).root_node


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
