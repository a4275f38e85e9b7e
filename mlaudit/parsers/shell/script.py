"""Shell text to `Script`: prepare, parse, convert, and keep what can be read of broken code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlaudit.model.shell import Script
from mlaudit.parsers.shell.expansions import parse_words
from mlaudit.parsers.shell.grammar import find_errors
from mlaudit.parsers.shell.recovery import split_statements
from mlaudit.parsers.shell.source import Source
from mlaudit.parsers.shell.statements import read_block, read_statement
from mlaudit.parsers.shell.templates import replace_templates, unmark_holes
from mlaudit.patterns import lazy_regex

if TYPE_CHECKING:
    from tree_sitter import Node

_PARENTHESES = lazy_regex(r"(?:[()][ \t]*+){400}")
"""No code: the grammar recovers from so many in the square of their number."""
LONGEST = 1_000_000
"""Characters of a script that are read; generated installers carry their payload behind that."""

MOST_REDIRECTIONS = 2_000
"""Of `<<` and `<`: the time that the grammar takes grows with the square of their number."""


def parse_script(text: str, line: int = 1) -> Script:
    """Read shell code; `line` is the line of the file on which it starts. Never raises.

    What the grammar cannot read is left out and named in `problem`.
    """
    text = text.replace("\r\n", "\n")
    try:
        return _parse(text, line)
    except RecursionError:
        return Script((), text, line, "nested too deeply")


def _parse(text: str, line: int) -> Script:
    readable, _, payload = text[:LONGEST].partition("\0")
    if run := _PARENTHESES.search(readable):
        readable, payload = readable[: run.start()], run[0]
    templated = replace_templates(readable)
    if templated.text.count("<") > MOST_REDIRECTIONS:
        return Script((), unmark_holes(text), line, "too many redirections")
    data, root = parse_words(templated.text.encode("utf-8", "replace"))
    source = Source(data, templated, line, read_block)
    parts = split_statements(data, root) if find_errors(root) else [root]
    nodes = tuple(node for part in parts for node in read_statement(source, part))
    problem = _describe(source, [error for part in parts for error in find_errors(part)])
    if payload or len(text) > LONGEST:
        problem = problem or "only the beginning was read"
    return Script(nodes, unmark_holes(text), line, problem)


def _describe(source: Source, errors: list[Node]) -> str | None:
    if not errors:
        return None
    first = errors[0]
    if first.is_missing:
        return f"line {source.line(first)}: {first.type!r} is missing"
    start = source.restored(first).strip().partition("\n")[0]
    return f"line {source.line(first)}: unreadable shell code at {start[:40]!r}"
