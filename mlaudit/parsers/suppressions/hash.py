"""Notes in shell code, Makefiles, Dockerfiles, requirements and all else that has `#`.

A line with those that continue it by a backslash is a statement.
"""

from __future__ import annotations

from functools import partial

from mlaudit.parsers.suppressions.covering import find_in_file
from mlaudit.parsers.suppressions.scanner import Language
from mlaudit.parsers.suppressions.syntax import Syntax

_STRINGS = r'(?<!\w)"(?:[^"\\\n]|\\[^\n])*"|(?<!\w)' + r"'[^'\n]*'"

HASH = Language(r"(?<!\S)#[^\n]*", _STRINGS)
"""Quotes are looked at line by line: apostrophes in text that is no code must not hide the rest."""

SYNTAX = Syntax("hash", None, partial(find_in_file, language=HASH))
"""What no other syntax claims has these comments, a format of a plugin, too."""
