"""Makes text of a repository safe to show: nothing in it may act on a terminal or a reader."""

from __future__ import annotations

import json
import re
from typing import Any

from mlaudit.patterns import lazy_regex

_BEYOND_ASCII = lazy_regex(r"[^\x20-\x7e\n]")
_COLONS = lazy_regex(r"^((?: |\x1b\[[0-9;]*m)*)::", re.MULTILINE)
_COMMAND = lazy_regex(r"##(?=\[|vso\[|teamcity\[)", re.IGNORECASE)
_SURROGATE = lazy_regex(r"[\ud800-\udfff]")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """The text with every character that does not show itself written as an escape.

    Escaped are control characters (ANSI escapes, newlines), invisible and bidirectional format
    characters, spaces other than the usual one, line separators, private and unassigned
    characters, and bytes of file names that are not UTF-8 (`\\xff`): all that
    `str.isprintable` refuses.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escape_character(c) for c in text)


def plain(text: str) -> str:
    """`visible`, with escapes for everything beyond ASCII, too."""
    return visible(text).encode("ascii", "backslashreplace").decode("ascii")


def disarm(text: str) -> str:
    """Lines of a log that no CI system takes for commands.

    GitHub reads `::name::` at the start of a line and `##[name]` anywhere, Azure Pipelines
    `##vso[name]` and `##[name]`, TeamCity `##teamcity[name]`. Colons at the start of a line are
    the start of a path, which `./` leaves as it is. Colours may stand before them.
    """
    return _COLONS.sub(r"\1./::", _COMMAND.sub(r"#\\x23", text))


def disarm_xml(text: str) -> str:
    """The same for XML, and without a difference to who reads it: the signs become references."""
    return _COLONS.sub(r"\1&#58;:", _COMMAND.sub("#&#35;", text))


def lines(message: str) -> str:
    """A message of mlaudit of one or several lines, whatever it quotes, as text for a terminal."""
    return disarm("\n".join(map(visible, message.split("\n"))))


def to_json(value: Any, indent: int | None = 2) -> str:
    """JSON text with a final newline; characters that do not show are escaped.

    A byte of a file name that is not UTF-8 becomes the four characters `\\xff`: JSON knows no
    bytes, and many readers refuse a whole document for one lone surrogate.

    Args:
        value: plain data.
        indent: spaces; None for one line.
    """
    text = json.dumps(_without_surrogates(value), ensure_ascii=False, indent=indent)
    text = _COMMAND.sub(r"#\\u0023", text)  # no command of a CI system whose log shows it
    return _BEYOND_ASCII.sub(_escape_for_json, text) + "\n"


def _escape_character(character: str) -> str:
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub(lambda match: _escape_character(match[0]), value)
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value


def _escape_for_json(match: re.Match[str]) -> str:
    character = match[0]
    return character if character.isprintable() else json.dumps(character)[1:-1]
