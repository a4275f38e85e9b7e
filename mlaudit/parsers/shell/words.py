"""Nodes of the syntax tree that make up a word, as word parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mlaudit.model.shell import Hole, Literal, Substitution, Variable, Word, WordPart
from mlaudit.parsers.shell.braces import expand_braces
from mlaudit.parsers.shell.escapes import (
    unescape_ansi,
    unescape_double_quoted,
    unescape_unquoted,
)
from mlaudit.parsers.shell.source import Source
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from tree_sitter import Node

_DEFAULT = lazy_regex(r":?[-=]")
_NAME = lazy_regex(r"[A-Za-z_]\w*|\d+|[@*?$!#_-]")


def read_words(source: Source, node: Node) -> list[Word]:
    """The words that a node stands for after brace expansion."""
    return expand_braces(read_parts(source, node))


def read_word(source: Source, node: Node) -> Word:
    """The word of a node where no brace expansion takes place."""
    return Word(tuple(read_parts(source, node)))


def read_parts(source: Source, node: Node) -> list[WordPart]:
    """The parts of a word, adjacent fixed text joined."""
    return join_literals(_read(source, node))


def join_literals(parts: Sequence[WordPart]) -> list[WordPart]:
    """The same parts with neighbouring text of equal quoting joined."""
    joined: list[WordPart] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Literal) and isinstance(last, Literal) and part.quoted == last.quoted:
            joined[-1] = Literal(last.text + part.text, part.quoted)
        else:
            joined.append(part)
    return joined


def read_between(source: Source, nodes: Sequence[Node], start: int, end: int) -> list[WordPart]:
    """Quoted text from `start` to `end` with the expansions among `nodes` in it."""
    parts: list[WordPart] = []
    for node in nodes:
        if node.type not in _EXPANSIONS or node.start_byte < start:
            continue
        parts += _quoted(source, start, node.start_byte)
        # The grammar counts the blanks before an expansion in a string to the expansion.
        text = source.text(node)
        blanks = text[: len(text) - len(text.lstrip())]
        parts += source.literals(blanks, quoted=True) if blanks else []
        parts += _read(source, node)
        start = node.end_byte
    return parts + _quoted(source, start, end)


def _quoted(source: Source, start: int, end: int) -> list[WordPart]:
    text = unescape_double_quoted(source.raw(start, end))
    return source.literals(text, quoted=True) if text else []


def _read(source: Source, node: Node) -> list[WordPart]:
    kind = node.type
    if kind in {"string", "translated_string"}:
        return _read_string(source, node)
    if kind == "raw_string":
        return source.literals(source.text(node)[1:-1], quoted=True)
    if kind == "ansi_c_string":
        return source.literals(unescape_ansi(source.text(node)[2:-1]), quoted=True)
    if kind in {"concatenation", "command_name"} and node.children:
        return [part for child in node.children for part in _read(source, child)]
    if kind == "simple_expansion":
        return [Variable(source.text(node).lstrip()[1:])]
    if kind == "expansion":
        return [_read_expansion(source, node)]
    if kind in {"command_substitution", "process_substitution"}:
        return [Substitution(source.read_block(replace(source, windows=False), node))]
    if kind in {"arithmetic_expansion", "subscript"}:
        return [Hole(source.restored(node).lstrip())]
    if kind == "array":
        return _read_array(source, node)
    text = source.text(node)
    return [
        part
        for piece, quoted in unescape_unquoted(text, windows=source.windows)
        for part in source.literals(piece, quoted=quoted)
    ]


_EXPANSIONS = frozenset(
    {"simple_expansion", "expansion", "command_substitution", "arithmetic_expansion"}
)


def _read_string(source: Source, node: Node) -> list[WordPart]:
    if node.type == "translated_string":
        return [part for child in node.named_children for part in _read(source, child)]
    closed = node.child_count > 1 and source.text(node.children[-1]).endswith('"')
    end = node.end_byte - 1 if closed else node.end_byte
    parts = read_between(source, node.children, node.start_byte + 1, end)
    return parts or [Literal("", quoted=True)]


def _read_array(source: Source, node: Node) -> list[WordPart]:
    parts: list[WordPart] = []
    for child in node.named_children:
        for word in read_words(source, child):
            parts += [Literal(" "), *word.parts] if parts else list(word.parts)
    return parts


def _read_expansion(source: Source, node: Node) -> WordPart:
    text = source.text(node)
    inner = text.lstrip()[2:-1]
    match = _NAME.match(inner)
    if match is None or (inner[0] in "!#" and len(inner) > 1 and inner[1] not in ":-=+?%/#}"):
        return Hole(source.restored(node).lstrip())
    name, rest = match[0], inner[match.end() :]
    operator = _DEFAULT.match(rest)
    if operator is None:
        return Variable(name, operation=source.templated.restore(rest))
    behind = text.index("{") + 1 + match.end() + operator.end()
    start = node.start_byte + len(text[:behind].encode())
    parts = join_literals(_read_default(source, node, start, node.end_byte - 1))
    return Variable(name, Word(tuple(parts or [Literal("")])))


def _read_default(source: Source, node: Node, start: int, end: int) -> list[WordPart]:
    parts: list[WordPart] = []
    for child in node.children:
        if child.start_byte < start or child.end_byte > end:
            continue
        if child.start_byte > start:
            parts += source.literals(source.raw(start, child.start_byte), quoted=False)
        parts += _read(source, child)
        start = child.end_byte
    return parts + (source.literals(source.raw(start, end), quoted=False) if start < end else [])
