"""What every part of the search for sources needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mlaudit.graph.explanation.events import Evaluated
from mlaudit.graph.explanation.trace import Trace
from mlaudit.graph.python.values import (
    BoundMethod,
    ClassValue,
    ExternalValue,
    FunctionValue,
    ModuleValue,
    PartialValue,
    Value,
)
from mlaudit.model.explanation import Source

MAX_DEPTH = 24
"""Longest chain of sources."""
CODE = FunctionValue | ClassValue | ModuleValue | ExternalValue | BoundMethod | PartialValue
"""Values that are code, of which no part of a path is made."""


@dataclass(slots=True)
class Search:
    """A search in one trace.

    Attributes:
        trace: what happened.
        parts: the sources of the names in an expression, which the modules of the search need
            from each other.
        files: paths of the configuration files of the tree.
        active: what is being explained now, so that nothing is explained by itself.
    """

    trace: Trace
    parts: Callable[[Search, Evaluated, Value], tuple[Source, ...]]
    files: tuple[str, ...] = ()
    active: list[tuple[int, int]] = field(default_factory=list)
