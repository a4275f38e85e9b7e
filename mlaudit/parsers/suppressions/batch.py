"""Notes in batch files: `rem mlaudit: ignore[rule] reason`, or with `::`."""

from __future__ import annotations

from mlaudit.parsers.suppressions.covering import syntax_of_code
from mlaudit.parsers.suppressions.scanner import Language

_COMMENT = r"(?<![^\n])[ \t]*(?:@?[Rr][Ee][Mm]\b|::)[^\n]*|(?<=& )[Rr][Ee][Mm]\b[^\n]*"

SYNTAX = syntax_of_code("batch", Language(_COMMENT, r'"[^"\n]*"'), ".bat", ".cmd")
