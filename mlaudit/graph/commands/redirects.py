"""Redirections as reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from mlaudit.graph.commands.state import ShellState
from mlaudit.model.shell import Redirect, Word
from mlaudit.patterns import lazy_regex

Expand: TypeAlias = Callable[[ShellState, Word], str]

_VERSION = lazy_regex(r"=?=\s*\d|\d+(?:\.\d+)+$")
"""`pip install a>=1.2` without quotes is a redirection only by mistake."""

_OUTPUTS = frozenset({">", ">>", "&>", "&>>", ">&", ">|"})


def input_text(state: ShellState, redirects: Sequence[Redirect], expand: Expand) -> str | None:
    """The text of a here-document or here-string that feeds a command, or None."""
    for redirect in redirects:
        if redirect.operator in ("<<", "<<<"):
            return expand(state, redirect.target)
    return None


def read_inputs(state: ShellState, redirects: Sequence[Redirect], expand: Expand) -> None:
    """Record the files that feed a command."""
    for redirect in redirects:
        if redirect.operator == "<":
            source = expand(state, redirect.target)
            if not _VERSION.match(source):
                state.read(source, "<")


def write_outputs(state: ShellState, redirects: Sequence[Redirect], expand: Expand) -> None:
    """Record the files that take a command's output."""
    for redirect in redirects:
        if redirect.operator not in _OUTPUTS:
            continue
        target = expand(state, redirect.target)
        if target.isdigit() or _VERSION.match(target):
            continue
        if redirect.descriptor == 2 or redirect.operator.startswith("&"):
            state.write(target, redirect.operator, kind="log")
        else:
            state.write(target, redirect.operator)
