"""Notes in YAML: `# mlaudit: ignore[rule] reason`.

They stand for an item of a list with all below it, or for a key with its value where that is no
further mapping or list; in a block of shell code, for a line of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.suppression import Suppression
from mlaudit.parsers.path_text import name_of, suffix_of
from mlaudit.parsers.suppressions.covering import cover
from mlaudit.parsers.suppressions.hash import HASH
from mlaudit.parsers.suppressions.indented import end_of_block
from mlaudit.parsers.suppressions.scanner import Scan, filled, indent_of, scan
from mlaudit.parsers.suppressions.syntax import Syntax, text_of

_DASHES = re.compile(r"[ \t]*(?:-[ \t]+)*(?:-(?=\Z))?")
_COMMENT = re.compile(r"(?:(?<=\s)|\A)#.*\Z")
_BLOCK = re.compile(r"(?:.*[:\-\s])?[|>][-+0-9]{0,2}\s*\Z")
_KEY_ALONE = re.compile(r"""(?:[^\s#'"][^#]*?|"[^"]*"|'[^']*'):\s*(?:[&!]\S+\s*)*\Z""")
_ENTRY = re.compile(r"""\s*(?:-(?:\s|\Z)|(?:[^\s#'"{\[][^#]*?|"[^"]*"|'[^']*'):(?:\s|\Z))""")


def find_in_yaml(path: str, data: bytes) -> Iterator[Suppression]:
    """The notes of a file."""
    text = text_of(data)
    found = scan(text, HASH)
    continued = found.statements
    found = Scan(found.comments, {})
    lines = text.split("\n")
    scripts: set[int] = set()
    for index in filled(lines):
        bare = _COMMENT.sub("", lines[index]).rstrip()
        if index in scripts:
            if index + 1 in continued:
                found.statements[index + 1] = continued[index + 1]
        elif bare and index + 1 not in found.statements:
            _add_entry(found, scripts, lines, index, bare)
    yield from cover(path, found)


def _add_entry(found: Scan, scripts: set[int], lines: list[str], index: int, bare: str) -> None:
    dashes = _DASHES.match(bare)
    column = dashes.end() if dashes is not None else 0
    value = bare[column:]
    last = index
    if _BLOCK.fullmatch(value):
        last = end_of_block(lines, index, column if ":" in value else indent_of(bare))
        scripts.update(range(index + 1, last + 1))
    elif not _opens(lines, index, column, value):
        last = end_of_block(lines, index, column)
        found.add(index + 1, last + 1)
    if bare.lstrip().startswith("-") and not bare.startswith("---"):
        last = end_of_block(lines, index)
    found.statements[index + 1] = (index + 1, last + 1)


def _opens(lines: list[str], index: int, column: int, value: str) -> bool:
    """Does a key or a dash open a mapping or a list on the lines below it?"""
    if value and not _KEY_ALONE.fullmatch(value):
        return False
    below = (lines[n] for n in range(index + 1, len(lines)) if _COMMENT.sub("", lines[n]).strip())
    return _ENTRY.match(next(below, "")) is not None


def _claims(path: str) -> bool:
    return suffix_of(path) in (".yaml", ".yml", ".dvc", ".cff") or name_of(path) in (
        "MLproject",
        "dvc.lock",
    )


SYNTAX = Syntax("yaml", _claims, find_in_yaml)
