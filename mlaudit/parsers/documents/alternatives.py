"""Signs that what follows is another way to do the same, not the next step."""

from __future__ import annotations

import re

from mlaudit.patterns import lazy_regex

_OR = lazy_regex(
    r"\W{0,4}(?:or|alternatively|alternative|otherwise|either|instead|ou|oder)\b[^.]{0,160}\Z"
    r"|\W{0,4}(?:option|variant|method|approach|alternative|way|mode)\s{1,3}(?:[a-e]|\d{1,2}|one|two|"
    r"three)\b",
    re.IGNORECASE,
)
_PLATFORM = lazy_regex(
    r"\b(?:windows|linux|mac ?os|macos|mac|osx|unix|ubuntu|debian|powershell|cmd|git bash|conda|"
    r"anaconda|pip|docker|poetry|uv|virtualenv|venv|pipenv|gpu|cpu|colab|locally)\b",
    re.IGNORECASE,
)
_MAX_LABEL = 8
"""Words of a label such as "On Windows (PowerShell):"."""


def begins_alternative(text: str) -> bool:
    """Does a short text before commands say "or", "Option B", "On Windows:"?"""
    line = " ".join(text.split())
    if _OR.match(line):
        return True
    return (
        len(line.split()) <= _MAX_LABEL
        and line.rstrip("*_ ").endswith(":")
        and bool(_PLATFORM.search(line))
    )
