"""Why code is refused, in words that a person understands."""

from __future__ import annotations

import re

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_CONFLICT = lazy_regex(r"^<{7}(?: .*)?$", re.MULTILINE)
_LONGEST = 1_000
_TEMPLATE = lazy_regex(r"\{\{-?\s*[\w.]+(?:[\s|(].{0,200}?)?\}\}|\{%-?\s*\w+.{0,200}?%\}")
_PYTHON_2_MESSAGES = (
    ("Missing parentheses in call to 'print'", "print statement"),
    ("Missing parentheses in call to 'exec'", "exec statement"),
    ("leading zeros in decimal integer", "octal number without 0o"),
)
_PYTHON_2_LINES = (
    (lazy_regex(r"^\s*print\s+[^=(\s]|\bprint\s*>>\s*\w+\s*,"), "print statement"),
    (lazy_regex(r"^\s*except\s+[\w.()\s,]+,\s*[a-z]\w*\s*:"), "except clause with a comma"),
    (lazy_regex(r"^\s*exec\s+[\w\"']"), "exec statement"),
    (lazy_regex(r"^\s*raise\s+[\w.]+\s*,\s*\S"), "raise statement with a comma"),
    (lazy_regex(r"[\w)\]]\s*<>\s*[\w('\"]"), "operator <>"),
    (lazy_regex(r"=\s*`[^`]+`|\(\s*`[^`]+`"), "backticks"),
    (lazy_regex(r"\b\d+[lL]\b|\b0[0-7]+\b"), "number of an older spelling"),
    (lazy_regex(r"\b[uU][rR]['\"]"), "ur'' text"),
    (
        lazy_regex(r"^\s*def\s+\w+\(.*\([\w\s,]+\).*\)\s*:|\blambda\s*\("),
        "parameter in parentheses",
    ),
)


@immutable
class Refusal:
    """The line, 0 for the whole, and the reason why code was not read."""

    line: int
    reason: str


def find_conflict(source: str) -> Refusal | None:
    """The first marker of an unfinished merge, or None."""
    match = _CONFLICT.search(source)
    if match is None or not re.search(r"^>{7}", source[match.end() :], re.MULTILINE):
        return None
    line = source.count("\n", 0, match.start()) + 1
    return Refusal(line, "merge conflict left in the file; only its first side was read")


def keep_first_side(source: str) -> str:
    """The code with every conflict settled for its first side; lines stay where they are."""
    kept = []
    side = ""
    for line in source.split("\n"):
        mark = line[:7]
        if mark == "<<<<<<<":
            side = "first"
        elif side and mark in ("|||||||", "======="):
            side = "other"
        kept.append("" if side == "other" or mark == "<<<<<<<" else line)
        if mark == ">>>>>>>":
            side = ""
    return "\n".join(kept)


def explain_error(source: str, error: SyntaxError) -> Refusal:
    """Python 2, a template of code, or what `ast` says of the line."""
    line = error.lineno or 0
    text = _line_of(source, error)
    construct = find_python_2(source, error)
    if construct is not None:
        return Refusal(line, f"written for Python 2 ({construct})")
    template = _TEMPLATE.search(text)
    if template is not None:
        return Refusal(line, f"a template of code ({template[0][:40]}), not code")
    if isinstance(error, TabError):
        return Refusal(line, "indented with tabs and blanks mixed, as only Python 2 allows")
    found = _TEMPLATE.search(source)
    if found is not None and "{%" in found[0]:
        return Refusal(line, f"a template of code ({found[0][:40]}), not code")
    return Refusal(line, error.msg or "invalid syntax")


def find_python_2(source: str, error: SyntaxError) -> str | None:
    """The construct of Python 2 at which the parse ended, or None."""
    for start, construct in _PYTHON_2_MESSAGES:
        if (error.msg or "").startswith(start):
            return construct
    text = _line_of(source, error)
    return next((name for pattern, name in _PYTHON_2_LINES if pattern.search(text)), None)


def _line_of(source: str, error: SyntaxError) -> str:
    line = error.lineno or 0
    lines = source.split("\n")
    return lines[line - 1][:_LONGEST] if 0 < line <= len(lines) else ""
