"""Variables of VS Code: https://code.visualstudio.com/docs/reference/variables-reference."""

from __future__ import annotations

import re
import shlex

from mlaudit.model.data import Data
from mlaudit.parsers.environment.values import entries_of, text_of
from mlaudit.parsers.shell.templates import mark_hole
from mlaudit.patterns import lazy_regex

_VARIABLE = lazy_regex(r"\$\{([\w:.-]+)\}")
_ROOTS = ("workspaceFolder", "workspaceRoot", "containerWorkspaceFolder", "cwd")


def fill(text: str) -> str:
    """A text with the folder of the project as the working directory, and holes for the rest."""

    def value(match: re.Match[str]) -> str:
        kind, _, name = match[1].partition(":")
        if kind in _ROOTS:
            return "."
        return "${" + name + "}" if kind in ("env", "localEnv") and name else mark_hole(match[1])

    return _VARIABLE.sub(value, text).replace("./../", "../")


def is_editor_file(text: str) -> bool:
    """Does the text stand for whatever file is open?"""
    return "${file" in text or "${relativeFile" in text


def quoted(text: str) -> str:
    """A word of a command; what holds variables stays open."""
    filled = fill(text)
    return filled if "$" in filled or "\u2983" in filled else shlex.quote(filled)


def environment_of(data: Data | None) -> tuple[tuple[str, str], ...]:
    """A table of variables."""
    return tuple((entry.key, fill(text_of(entry.value) or "")) for entry in entries_of(data))
