"""What the lines of a recipe run."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Callable, Sequence

from mlaudit.model.shell import Script
from mlaudit.parsers.runners.just.expressions import evaluate, tokenize, unquote
from mlaudit.parsers.runners.just.reading import Justfile, Recipe
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.shell.separate import parse_separately
from mlaudit.patterns import lazy_regex

_INTERPOLATION = lazy_regex(r"\{\{\{\{|\{\{(.*?)\}\}", re.DOTALL)
_PREFIX = lazy_regex(r"\A[@\-?]+\s*")
_SHELLS = frozenset({"sh", "bash", "zsh", "dash", "ksh", "ash"})
_END = "END_OF_RECIPE"


def read_body(justfile: Justfile, recipe: Recipe, look_up: Callable[[str], str]) -> Script | None:
    """The code of a recipe, or None where it has no lines."""
    lines = [(_fill(text, look_up), line) for text, line in recipe.body]
    if not any(text.strip() for text, _ in lines):
        return None
    if lines[0][0].startswith("#!"):
        return _whole(lines[0][0][2:].split(), lines)
    if "script" in recipe.attributes:
        words = [unquote(text) for _, text in recipe.attributes["script"]] or ["sh"]
        return _whole(words, [("", lines[0][1] - 1), *lines])
    shell = [unquote(text) for kind, text in justfile.settings.get("shell", ()) if kind == "text"]
    rows = [(_PREFIX.sub("", text, count=1), line) for text, line in _join(lines)]
    if shell and _program(shell) not in _SHELLS:
        command = " ".join(map(shlex.quote, shell))
        rows = [(f"{command} {shlex.quote(text)}", line) for text, line in rows]
    return parse_separately(rows)


def _fill(text: str, look_up: Callable[[str], str]) -> str:
    def value(match: re.Match[str]) -> str:
        return "{{" if match[1] is None else evaluate(tokenize(match[1]), look_up)

    return _INTERPOLATION.sub(value, text)


def _join(lines: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Lines that end with a backslash go on in the next; comments are no commands."""
    found: list[tuple[str, int]] = []
    goes_on = False
    for text, line in lines:
        if goes_on:
            found[-1] = found[-1][0] + "\n" + text, found[-1][1]
        elif text.strip() and not text.lstrip().startswith("#"):
            found.append((text, line))
        else:
            continue
        goes_on = text.endswith("\\")
    return found


def _whole(words: Sequence[str], lines: Sequence[tuple[str, int]]) -> Script:
    """All lines as one program; one of another language is given to its interpreter."""
    code, first = "\n".join(text for text, _ in lines[1:]), lines[0][1]
    if _program(words) in _SHELLS:
        return parse_script("\n" + code, first)
    program = " ".join(words[1:] if words and _name(words[0]) == "env" else words)
    program = program.removeprefix("-S ")
    return parse_script(f"{program} - <<'{_END}'\n{code}\n{_END}\n", first)


def _program(words: Sequence[str]) -> str:
    """The name of the interpreter: `/usr/bin/env -S bash -e` is bash."""
    plain = [word for word in words if not word.startswith("-")]
    names = [name for word in plain if (name := _name(word)) != "env"]
    return names[0] if names else ""


def _name(word: str) -> str:
    return posixpath.basename(word.replace("\\", "/"))
