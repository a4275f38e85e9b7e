"""INI and `.env` files as data that knows its lines; every value is text."""

from __future__ import annotations

import configparser
import re

from mlaudit.model.data import Data, Entry, Scalar, Table
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_TOP = "\0top"
_HEADER = lazy_regex(r"\[(?P<name>[^\]]+)\]")
_KEY = lazy_regex(r"(?P<key>[^=:\s][^=:]*?)\s*(?:[=:]|$)")
_VARIABLE = lazy_regex(
    r"""\s*(?:export\s+)?(?P<name>[A-Za-z_][\w.]*)\s*=\s*"""
    r"""(?P<value>"(?:\\.|[^"\\])*"|'[^']*'|[^\n]*?)[ \t]*(?:(?<=\s)\#[^\n]*)?$""",
    re.MULTILINE,
)
_BLANKS = lazy_regex(r"[^\S\n]{100,}")
_SECRET = lazy_regex(r"key|token|secret|passw|credential|private", re.IGNORECASE)


def read_ini(data: bytes | str) -> tuple[Data | None, str | None, int]:
    """Sections as tables of texts, an error message or None, and the line of the error.

    Keys before the first section stand at the top. Nothing is interpolated.
    """
    text = data if isinstance(data, str) else decode_text(data)
    text = _BLANKS.sub(" ", text)  # which `configparser` reads in the square of their number
    parser = configparser.RawConfigParser(
        strict=False, allow_no_value=True, default_section=_TOP + "default"
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(f"[{_TOP}]\n{text}")
    except configparser.Error as error:
        return None, str(error).partition("\n")[0], _error_line(error)
    except AttributeError:
        # How configparser fails on an indented line below a key without a value.
        return None, "continuation of a key without a value", 0
    lines = _find_lines(text)
    entries: list[Entry] = []
    for section in parser.sections():
        values = tuple(
            Entry(key, Scalar(value, lines.get((section, key), 0)), lines.get((section, key), 0))
            for key, value in parser.items(section)
        )
        line = lines.get((section, ""), 1)
        entries += values if section == _TOP else (Entry(section, Table(values, line), line),)
    return Table(tuple(entries), 1), None, 0


def _error_line(error: configparser.Error) -> int:
    lines = [number for number, _ in getattr(error, "errors", ())]
    return max(lines[0] - 1, 0) if lines else 0


def _find_lines(text: str) -> dict[tuple[str, str], int]:
    """The line of every (section, key), and of every section under the key ""."""
    lines: dict[tuple[str, str], int] = {}
    section = _TOP
    for number, row in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(row):
            section = header["name"]
            lines.setdefault((section, ""), number)
        elif key := _KEY.match(row):
            lines[section, key["key"]] = number
    return lines


def read_env(data: bytes | str) -> tuple[Data | None, str | None, int]:
    """The variables of a `.env` file as a table; the values of secrets are left out."""
    text = data if isinstance(data, str) else decode_text(data)
    entries = []
    for match in _VARIABLE.finditer(text):
        name, value = match["name"], match["value"]
        if value[:1] in ("'", '"') and value[-1:] == value[0]:
            value = value[1:-1]
        line = text.count("\n", 0, match.start("name")) + 1
        entries.append(Entry(name, Scalar(None if _SECRET.search(name) else value, line), line))
    return Table(tuple(entries), 1), None, 0
