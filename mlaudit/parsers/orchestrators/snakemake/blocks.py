"""The blocks of a Snakefile: rules with their directives, and the assignments around them.

A Snakefile is Python with blocks of its own, so `ast` cannot read it whole. Each directive's
value is a Python argument list, though, and each assignment a Python expression.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_OPAQUE = lazy_regex(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''(?:\\.|[^\\])*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'"
    r"|\#[^\n]*|\\\n|[\[\](){}]|\n",
    re.DOTALL,
)
_RULE = lazy_regex(r"(?P<indent>[ \t]*)(?:rule|checkpoint)\b[ \t]*(?P<name>\w*)[ \t]*:[ \t]*$")
_USE = lazy_regex(
    r"(?P<indent>[ \t]*)use[ \t]+rule[ \t]+(?P<base>\w+)(?:[ \t]+from[ \t]+\w+)?"
    r"[ \t]+as[ \t]+(?P<name>\w+)[ \t]+with[ \t]*:[ \t]*$"
)
_DIRECTIVE = lazy_regex(r"(?P<indent>[ \t]*)(?P<name>\w+)[ \t]*:")
_GLOBAL = lazy_regex(r"(?P<indent>[ \t]*)(?P<name>configfile|workdir|include)[ \t]*:")
_MODULE = lazy_regex(r"[ \t]*module[ \t]+(?P<name>\w+)[ \t]*:[ \t]*$")
_FUNCTION = lazy_regex(r"[ \t]*def[ \t]+(?P<name>\w+)[ \t]*\(")
_ASSIGNMENT = lazy_regex(r"[ \t]*(?P<name>[A-Za-z_]\w*)[ \t]*=(?!=)")


@immutable
class Source:
    """A piece of Python source and the line on which it starts."""

    text: str
    line: int


@dataclass(slots=True)
class Block:
    """A rule or module: `base` is the rule that `use rule` copies, "" for none."""

    name: str
    line: int
    base: str = ""
    directives: dict[str, Source] = field(default_factory=dict)


@dataclass(slots=True)
class Blocks:
    """A Snakefile cut up, each kind in the order in which it stands.

    Attributes:
        rules: rules and checkpoints.
        modules: other workflows that it takes rules from.
        assignments: values of names.
        globals: `configfile`, `workdir` and `include`.
        functions: whole definitions.
    """

    rules: list[Block] = field(default_factory=list)
    modules: list[Block] = field(default_factory=list)
    assignments: list[tuple[str, Source]] = field(default_factory=list)
    globals: list[tuple[str, Source]] = field(default_factory=list)
    functions: list[tuple[str, Source]] = field(default_factory=list)


def read_blocks(text: str) -> Blocks:
    """Cut a Snakefile up."""
    text = text.replace("\r\n", "\n")
    return _Cutter(text).cut()


def mask(text: str) -> str:
    """The text, as long as before, with one line for each logical line.

    Strings and what is in brackets hold no newline any more, and comments are blank.
    """
    pieces: list[str] = []
    end = depth = 0
    for match in _OPAQUE.finditer(text):
        pieces.append(text[end : match.start()])
        end, token = match.end(), match.group()
        if token in "([{":
            depth += 1
        elif token in ")]}":
            depth = max(depth - 1, 0)
        if token == "\n":
            pieces.append("_" if depth else "\n")
        elif token.startswith("#"):
            pieces.append(" " * len(token))
        else:
            pieces.append(token if len(token) == 1 else "_" * len(token))
    return "".join([*pieces, text[end:]])


class _Cutter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.newlines = [i for i, character in enumerate(text) if character == "\n"]
        self.found = Blocks()
        self.rule: Block | None = None
        self.indent = 0
        self.body = -1
        self.open: tuple[str, int] | None = None
        self.pending: tuple[list[tuple[str, Source]], str, int] | None = None

    def cut(self) -> Blocks:
        start = 0
        for row in mask(self.text).split("\n"):
            if row.strip():
                self.read_row(row, start)
            start += len(row) + 1
        self.close(len(self.text))
        return self.found

    def line_at(self, offset: int) -> int:
        return bisect_right(self.newlines, offset - 1) + 1

    def source(self, start: int, end: int) -> Source:
        return Source(self.text[start:end], self.line_at(start))

    def read_row(self, row: str, start: int) -> None:
        indent = _width(row)
        if self.pending is not None and indent > self.indent:
            return
        if self.rule is not None and indent > self.indent:
            self.body = indent if self.body < 0 else self.body
            directive = _DIRECTIVE.match(row) if indent == self.body else None
            if directive:
                self.close(start)
                self.open = (directive["name"], start + directive.end())
            return
        self.close(start)
        self.rule = None
        self.indent, self.body = indent, -1
        module = _MODULE.match(row)
        if header := _RULE.match(row) or _USE.match(row) or module:
            base = header.groupdict().get("base") or ""
            self.rule = Block(header["name"], self.line_at(start), base)
            found = self.found.modules if header is module else self.found.rules
            found.append(self.rule)
        elif named := _GLOBAL.match(row):
            self.pending = (self.found.globals, named["name"], start + named.end())
        elif function := _FUNCTION.match(row):
            self.pending = (self.found.functions, function["name"], start)
        elif assigned := _ASSIGNMENT.match(row):
            source = self.source(start + assigned.end(), start + len(row))
            self.found.assignments.append((assigned["name"], source))

    def close(self, end: int) -> None:
        """End what is being read: a directive, a setting, a function."""
        if self.rule is not None and self.open is not None:
            name, start = self.open
            self.rule.directives[name] = self.source(start, end)
        if self.pending is not None:
            found, name, start = self.pending
            found.append((name, self.source(start, end)))
        self.open = self.pending = None


def _width(row: str) -> int:
    expanded = row.expandtabs(8)
    return len(expanded) - len(expanded.lstrip())
