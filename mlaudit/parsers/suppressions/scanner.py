"""The comments of code and the lines of its statements, whether or not it can be parsed.

A comment counts for a statement, so that both are needed, in files that are broken, unfinished or
full of templates, too. A scanner of strings, brackets and line ends tells enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from mlaudit.model.immutable import immutable

Span: TypeAlias = tuple[int, int]
"""First and last line of something, from 1."""

_OPENING, _CLOSING = "([{", ")]}"


@immutable
class Language:
    """What has to be known of a language.

    Attributes:
        comment: a regular expression of comments.
        string: a regular expression of strings.
        joining: brackets inside which a line end does not end a statement.
    """

    comment: str
    string: str
    joining: str = ""


@dataclass(slots=True)
class Scan:
    """What was found.

    Attributes:
        comments: (line, text with its signs), in order.
        statements: the statement that each line belongs to; lines without any are left out.
    """

    comments: list[tuple[int, str]] = field(default_factory=list)
    statements: dict[int, Span] = field(default_factory=dict)

    def add(self, first: int, last: int) -> None:
        """Note a statement."""
        self.statements.update(dict.fromkeys(range(first, last + 1), (first, last)))


@dataclass(slots=True)
class _State:
    line: int = 1
    first: int = 0  # where the open statement began, 0 for none
    brackets: list[str] = field(default_factory=list)
    continued: bool = False  # a continued line has held nothing but comments so far
    commented: bool = False


def scan(text: str, language: Language) -> Scan:
    """The comments and statements of some text with line feeds alone."""
    found, state = Scan(), _State()
    for token in _pattern(language).finditer(text):
        kind, value = str(token.lastgroup), token.group()
        if kind == "comment":
            found.comments.append((state.line, value))
            state.commented = True
        elif kind == "end":
            _end_line(found, state, language)
        elif kind == "continuation":
            state.continued, state.commented = True, False
        else:
            _add_code(state, kind, value)
        state.line += value.count("\n")
    if state.first:
        _close(found, state, text)
    return found


def _end_line(found: Scan, state: _State, language: Language) -> None:
    only_comment = state.continued and state.commented
    joined = bool(state.brackets) and state.brackets[-1] in language.joining
    if state.first and not joined and not only_comment:
        found.add(state.first, state.line)
        state.first = 0
        state.continued = False
    state.commented = False


def _add_code(state: _State, kind: str, value: str) -> None:
    state.first = state.first or state.line
    state.continued = False
    if kind == "opening":
        state.brackets.append(value)
    elif kind == "closing" and state.brackets:
        state.brackets.pop()


def _close(found: Scan, state: _State, text: str) -> None:
    """End the last statement; where its brackets never close, each line stands for itself."""
    last = text.count("\n") + 1
    if not state.brackets:
        found.add(state.first, last)
        return
    lines = text.split("\n")
    for number in range(state.first, last + 1):
        if lines[number - 1].strip():
            found.add(number, number)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<comment>{language.comment})|(?P<string>{language.string})"
        rf"|(?P<opening>[{re.escape(_OPENING)}])|(?P<closing>[{re.escape(_CLOSING)}])"
        r"|(?P<continuation>\\\n)|(?P<end>\n)|(?P<other>\w+|[^\s\w])",
        re.DOTALL,
    )


def indents_of(lines: Iterable[str]) -> list[int]:
    """The number of blanks before the first other sign of each line; -1 where there is none."""
    bare = ((line, line.lstrip()) for line in lines)
    return [len(line) - len(rest) if rest else -1 for line, rest in bare]


def end_of_block(indents: Sequence[int], index: int, least: int | None = None) -> int:
    """Index of the last line below a line that is indented more than that, or than `least`."""
    least = indents[index] if least is None else least
    last = index
    for number in range(index + 1, len(indents)):
        if indents[number] > least:
            last = number
        elif indents[number] >= 0:
            break
    return last
