"""Code of other languages in cells of notebooks and chunks of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from mlaudit.model.summary import Import, Module, Statement
from mlaudit.parsers.languages.julia import BOUND as BOUND_IN_JULIA
from mlaudit.parsers.languages.julia_reader import read_julia
from mlaudit.parsers.languages.matlab import BOUND as BOUND_IN_MATLAB
from mlaudit.parsers.languages.matlab_reader import read_matlab
from mlaudit.parsers.languages.r import BOUND as BOUND_IN_R
from mlaudit.parsers.languages.r_reader import read_r
from mlaudit.parsers.languages.reader import TooDeepError

Chunk = tuple[int, str]
"""The line on which code starts, and the code."""

_READERS: dict[str, tuple[tuple[Statement, ...], Callable[[str, int], tuple[Statement, ...]]]] = {
    "r": (BOUND_IN_R, read_r),
    "ir": (BOUND_IN_R, read_r),
    "julia": (BOUND_IN_JULIA, read_julia),
    "octave": (BOUND_IN_MATLAB, read_matlab),
    "matlab": (BOUND_IN_MATLAB, read_matlab),
}

LANGUAGES = frozenset(_READERS)
"""Names of the languages whose code is read."""


def read_chunks(language: str, chunks: Iterable[Chunk]) -> tuple[Statement, ...]:
    """The statements of the chunks of one language, after what makes its names known."""
    bound, read = _READERS[language]
    found: list[Statement] = []
    for line, code in chunks:
        try:
            found += read(code, line)
        except (RecursionError, TooDeepError):
            continue
    return (*bound, *found) if found else ()


def add_statements(module: Module, more: tuple[Statement, ...]) -> Module:
    """A module with further statements in the order of their lines."""
    if not more:
        return module
    known = [s for s in more if isinstance(s, Import) and not s.line]
    rest = [s for s in (*module.body, *more) if s not in known]
    body = (*known, *sorted(rest, key=lambda s: getattr(s, "line", 0)))
    first, end = module.parameters
    moved = body.index(module.body[first - 1]) + 1 if first else len(known)
    return replace(
        module,
        body=body,
        runnable=module.runnable or len(more) > len(known),
        parameters=(moved, moved + end - first),
    )
