"""The summary of one Python file: what its code does, in the order in which it does it.

A summary depends on nothing but the file's bytes, so it can be cached by content; linking
evaluates it from an entry point, with the command line that starts it.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import TypeAlias

from mlaudit.model.expression import Expression
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.shell import Script


@immutable
class Parameter:
    """One parameter; `kind` is "positional", "keyword", "args" (`*x`) or "kwargs" (`**x`)."""

    name: str
    kind: str = "positional"
    default: Expression | None = None
    annotation: Expression | None = None


@immutable
class Function:
    """A function definition; `line` is that of `def`."""

    name: str
    parameters: tuple[Parameter, ...]
    body: tuple[Statement, ...]
    decorators: tuple[Expression, ...]
    line: int


@immutable
class Class:
    """A class definition; `keywords` are those of the class header (`metaclass=…`)."""

    name: str
    bases: tuple[Expression, ...]
    keywords: tuple[tuple[str, Expression], ...]
    body: tuple[Statement, ...]
    decorators: tuple[Expression, ...]
    line: int


@immutable
class Assign:
    """`target = … = value`; also annotated and augmented assignments.

    `value` is None for a bare annotation (`x: int`), which only dataclass-like bodies need.
    """

    targets: tuple[Expression, ...]
    value: Expression | None
    line: int
    annotation: Expression | None = None


@immutable
class Evaluate:
    """An expression that stands as a statement."""

    value: Expression
    line: int


@immutable
class Return:
    """`return value`."""

    value: Expression
    line: int


@immutable
class Raise:
    """`raise value`; ends the branch it stands in."""

    value: Expression | None
    line: int


@immutable
class Leave:
    """`break`, or `continue` where `again` is true."""

    line: int
    again: bool = False


@immutable
class If:
    """`if test: … else: …`; a `match` is a chain of these."""

    test: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    line: int


@immutable
class For:
    """A `for` loop."""

    target: Expression
    iterable: Expression
    body: tuple[Statement, ...]
    otherwise: tuple[Statement, ...]
    line: int


@immutable
class While:
    """A `while` loop."""

    test: Expression
    body: tuple[Statement, ...]
    line: int


@immutable
class With:
    """A `with` statement: (context expression, target or None) of each item."""

    items: tuple[tuple[Expression, Expression | None], ...]
    body: tuple[Statement, ...]
    line: int


@immutable
class Handler:
    """One `except` clause; `types` is None for a bare `except`."""

    types: Expression | None
    name: str | None
    body: tuple[Statement, ...]


@immutable
class Try:
    """A `try` statement."""

    body: tuple[Statement, ...]
    handlers: tuple[Handler, ...]
    otherwise: tuple[Statement, ...]
    final: tuple[Statement, ...]
    line: int


@immutable
class Import:
    """`import module [as alias]` (`names` empty) or `from module import names`.

    Attributes:
        module: the dotted name, "" for `from . import x`.
        names: (name, bound name) pairs; ("*", "*") for a star import.
        alias: the bound name of a plain import, or None (then its first part is bound).
        level: number of leading dots.
    """

    module: str
    names: tuple[tuple[str, str], ...]
    alias: str | None
    level: int
    line: int


@immutable
class Global:
    """`global names` or `nonlocal names`."""

    names: tuple[str, ...]
    line: int = 0


@immutable
class Shell:
    """A shell line or cell of a notebook (`!cmd`, `%cd`, `%run`, `%%bash`).

    `persistent` is true where a change of directory outlives the line (`%cd`); `%run x.py` is
    the command `python x.py` with `same_process` true.
    """

    script: Script
    line: int
    persistent: bool = False
    same_process: bool = False


Statement: TypeAlias = (
    Function
    | Class
    | Assign
    | Evaluate
    | Return
    | Raise
    | Leave
    | If
    | For
    | While
    | With
    | Try
    | Import
    | Global
    | Shell
)


@immutable
class Module:
    """The summary of one file of Python code.

    Attributes:
        path: POSIX path relative to the scanned root.
        body: the statements of the top level.
        cells: for notebooks, (first line, cell index) of each code cell in the joined source.
        runnable: whether starting the file does something: a main guard, calls at top level, or a
            web application, which a server starts by the name of the module.
        docstring: the module docstring, "" when there is none.
        parameters: for notebooks, the slice of the body that given parameters replace.
    """

    path: str
    body: tuple[Statement, ...]
    cells: tuple[tuple[int, int], ...] = ()
    runnable: bool = False
    docstring: str = ""
    parameters: tuple[int, int] = (0, 0)

    def place(self, line: int) -> Place:
        """The place of a line of the joined source, as a person finds it."""
        before = bisect_right(self.cells, (line, sys.maxsize)) if self.cells else 0
        if not before:
            return Place(self.path, line)
        first, cell = self.cells[before - 1]
        return Place(self.path, line - first + 1, cell)
