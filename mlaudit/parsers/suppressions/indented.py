"""Notes in INI files and their like, after `#` or `;`: an option with its indented lines."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.covering import cover
from mlaudit.parsers.suppressions.scanner import Language, Scan, filled, indent_of, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of

_SUFFIXES = (".ini", ".cfg", ".conf", ".properties", ".service", ".timer")
_LANGUAGE = Language(r"(?<!\S)[#;][^\n]*", r'(?<!\w)"[^"\n]*"')


def find_in_options(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of a file of options."""
    text = text_of(data)
    found = Scan(scan(text, _LANGUAGE).comments)
    lines = text.split("\n")
    for index in filled(lines):
        if not lines[index].lstrip().startswith(("#", ";")):
            found.statements[index + 1] = (index + 1, end_of_block(lines, index) + 1)
    yield from cover(path, found)


def end_of_block(lines: list[str], index: int, indent: int | None = None) -> int:
    """Index of the last filled line that is indented more than a line, or by more than `indent`."""
    least = indent_of(lines[index]) if indent is None else indent
    last = index
    for number in range(index + 1, len(lines)):
        if lines[number].strip():
            if indent_of(lines[number]) <= least:
                break
            last = number
    return last


SYNTAX = Syntax("indented", lambda path: suffix_of(path) in _SUFFIXES, find_in_options)
