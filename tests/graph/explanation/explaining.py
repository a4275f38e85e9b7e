"""Explains the accesses of small programs in the tests, without a tree on disk."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.explanation.capture import Captured, capture
from mlaudit.graph.explanation.trace import Found, Trace
from mlaudit.graph.python.evaluation import CodeCall
from mlaudit.graph.python.interpreter import Start, run_code
from mlaudit.model.explanation import Source
from mlaudit.model.workflow import Access, Unresolved
from mlaudit.report.source_words import tell_gap, tell_source, tell_value
from tests.graph.python.running import Files, make_world


def captured(
    files: str | Files, command: str | None = None, *, entry: str = "main.py", **environment: str
) -> dict[str, list[Captured]]:
    """How everything comes about, by artifact, or by the word "unresolved" or "command"."""
    tree = {entry: files} if isinstance(files, str) else files
    world = make_world(tree)
    settings = tuple(p for p in sorted(world.facts) if world.facts[p].data is not None)
    gathered: dict[str, list[Captured]] = {}

    def keep(trace: Trace, found: Found) -> None:
        name = found.artifact if isinstance(found, Access) else "unresolved"
        name = "command" if isinstance(found, CodeCall) else name
        assert isinstance(found, Access | Unresolved | CodeCall)
        gathered.setdefault(name, []).append(capture(trace, settings, found))

    arguments = None if command is None else tuple(command.split())
    run_code(world, Start(entry, arguments, ".", tuple(environment.items())), Trace(keep))
    return gathered


def explain(
    files: str | Files,
    artifact: str,
    command: str | None = None,
    *,
    entry: str = "main.py",
    **environment: str,
) -> list[str]:
    """The lines of the first explanation of an artifact: calls, then sources, indented."""
    return show(captured(files, command, entry=entry, **environment)[artifact][0])


def show(found: Captured) -> list[str]:
    """The lines of one explanation."""
    calls, sources = found
    shown = [f"{line.place} {line.code}" for line in calls]
    return [*shown, *_list_sources(sources, 1)]


def _list_sources(sources: tuple[Source, ...], depth: int) -> Iterator[str]:
    for source in sources:
        value, gap = tell_value(source), tell_gap(source)
        told = (
            tell_source(source) + (f" -> {value}" if value else "") + (f" ?? {gap}" if gap else "")
        )
        yield f"{'  ' * depth}{source.place} {told}"
        yield from _list_sources(source.parts, depth + 1)
