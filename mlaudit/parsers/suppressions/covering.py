"""From comments to the lines that they stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial

from mlaudit.model.place import Place
from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.directive import Directive, read_directive
from mlaudit.parsers.suppressions.scanner import Language, Scan, Span, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of


def find_in_code(
    path: str, text: str, language: Language, cell: int | None = None, above: int = 0
) -> Iterator[Suppression]:
    """The notes in some code; `cell` is the notebook cell it is, `above` the lines before it."""
    yield from cover(path, scan(text, language), cell, above)


def cover(path: str, found: Scan, cell: int | None = None, above: int = 0) -> Iterator[Suppression]:
    """The notes among comments, each with the lines of its statement."""
    filled = sorted(found.statements)
    for line, comment in found.comments:
        directive = read_directive(comment)
        if directive is not None:
            first, last = _span_for(found, filled, line)
            place = Place(path, line + above, cell)
            yield _suppress(directive, place, (first + above, last + above))


def _suppress(directive: Directive, place: Place, span: Span) -> Suppression:
    if directive.whole:
        return Suppression(directive.names, directive.reason, place, whole=True)
    return Suppression(directive.names, directive.reason, place, *span)


def _span_for(found: Scan, filled: Sequence[int], line: int) -> Span:
    """The lines of the statement that a comment stands in or above, and its own line."""
    index = bisect_left(filled, line)
    if index == len(filled):
        return line, line
    first, last = found.statements[filled[index]]
    return min(first, line), max(last, line)


def find_in_file(path: str, data: bytes, *, language: Language) -> Iterator[Suppression]:
    """The notes of a file that is code throughout."""
    return find_in_code(path, text_of(data), language)


def syntax_of_code(name: str, language: Language, *suffixes: str) -> Syntax:
    """The syntax of files with some suffixes that are code throughout."""
    find = partial(find_in_file, language=language)
    return Syntax(name, lambda path: suffix_of(path) in suffixes, find)
