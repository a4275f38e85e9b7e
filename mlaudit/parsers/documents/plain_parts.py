"""The parts of plain text, and of markup that could not be read as such."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.parsers.documents.headings import nest_heading
from mlaudit.parsers.documents.parts import Code, Part, Prose
from mlaudit.parsers.documents.transcript import read_block
from mlaudit.patterns import lazy_regex

_UNDERLINE = lazy_regex(r"([=\-~^*#+\"'`])\1{2,}\s*\Z")
_HASHES = lazy_regex(r"(#{1,6})[ \t]+(\S.*)\Z")
_ITEM = lazy_regex(r"[ \t]*(?:[-*+\u2022]|\(?\d{1,3}[.)])[ \t]+")
_NUMBER = lazy_regex(r"[ \t]*\(?\d{1,3}[.)][ \t]+")
_PROMPT = lazy_regex(r"[ \t]*\$[ \t]")
_FENCE = lazy_regex(r"[ \t]*(?:```|~~~)")


def split_plain(text: str) -> Iterator[Part]:
    """Paragraphs, list items and indented or prompted commands of a plain text."""
    path: list[tuple[int, str]] = []
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        level, title, length = _heading_at(lines, index)
        if length:
            path = nest_heading(path, level, title)
            index += length
            continue
        end = _block_end(lines, index)
        if end > index:
            yield _read_block(lines, index, end, tuple(heading for _, heading in path))
        index = max(end, index + 1)


def _heading_at(lines: list[str], index: int) -> tuple[int, str, int]:
    """(level, text, number of lines) of a heading that starts here; 0 lines for none."""
    hashes = _HASHES.match(lines[index])
    if hashes is not None:
        return len(hashes.group(1)), hashes.group(2), 1
    title = lines[index].strip()
    following = lines[index + 1] if index + 1 < len(lines) else ""
    underline = _UNDERLINE.match(following)
    if title and underline is not None and title[0].isalnum() and len(title) < 100:
        return (1 if underline.group(1) in "=#*" else 2), title, 2
    return 0, "", 0


def _block_end(lines: list[str], index: int) -> int:
    if not lines[index].strip() or _FENCE.match(lines[index]):
        return index
    indented = _indent(lines[index]) >= 2 or bool(_PROMPT.match(lines[index]))
    end = index + 1
    while end < len(lines) and lines[end].strip() and not _FENCE.match(lines[end]):
        changes = (_indent(lines[end]) >= 2 or bool(_PROMPT.match(lines[end]))) != indented
        if _ITEM.match(lines[end]) or (changes and not _ITEM.match(lines[index])):
            break
        end += 1
    return end


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _read_block(lines: list[str], start: int, end: int, headings: tuple[str, ...]) -> Part:
    text = "\n".join(lines[start:end])
    code = "\n".join(line.strip() for line in lines[start:end])
    entries = read_block(code, start + 1, "", fenced=False)
    if any(not entry.comment for entry in entries):
        return Code(code, start + 1, headings)
    marker = _ITEM.match(text)
    ordered = bool(_NUMBER.match(text))
    return Prose(text[marker.end() :] if marker else text, start + 1, headings, ordered)
