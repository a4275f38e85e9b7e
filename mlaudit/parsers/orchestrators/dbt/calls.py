"""What the templates in a file of SQL ask dbt for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_COMMENT = lazy_regex(r"\{#.*?#\}", re.DOTALL)
_TEXT = r"""(?:'([^'\n]*)'|"([^"\n]*)")"""
_VERSION = r"(?:,\s*+(?:v|version)\s*+=[^)]*+)?"
_REF = lazy_regex(rf"\bref\(\s*+{_TEXT}\s*+(?:,\s*+{_TEXT})?\s*+{_VERSION}\)")
_SOURCE = lazy_regex(rf"\bsource\(\s*+{_TEXT}\s*+,\s*+{_TEXT}\s*+\)")
_CONFIG = lazy_regex(r"\bconfig\s*\(")
_SETTING = lazy_regex(rf"\b(\w+)\s*=\s*(?:{_TEXT}|(\w+))")
_SNAPSHOT = lazy_regex(r"\{%-?\s*snapshot\s+(\w+)")
_ASKED = lazy_regex(r"\b(?:ref|source)\s*\(")


@immutable
class Relation:
    """A relation that is asked for: of a `source` with its name, else by `ref`."""

    name: str
    source: str | None
    line: int


@immutable
class Calls:
    """What one file asks for.

    Attributes:
        relations: in their order, each once.
        settings: of its `config`, texts and bare words.
        snapshot: the name that a snapshot gives itself, or None.
        more: some relation is not named by a fixed text.
    """

    relations: tuple[Relation, ...]
    settings: dict[str, str]
    snapshot: str | None
    more: bool


def read_calls(text: str) -> Calls:
    """The calls of a file; comments of the template count for nothing."""
    code = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    found = sorted(_relations(code), key=lambda item: item[0])
    unique: dict[tuple[str, str | None], Relation] = {}
    for position, name, source in found:
        line = code.count("\n", 0, position) + 1
        unique.setdefault((name, source), Relation(name, source, line))
    snapshot = _SNAPSHOT.search(code)
    more = len(_ASKED.findall(code)) > len(found)
    named = snapshot[1] if snapshot else None
    return Calls(tuple(unique.values()), _settings(code), named, more)


def _relations(code: str) -> Iterator[tuple[int, str, str | None]]:
    for match in _REF.finditer(code):
        first, second = match[1] or match[2] or "", match[3] or match[4] or ""
        yield match.start(), second or first, None
    for match in _SOURCE.finditer(code):
        yield match.start(), match[3] or match[4] or "", match[1] or match[2] or ""


def _settings(code: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in _CONFIG.finditer(code):
        inside = code[start.end() : _closing(code, start.end())]
        for match in _SETTING.finditer(inside):
            found.setdefault(match[1], match[2] or match[3] or match[4] or "")
    return found


def _closing(code: str, position: int) -> int:
    depth = 1
    for index in range(position, min(len(code), position + 5_000)):
        depth += {"(": 1, ")": -1}.get(code[index], 0)
        if depth == 0:
            return index
    return min(len(code), position + 5_000)
