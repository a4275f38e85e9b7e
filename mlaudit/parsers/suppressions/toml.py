"""Notes in TOML: `# mlaudit: ignore[rule] reason` for a key with its value, or for a header."""

from __future__ import annotations

from mlaudit.parsers.suppressions.covering import syntax_of_code
from mlaudit.parsers.suppressions.python import PYTHON

SYNTAX = syntax_of_code("toml", PYTHON, ".toml")
"""Comments, strings and brackets of TOML are written as those of Python."""
