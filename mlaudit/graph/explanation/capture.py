"""What leads to an access in the moment in which it happens: calls, and the sources of its path."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.explanation.arguments import choose_argument
from mlaudit.graph.explanation.code import show, show_call
from mlaudit.graph.explanation.events import Called, Evaluated, Event, Executed
from mlaudit.graph.explanation.sources import find_sources
from mlaudit.graph.explanation.trace import Found, Trace
from mlaudit.graph.python.values import (
    FunctionValue,
)
from mlaudit.model import expression as e
from mlaudit.model.explanation import CodeLine, Source
from mlaudit.model.place import Place

MAX_CODE = 72
"""Longest call that is shown whole."""

Captured = tuple[tuple[CodeLine, ...], tuple[Source, ...]]
"""The calls that lead to an access, and the sources of its path."""


def capture(trace: Trace, files: tuple[str, ...], found: Found) -> Captured:
    """How something that was just found comes about."""
    acting = _acting(trace.stack)
    if acting is None:
        return tuple(_calls(trace.stack, None, None)), ()
    chosen = choose_argument(trace, acting, found)
    sources = find_sources(trace, files, *chosen) if chosen is not None else ()
    expression = chosen[0].expression if chosen is not None else None
    return tuple(_calls(trace.stack, acting, expression)), sources


def places_of(stack: list[Event]) -> Iterator[Place]:
    """The places of the calls that are active."""
    for event in stack:
        if isinstance(event, Evaluated) and isinstance(event.expression, e.Call):
            yield event.place


def _acting(stack: list[Event]) -> Evaluated | None:
    """The innermost call, which does the access; else the innermost expression."""
    evaluated = [event for event in stack if isinstance(event, Evaluated)]
    if not evaluated or isinstance(evaluated[-1].expression, e.Item):
        return evaluated[-1] if evaluated else None
    calls = [event for event in evaluated if isinstance(event.expression, e.Call)]
    return calls[-1] if calls else evaluated[-1]


def _calls(
    stack: list[Event], acting: Evaluated | None, chosen: e.Expression | None
) -> Iterator[CodeLine]:
    """The calls of scanned functions on the way, outermost first, and the one that acts."""
    for position, event in enumerate(stack):
        if isinstance(event, Evaluated) and event is acting:
            yield _show_line(event, chosen)
        elif isinstance(event, Evaluated) and isinstance(event.expression, e.Call):
            if _enters_code(stack[position + 1 :]):
                yield CodeLine(show_call(event.expression, None, MAX_CODE), event.place)
        elif isinstance(event, Called) and isinstance(event.callee, FunctionValue):
            if not isinstance(event.parent, Evaluated | Called):
                yield CodeLine(f"{event.callee.qualified}()", event.site.place)
        elif isinstance(event, Executed) and isinstance(event.parent, Executed):
            importer = event.parent.frame
            if event.frame.module is not importer.module:
                path = event.frame.module.module.path
                yield CodeLine(f"import of {path}", importer.place(importer.line))


def _enters_code(inner: list[Event]) -> bool:
    """Does a call lead into scanned code, by itself or through a library?"""
    for event in inner:
        if isinstance(event, Evaluated):
            return False
        if isinstance(event, Executed) or isinstance(event.callee, FunctionValue):
            return True
    return False


def _show_line(event: Evaluated, chosen: e.Expression | None) -> CodeLine:
    expression = event.expression
    if isinstance(expression, e.Call):
        return CodeLine(show_call(expression, chosen, MAX_CODE), event.place)
    return CodeLine(show(expression), event.place)
