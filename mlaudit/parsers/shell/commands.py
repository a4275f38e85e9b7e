"""Simple commands, declarations and assignments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mlaudit.model.shell import (
    Assignment,
    Command,
    Hole,
    Literal,
    Redirect,
    ShellNode,
    Variable,
    Word,
    WordPart,
)
from mlaudit.parsers.shell.escapes import has_windows_paths
from mlaudit.parsers.shell.redirects import read_redirects
from mlaudit.parsers.shell.source import Source
from mlaudit.parsers.shell.words import read_parts, read_words
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from tree_sitter import Node

_KEYWORDS = frozenset({"time", "coproc"})
_LINE_END = lazy_regex(r"(?<!\\)\n")
_EXPRESSIONS = frozenset(
    {
        "test_command",
        "unary_expression",
        "binary_expression",
        "parenthesized_expression",
        "negation_expression",
    }
)


def read_command(source: Source, node: Node) -> tuple[ShellNode, ...]:
    """A simple command, after the assignments that stand before it on lines of their own."""
    source = replace(source, windows=has_windows_paths(_plain_words(source, node)))
    words: list[Word] = []
    assigned: list[Assignment] = []
    before: tuple[ShellNode, ...] = ()
    redirects: list[Redirect] = []
    end = node.start_byte
    for child in node.children:
        if child.type == "variable_assignment" and not words:
            assigned += [_assignment(source, child)]
            end = child.end_byte
        elif child.type.endswith("_redirect"):
            around = read_redirects(source, [child])
            redirects += around.redirects
            words += around.words
        elif not child.is_extra and child.type != "ERROR":
            # The grammar joins a line of assignments and the command of the next line.
            if assigned and not words and _LINE_END.search(source.raw(end, child.start_byte)):
                before, assigned = tuple(assigned), []
            words += _command_words(source, child, node)
    words = _without_keyword(words)
    if not words and not redirects:
        return (*before, *assigned)
    variables = tuple((a.name, a.value) for a in assigned)
    line = source.line(node) if not before else source.line(_first_word(node))
    return (*before, Command(tuple(words), line, tuple(redirects), variables))


def read_declaration(source: Source, node: Node) -> tuple[ShellNode, ...]:
    """`export`, `declare`, `local`, `readonly`, `typeset`: one assignment a name."""
    exported = False
    found: list[ShellNode] = []
    for child in node.children:
        text = source.text(child)
        if text == "export" or (text.startswith("-") and "x" in text):
            exported = True
        elif child.type == "variable_assignment":
            found.append(replace(_assignment(source, child), exported=exported))
        elif child.type == "variable_name" and exported:
            value = Word((Variable(text),))
            found.append(Assignment(text, value, source.line(child), exported=True))
    return tuple(found)


def read_variable_assignment(source: Source, node: Node) -> tuple[ShellNode, ...]:
    """`NAME=value` for the rest of the script."""
    return (_assignment(source, node),)


def _assignment(source: Source, node: Node) -> Assignment:
    name = node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    text = source.text(name) if name is not None else ""
    if name is not None and name.type == "subscript":
        whole = Word((Hole(source.restored(node)),))
        return Assignment(text.partition("[")[0], whole, source.line(node))
    parts: list[WordPart] = read_parts(source, value) if value is not None else []
    if any(child.type == "+=" for child in node.children):
        gap = [Literal(" ")] if value is not None and value.type == "array" else []
        parts = [Variable(text), *gap, *parts]
    return Assignment(text, Word(tuple(parts or [Literal("")])), source.line(node))


def _command_words(source: Source, child: Node, parent: Node) -> list[Word]:
    if parent.type == "test_command" or child.type in _EXPRESSIONS:
        return list(_test_words(source, child))
    return read_words(source, child)


def _test_words(source: Source, node: Node) -> Iterator[Word]:
    if node.type in _EXPRESSIONS:
        for child in node.children:
            yield from _test_words(source, child)
    elif not node.is_named:
        yield Word((Literal(source.text(node).strip()),))
    else:
        yield from read_words(source, node)


def _without_keyword(words: list[Word]) -> list[Word]:
    if (
        words
        and words[0].parts == (Literal(words[0].literal or ""),)
        and (words[0].literal in _KEYWORDS)
    ):
        keyword = words[0].literal
        rest = words[1:]
        return rest[1:] if keyword == "time" and rest and rest[0].literal == "-p" else rest
    return words


def _first_word(node: Node) -> Node:
    return next((c for c in node.children if c.type == "command_name"), node)


def _plain_words(source: Source, node: Node) -> Iterator[str]:
    for child in node.children:
        if child.type == "word":
            yield source.text(child)
        elif child.type in {"command_name", "concatenation", "file_redirect"}:
            yield from _plain_words(source, child)
