"""The facts of a Python file that defines steps, also where its code is nested without end."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.definitions.source import Source


def declare_in(
    source: Source, system: str, noun: str, read: Callable[[Source], Iterable[DeclaredStep]]
) -> Facts:
    """The steps that `read` finds in a file; `noun` says what is lost where it cannot end."""
    try:
        return Facts(source.path, system, steps=tuple(read(source)))
    except RecursionError:
        return too_deep(source.path, system, noun)


def too_deep(path: str, system: str, noun: str) -> Facts:
    """What is said where nesting hides the steps of a file; it is still read as code."""
    problem = Problem(Place(path), f"nested too deeply to find its {noun}", whole=False)
    return Facts(path, system, problems=(problem,))
