"""Splits prose, plain or with light markup, into sentences that know their offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.patterns import lazy_regex

_LINE = lazy_regex(r"[^\n]*\n?")
_FENCE = lazy_regex(r"[ \t]{0,12}(?:```|~~~)")
_HEADING = lazy_regex(r"[ \t]{0,3}#{1,6}[ \t]")
_ITEM = lazy_regex(
    r"[ \t]*(?:[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|\(?\d{1,3}[.)][ \t]+|[a-z][.)][ \t]+)"
)
_QUOTE = lazy_regex(r"[ \t]*>[ \t]?")
_RULE = lazy_regex(r"[ \t]*[-=~*_+|:#.^\"' \t]{3,}\r?\n?\Z")
_STOP = lazy_regex(r"[.!?][\"')\]*`]{0,3}(?=\s)|[;:](?=\s{0,4}\n)")
_ABBREVIATION = lazy_regex(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|fig|eq|no|approx|resp|incl|ca|al|dr|mr|mrs|st|sec|ver|"
    r"[A-Za-z])|\d)\.\Z",
    re.IGNORECASE,
)
_NEXT = lazy_regex(r"\s{1,20}[\"'(\[*_`\u201c]{0,4}[^\sa-z]")
MAX_SENTENCE = 1500
"""Longer runs without an end are no sentences of a person."""


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(offset, sentence) of each sentence, list markers and headings left out."""
    for offset, block in _blocks(text):
        yield from _split_block(offset, block)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Runs of lines that belong together: a paragraph, a list item, a table row."""
    start, end, fenced = 0, 0, False
    for match in _LINE.finditer(text):
        line, position = match.group(), match.start()
        if not line:
            break
        if _FENCE.match(line):
            fenced = not fenced
        marker = _ITEM.match(line) or _QUOTE.match(line)
        alone = fenced or bool(
            _FENCE.match(line) or _HEADING.match(line) or _RULE.match(line) or not line.strip()
        )
        row = line.lstrip().startswith("|")
        if (alone or marker or row) and end > start:
            yield start, text[start:end]
            start = end
        if alone:
            start = end = match.end()
        elif row:
            yield from _cells(position, line)
            start = end = match.end()
        else:
            if marker or end == start:
                start = marker.end() + position if marker else position
            end = match.end()
    if end > start:
        yield start, text[start:end]


def _cells(offset: int, row: str) -> Iterator[tuple[int, str]]:
    for cell in re.finditer(r"[^|]+", row):
        yield offset + cell.start(), cell.group()


def _split_block(offset: int, block: str) -> Iterator[tuple[int, str]]:
    start = 0
    for stop in _STOP.finditer(block):
        if stop.group()[0] in ".!?" and not _ends_sentence(block, start, stop.end()):
            continue
        yield from _trim(offset, block, start, stop.end())
        start = stop.end()
    yield from _trim(offset, block, start, len(block))


def _ends_sentence(block: str, start: int, end: int) -> bool:
    if not _NEXT.match(block, end) and block[end:].strip():
        return False
    return not _ABBREVIATION.search(block, max(start, end - 12), end)


def _trim(offset: int, block: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    piece = block[start:end]
    bare = piece.strip()
    if bare and len(bare) <= MAX_SENTENCE:
        yield offset + start + len(piece) - len(piece.lstrip()), bare
