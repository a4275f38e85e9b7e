"""Redirections, here-documents and here-strings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mlaudit.model.shell import Redirect, Word
from mlaudit.parsers.shell.source import Source
from mlaudit.parsers.shell.words import join_literals, read_between, read_word, read_words
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from tree_sitter import Node

_OPERATORS = {">|": ">", "<<-": "<<"}
_INDENT = lazy_regex(r"^\t+", re.MULTILINE)


@dataclass(slots=True)
class Redirections:
    """What stands around a command's words.

    Attributes:
        redirects: the redirections in order.
        words: words of the command that stand behind a redirection.
        pipe: the pipeline that goes on behind a here-document's delimiter.
        then: (operator, statement) behind a here-document's delimiter.
    """

    redirects: list[Redirect] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    pipe: Node | None = None
    then: list[tuple[str, Node]] = field(default_factory=list)


def read_redirects(source: Source, nodes: Iterable[Node]) -> Redirections:
    """The redirections among `nodes`."""
    found = Redirections()
    for node in nodes:
        if node.type == "file_redirect":
            _read_file(source, node, found)
        elif node.type == "heredoc_redirect":
            _read_here_document(source, node, found)
        elif node.type == "herestring_redirect":
            words = [read_word(source, child) for child in node.named_children]
            found.redirects += [Redirect("<<<", word) for word in words[-1:]]
    return found


def _read_file(source: Source, node: Node, found: Redirections) -> None:
    operator, descriptor = "", None
    targets: list[Node] = []
    for child in node.children:
        if child.type == "file_descriptor":
            text = source.text(child)
            descriptor = int(text) if text.isdecimal() else None
        elif not child.is_named and not operator:
            operator = source.text(child).strip()
        else:
            targets.append(child)
    if not targets or not operator:
        return
    target = read_word(source, targets[0])
    found.redirects.append(Redirect(_OPERATORS.get(operator, operator), target, descriptor))
    for extra in targets[1:]:
        found.words += read_words(source, extra)


def _read_here_document(source: Source, node: Node, found: Redirections) -> None:
    body: Node | None = None
    dashed = False
    operator = ""
    for child in node.children:
        if child.type == "heredoc_body":
            body = child
        elif child.type in {"<<", "<<-"}:
            dashed = child.type == "<<-"
        elif child.type in {"&&", "||"}:
            operator = child.type
        elif child.type == "pipeline":
            found.pipe = child
        elif operator:
            found.then.append((operator, child))
        elif child.type in {"file_redirect", "herestring_redirect", "heredoc_redirect"}:
            inner = read_redirects(source, [child])
            found.redirects += inner.redirects
            found.words += inner.words
        elif child.type not in {"heredoc_start", "heredoc_end"} and child.is_named:
            found.words += read_words(source, child)
    found.redirects.append(Redirect("<<", _read_body(source, body, dashed)))


def _read_body(source: Source, body: Node | None, dashed: bool) -> Word:
    if body is None:
        return Word(tuple(source.literals("", quoted=True)))
    if body.child_count == 0:
        text = source.text(body)
        text = _INDENT.sub("", text) if dashed else text
        return Word(tuple(source.literals(text, quoted=True)))
    return Word(
        tuple(join_literals(read_between(source, body.children, body.start_byte, body.end_byte)))
    )
