"""Variables and words of Dockerfile instructions."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from mlaudit.patterns import lazy_regex

_REFERENCE = lazy_regex(r"\\\$|\$(?:(\w+)|\{(\w+)(?!\w)(?:(:?[-+?])([^}]{0,1000})|[^}]{0,1000})\})")
_PAIR = lazy_regex(r"[A-Za-z_][\w.-]*=")


def expand(text: str, variables: Mapping[str, str | None]) -> str:
    """Replace `$NAME` and `${NAME:-default}`; what is not known becomes `{NAME}`."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "\\$":
            return "$"
        name = match[1] or match[2]
        known = variables.get(name)
        if match[3] in {":-", "-"} and not known:
            return match[4]
        if match[3] in {":+", "+"}:
            return match[4] if known else ""
        return "{" + name + "}" if known is None else known

    return _REFERENCE.sub(value, text) if "$" in text else text


def split_words(text: str) -> list[str]:
    """Words in shell quoting; a backslash separates the parts of a Windows path."""
    try:
        return shlex.split(text, posix=True)
    except ValueError:
        return text.split()


def read_pairs(text: str) -> list[tuple[str, str]]:
    """(name, value) of `ENV a=b c="d e"` and of the older `ENV a b c`."""
    words = split_words(text)
    if words and _PAIR.match(words[0]):
        return [(name, value) for name, _, value in (w.partition("=") for w in words)]
    name, _, value = text.strip().partition(" ")
    return [(name, value.strip())] if name else []
