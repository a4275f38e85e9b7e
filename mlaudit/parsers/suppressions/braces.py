"""Notes in R and Julia: `# mlaudit: ignore[rule] reason`."""

from __future__ import annotations

from mlaudit.parsers.suppressions.covering import syntax_of_code
from mlaudit.parsers.suppressions.scanner import Language

_STRINGS = r'"(?:[^"\\\n]|\\.)*"?|(?<![\w)\]])' + r"'(?:[^'\\\n]|\\.)*'"

BRACES = Language(r"#[^\n]*", _STRINGS, "([")
"""Statements end inside braces, though not inside other brackets."""

SYNTAX = syntax_of_code("braces", BRACES, ".r", ".jl")
