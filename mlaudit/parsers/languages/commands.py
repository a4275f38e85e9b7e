"""What languages made of commands have in common (Stata, SAS): texts with macros, calls."""

from __future__ import annotations

import re

from mlaudit.model.expression import Argument, Call, Constant, Expression, Format, Name
from mlaudit.model.summary import Evaluate, Statement
from mlaudit.parsers.languages.values import run_here


def insert_macros(text: str, macro: re.Pattern[str], prefix: str) -> Expression:
    """A text in which macros stand for values; their name is the first group that matched.

    Args:
        text: as written.
        macro: what a macro looks like.
        prefix: stands before the name of a macro, so that no other name is meant.
    """
    pieces: list[Expression] = []
    position = 0
    for found in macro.finditer(text):
        if text[position : found.start()]:
            pieces.append(Constant(text[position : found.start()]))
        name = next(group for group in found.groups() if group is not None)
        pieces.append(Name(prefix + name.lower()))
        position = found.end()
    if not pieces:
        return Constant(text)
    if text[position:]:
        pieces.append(Constant(text[position:]))
    return Format(tuple(pieces)) if len(pieces) > 1 else pieces[0]


def command(name: str, line: int, *values: Expression) -> Statement:
    """A command with what it is about."""
    return Evaluate(Call(Name(name), tuple(Argument(value) for value in values), line), line)


def included(path: Expression, line: int) -> Statement:
    """The code of another file."""
    return Evaluate(run_here(path, line), line)
