"""Notes in MATLAB: `% mlaudit: ignore[rule] reason`."""

from __future__ import annotations

from mlaudit.parsers.suppressions.covering import syntax_of_code
from mlaudit.parsers.suppressions.scanner import Language

_STRINGS = r'"[^"\n]*"|(?<![\w)\]}.' + r"'])'[^'\n]*'"

SYNTAX = syntax_of_code("percent", Language(r"%[^\n]*", _STRINGS, "([{"), ".m")
"""A quote after a name or a bracket transposes a matrix and begins no string."""
