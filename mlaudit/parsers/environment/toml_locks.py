"""Lock files in TOML: poetry.lock, uv.lock, pdm.lock, pylock.toml (PEP 751).

Tools write these files, a table per line and a key per line, and most of what they write are
hashes. So the names and versions are picked from the lines, in a tenth of the time that reading
the TOML takes; a file that looks unlike what those tools write is read as TOML.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from mlaudit.parsers.environment.locked import Locked
from mlaudit.parsers.environment.toml_lock_data import read_any_toml_lock
from mlaudit.patterns import lazy_regex

# A line end as first character lets the search jump from line to line.
_UNUSUAL = lazy_regex(
    r"\n(?!\n|[ \t#]|[\]}],?\n|[\w.\"-]+ = |\[[\w.\"-]+\]\n|\[\[[\w.\"-]+\]\]\n|\Z)"
)
_HEADER = lazy_regex(r"\n(\[\[?[\w.\"-]+\]\]?)")
_KEY = lazy_regex(r"\n([a-z_-]+) = (.*)")
_WANTED = {
    "": ("requires-python",),
    "[metadata]": ("python-versions", "requires_python"),
    "[[package]]": ("name", "version"),
    "[[packages]]": ("name", "version"),
}
_TEXT = lazy_regex(r"\"([^\"\\]*)\"|'([^']*)'")


def read_toml_lock(text: str) -> Locked:
    """The packages of a lock file.

    Raises:
        ValueError: it is no TOML.
    """
    return _pick(text) or read_any_toml_lock(text)


def _pick(text: str) -> Locked | None:
    """The packages by the lines of the file, or None where it is no usual lock file."""
    text = "\n" + text
    if not text.endswith("\n") or _UNUSUAL.search(text) or '"""' in text or "'''" in text:
        return None
    packages: list[tuple[str, str, int]] = []
    pythons: list[str] = []
    line, seen = 1, 0
    for header, start, end in _list_tables(text):
        if header not in _WANTED:
            continue
        keys = _read_keys(text, start, end, _WANTED[header])
        if keys is None:
            return None
        line += text.count("\n", seen, start)
        seen = start
        if "name" in keys:
            packages.append((keys["name"], keys.get("version", ""), line))
        elif not header.startswith("[["):
            pythons.extend(keys[key] for key in _WANTED[header] if keys.get(key))
    return packages, (pythons[0] if pythons else None)


def _list_tables(text: str) -> Iterator[tuple[str, int, int]]:
    """(header, start, end) of each table; the keys before the first one have no header."""
    header, start = "", 0
    for match in _HEADER.finditer(text):
        yield header, start, match.start()
        header, start = match[1], match.start()
    yield header, start, len(text)


def _read_keys(text: str, start: int, end: int, wanted: Container[str]) -> dict[str, str] | None:
    """The wanted texts of a table, or None where one is no plain text on one line."""
    found = {}
    for match in _KEY.finditer(text, start, end):
        if match[1] in wanted:
            value = _TEXT.fullmatch(match[2].rstrip())
            if value is None:
                return None
            found[match[1]] = value[1] or value[2] or ""
    return found
