"""Text within quotes, as configuration files hold it."""

from __future__ import annotations

import json
import re

from mlaudit.patterns import lazy_regex

_ASTRAL = lazy_regex(r"[^\x20-\x7e]")


def quote(text: str) -> str:
    """A basic string of TOML, which is one of YAML, too; characters that do not show are escaped.

    JSON's strings are not that: a character beyond the first 65,536 is two escapes there.

    Raises:
        UnicodeEncodeError: the text holds bytes that are no UTF-8, which neither language can say.
    """
    text.encode()
    return _ASTRAL.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0].isprintable():
        return match[0]
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
