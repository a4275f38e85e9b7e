"""Notes in INI files and their like, after `#` or `;`: an option with its indented lines."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.suppressions.covering import cover
from mlaudit.parsers.suppressions.scanner import Language, Scan, end_of_block, indents_of, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of

_SUFFIXES = (".ini", ".cfg", ".conf", ".properties", ".service", ".timer")
_LANGUAGE = Language(r"(?<!\S)[#;][^\n]*", r'(?<!\w)"[^"\n]*"')


def find_in_options(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of a file of options."""
    text = text_of(data)
    found = Scan(scan(text, _LANGUAGE).comments)
    lines = text.split("\n")
    indents = indents_of(lines)
    for index, line in enumerate(lines):
        if indents[index] >= 0 and not line.lstrip().startswith(("#", ";")):
            found.statements[index + 1] = (index + 1, end_of_block(indents, index) + 1)
    yield from cover(path, found)


SYNTAX = Syntax("indented", lambda path: suffix_of(path) in _SUFFIXES, find_in_options)
