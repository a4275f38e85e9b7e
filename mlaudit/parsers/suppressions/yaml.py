"""Notes in YAML: `# mlaudit: ignore[rule] reason`.

They stand for an item of a list with all below it, or for a key with its value where that is no
further mapping or list; in a block of shell code, for a line of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import name_of, suffix_of
from mlaudit.parsers.suppressions.covering import cover
from mlaudit.parsers.suppressions.hash import HASH
from mlaudit.parsers.suppressions.scanner import Scan, Span, end_of_block, indents_of, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of
from mlaudit.patterns import lazy_regex

_DASHES = lazy_regex(r"[ \t]*(?:-[ \t]+)*(?:-(?=\Z))?")
_COMMENT = lazy_regex(r"(?:(?<=\s)|\A)#.*\Z")
_BLOCK = lazy_regex(r"(?:.*[:\-\s])?[|>][-+0-9]{0,2}\s*\Z")
_KEY_ALONE = lazy_regex(r"""(?:[^\s#'"][^#]*?|"[^"]*"|'[^']*'):\s*(?:[&!]\S+(?:\s+|\Z))*\Z""")
_ENTRY = lazy_regex(r"""\s*(?:-(?:\s|\Z)|(?:[^\s#'"{\[][^#]*?|"[^"]*"|'[^']*'):(?:\s|\Z))""")


def find_in_yaml(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of a file."""
    text = text_of(data)
    found = scan(text, HASH)
    yield from cover(path, Scan(found.comments, _read_entries(text.split("\n"), found.statements)))


def _read_entries(lines: list[str], continued: Mapping[int, Span]) -> dict[int, Span]:
    """What belongs to each line; in blocks of code that is what a backslash joins."""
    bare = [_COMMENT.sub("", line).rstrip() for line in lines]
    indents = indents_of(bare)
    spans: dict[int, Span] = {}
    index = 0
    while index < len(lines):
        last = index
        if bare[index].strip():
            last, is_code = _end_of_value(bare, indents, index)
            inside = range(index + 2, last + 2)
            if is_code:
                spans.update((n, continued[n]) for n in inside if n in continued)
            else:
                spans.update(dict.fromkeys(inside, (index + 1, last + 1)))
            end = end_of_block(indents, index) if _is_item(bare[index]) else last
            spans[index + 1] = (index + 1, end + 1)
        index = last + 1
    return spans


def _end_of_value(bare: list[str], indents: list[int], index: int) -> tuple[int, bool]:
    """Index of the last line of a value, and whether it is a block of code or other text."""
    dashes = _DASHES.match(bare[index])
    column = dashes.end() if dashes is not None else 0
    value = bare[index][column:]
    if _BLOCK.fullmatch(value):
        return end_of_block(indents, index, column if ":" in value else indents[index]), True
    if _opens(bare, index, value):
        return index, False
    return end_of_block(indents, index, column), False


def _is_item(bare: str) -> bool:
    return bare.lstrip().startswith("-") and not bare.startswith("---")


def _opens(bare: list[str], index: int, value: str) -> bool:
    """Does a key or a dash open a mapping or a list on the lines below it?"""
    if value and not _KEY_ALONE.fullmatch(value):
        return False
    below = (bare[number] for number in range(index + 1, len(bare)) if bare[number].strip())
    return _ENTRY.match(next(below, "")) is not None


def _claims(path: str) -> bool:
    return suffix_of(path) in (".yaml", ".yml", ".dvc", ".cff") or name_of(path) in (
        "MLproject",
        "dvc.lock",
    )


SYNTAX = Syntax("yaml", _claims, find_in_yaml)
