"""What reading code of another language gives: a module like one of Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mlaudit.model.expression import Call, Name
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.model.summary import Assign, Evaluate, Function, Import, Module, Statement
from mlaudit.parsers.languages.reader import TooDeepError
from mlaudit.parsers.python.runnable import is_runnable

LONGEST = 1_000_000
"""Characters of a file that are read."""

_COMMON = {"sys.argv": "sys.argv", "yaml.safe_load": "yaml.safe_load"}

Read = Callable[[str], tuple[Statement, ...]]


def bind_names(library: str, meanings: Mapping[str, str]) -> tuple[Statement, ...]:
    """Statements that make names of a language known.

    Args:
        library: the part of the catalogue that describes the functions of the language.
        meanings: names of the language that mean what a name of Python means.
    """
    bound = [
        Import(python.rpartition(".")[0], ((python.rpartition(".")[2], name),), None, 0, 0)
        for name, python in sorted({**_COMMON, **meanings}.items())
    ]
    return (*bound, Import(library, (("*", "*"),), None, 0, 0))


def read_module(path: str, code: str, name: str, bound: tuple[Statement, ...], read: Read) -> Facts:
    """The facts of a file of code.

    Args:
        path: of the file.
        code: its text.
        name: of the format.
        bound: what makes the names of the language known.
        read: code to statements.
    """
    problems: tuple[Problem, ...] = ()
    if len(code) > LONGEST:
        reason = "only the beginning was read"
        problems = (Problem(Place(path), reason, whole=False),)
    try:
        body = read(code[:LONGEST])
    except (RecursionError, TooDeepError):
        return Facts(path, name, problems=(Problem(Place(path), "nested too deeply"),))
    module = Module(path, (*bound, *body), runnable=_does_something(body))
    return Facts(path, name, module=module, problems=problems)


def _does_something(body: tuple[Statement, ...]) -> bool:
    """Does running the code do more than define functions and constants?"""
    own = {statement.name for statement in body if isinstance(statement, Function)}
    for statement in body:
        value = statement.value if isinstance(statement, Assign | Evaluate) else None
        called = value.function if isinstance(value, Call) else None
        if isinstance(called, Name) and called.identifier in own:
            return True
    return is_runnable(tuple(s for s in body if not _sets_up(s)))


_SETTING_UP = frozenset(
    {"library", "require", "requireNamespace", "suppressPackageStartupMessages", "options"}
    | {"setwd", "theme_set", "exec", "suppressWarnings", "suppressMessages", "registerDoParallel"}
    | {"addpath", "clear", "clc", "close", "warning", "format", "rng", "pacman::p_load", "p_load"}
    | {"exportMethods", "gr", "gr()", "plotly", "global_settings", "set", "version", "capture"}
)


def _sets_up(statement: Statement) -> bool:
    if not isinstance(statement, Evaluate):
        return False
    value = statement.value
    if isinstance(value, Name):
        return True
    return (
        isinstance(value, Call)
        and isinstance(value.function, Name)
        and (value.function.identifier in _SETTING_UP)
    )
