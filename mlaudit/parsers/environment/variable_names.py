"""Names of environment variables in the text of a document."""

from __future__ import annotations

from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{3,}(?![A-Za-z0-9_])")
_LIMIT = 2_000


def read_variable_names(text: str) -> tuple[str, ...]:
    """What looks like one, each once, in the order of the alphabet; most are none."""
    return tuple(sorted({match.group() for match in _NAME.finditer(text)})[:_LIMIT])
