"""On which line of its file each line of a notebook's cells stands.

The lines of facts count within a cell; what shows a notebook as the JSON text that it is (code
review, SARIF viewers, annotations) needs the line of the file.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict

from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")(\s*+:)?|[{}\[\],]', re.DOTALL)
"""A text, one that is a key, or a mark; numbers and words are of no interest."""
_STARTS = (["cells"], ["worksheets", 0, "cells"])
"""Where the list of cells stands, from version 4 on and before."""
_SOURCES = ("source", "input")


def locate_lines(data: bytes) -> dict[int, tuple[int, ...]]:
    """For the index of each cell with a source: the line of the file of each of its lines.

    Text that is no notebook gives what can be told, at worst nothing.
    """
    text = data.decode(json.detect_encoding(data), "replace")
    found: dict[int, _Lines] = defaultdict(_Lines)
    keys: list[str | int] = []
    number, counted = 1, 0
    for match in _TOKEN.finditer(text):
        mark = match[0][0]
        if mark == '"':
            if match[2] is not None:
                _set_key(keys, match[1][1:-1])
            elif (cell := _find_cell(keys)) is not None:
                number += text.count("\n", counted, match.start())
                counted = match.start()
                found[cell].add(match[1], number)
        elif mark in "{[":
            keys.append("" if mark == "{" else 0)
        elif keys and mark != ",":
            keys.pop()
        elif keys and isinstance(keys[-1], int):
            keys[-1] += 1
    return {cell: tuple(lines.numbers) for cell, lines in found.items()}


class _Lines:
    """The lines of one source, which stands in the file as one text or as several."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._begins = True

    def add(self, literal: str, number: int) -> None:
        """Take a text of the source, which stands on a line of the file."""
        try:
            text = json.loads(literal, strict=False)
        except ValueError:
            return
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text:
            return
        ended = text.endswith("\n")
        begun = text.count("\n") - ended + self._begins
        self.numbers.extend([number] * begun)
        self._begins = ended


def _set_key(keys: list[str | int], name: str) -> None:
    if keys and isinstance(keys[-1], str):
        keys[-1] = name


def _find_cell(keys: list[str | int]) -> int | None:
    """The cell whose source stands at a path of keys and indexes, or None."""
    for start in _STARTS:
        size = len(start)
        if size + 2 <= len(keys) <= size + 3 and keys[:size] == start:
            cell, field = keys[size : size + 2]
            if isinstance(cell, int) and field in _SOURCES:
                return cell
    return None
