"""Notes in SQL: `-- mlaudit: ignore[rule] reason`, for a line with the brackets opened in it."""

from __future__ import annotations

from mlaudit.parsers.suppressions.covering import syntax_of_code
from mlaudit.parsers.suppressions.scanner import Language

_STRINGS = r'"[^"\n]*"|' + r"'(?:[^'\n]|'')*'"

SYNTAX = syntax_of_code("dashes", Language(r"--[^\n]*|/\*.*?(?:\*/|\Z)", _STRINGS, "("), ".sql")
