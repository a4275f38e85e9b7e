"""What can still be read of code that does not parse as a whole."""

from __future__ import annotations

import ast
from collections.abc import Callable

from mlaudit.parsers.python.lexical import Scanner
from mlaudit.parsers.python.refusals import Refusal, explain_error
from mlaudit.patterns import lazy_regex

_GOES_ON = lazy_regex(r"(?:else|elif|except|finally)\b|[)\]}#\s]")
_SURELY_STARTS = lazy_regex(r"(?:def|class|import|from|async def|if __name__)\b|@\w")

MOST_REFUSALS = 10
"""Broken statements of one file that are told one by one."""

ParseResult = ast.Module | BaseException


def parse_in_parts(
    source: str, parse: Callable[[str], ParseResult]
) -> tuple[ast.Module | None, tuple[Refusal, ...]]:
    """Parse each top-level statement by itself; the tree of those that could be read, or None."""
    body: list[ast.stmt] = []
    refusals = []
    lines = source.split("\n")
    starts = _find_starts(lines)
    for first, last in zip(starts, [*starts[1:], len(lines)], strict=True):
        part = "\n".join(lines[first:last])
        result = parse(part)
        if isinstance(result, ast.Module):
            body.extend(ast.increment_lineno(result, first).body)
        elif isinstance(result, SyntaxError):
            refusal = explain_error(part, result)
            refusals.append(Refusal(refusal.line + first, refusal.reason))
    return (ast.Module(body, []) if body else None), _sum_up(refusals)


def _sum_up(refusals: list[Refusal]) -> tuple[Refusal, ...]:
    more = len(refusals) - MOST_REFUSALS
    if more <= 0:
        return tuple(refusals)
    rest = Refusal(refusals[MOST_REFUSALS].line, f"{more} further statements that do not parse")
    return (*refusals[:MOST_REFUSALS], rest)


def _find_starts(lines: list[str]) -> list[int]:
    """The lines on which top-level statements start, with their decorators."""
    scanner = Scanner()
    starts = [0]
    decorated = False
    for index, line in enumerate(lines):
        if len(scanner.delimiter) != 3 and _SURELY_STARTS.match(line):
            scanner = Scanner()  # a bracket that was never closed above
        if line and scanner.between_statements and not _GOES_ON.match(line):
            if not decorated and index:
                starts.append(index)
            decorated = line.startswith("@")
        scanner.read(line)
    return starts
