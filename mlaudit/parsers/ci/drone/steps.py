"""The steps of a pipeline, which share a folder."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import ActionUse, DeclaredStep, Run, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.ci.drone.events import limit, runs_on_failure_only
from mlaudit.parsers.ci.scripts import join_scripts
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of


@immutable
class Pipeline:
    """What holds for all steps of a pipeline.

    Attributes:
        kind: of the steps.
        path: of the file.
        prefix: stands before the names of its steps, where a file has several pipelines.
        triggers: what starts it.
        anything: it says nothing of events.
        environment: variables of all its steps.
    """

    kind: StepKind
    path: str
    prefix: str
    triggers: tuple[Trigger, ...]
    anything: bool
    environment: tuple[tuple[str, str], ...]


def read_steps(steps: Data | None, pipeline: Pipeline) -> list[DeclaredStep]:
    """The steps in file order: one after the other, unless any says what it waits for."""
    named = [pair for pair in _named(steps) if not runs_on_failure_only(find(pair[1], "when"))]
    as_graph = any(step.get("depends_on") is not None for _, step in named)
    found: list[DeclaredStep] = []
    for name, step in named:
        wanted = [text for text, _ in texts_of(step.get("depends_on"))]
        earlier = [other for other, _ in named if other in wanted]
        after = earlier if as_graph else [other.name for other in found[-1:]]
        names = (pipeline.prefix + other for other in after) if as_graph else iter(after)
        found.append(_read_step(name, step, tuple(names), pipeline))
    return found


def _named(steps: Data | None) -> Iterator[tuple[str, Table]]:
    """(name, step) of a list or a table of steps."""
    for number, item in enumerate(items_of(steps), 1):
        if isinstance(item, Table):
            yield text_of(item.get("name")) or f"step {number}", item
    for entry in entries_of(steps):
        if isinstance(entry.value, Table):
            yield entry.key, Table(entry.value.entries, entry.line)


def _read_step(name: str, step: Table, after: tuple[str, ...], pipeline: Pipeline) -> DeclaredStep:
    place = Place(pipeline.path, step.line)
    triggers = limit(step.get("when"), pipeline.triggers, place, anything=pipeline.anything)
    lines = list(texts_of(step.get("commands")))
    settings = step.get("settings")
    image = text_of(step.get("image"))
    uses: tuple[ActionUse, ...] = ()
    if settings is not None and image:
        inputs = tuple((e.key, text_as_written(e.value)) for e in entries_of(settings))
        uses = (ActionUse(image, inputs, place),)
    return DeclaredStep(
        pipeline.kind,
        pipeline.prefix + name,
        place,
        pipeline.prefix + name,
        runs=_runs(lines, pipeline.path, text_of(step.get("directory"))),
        after=after,
        triggers=triggers,
        uses=uses,
        environment=(*pipeline.environment, *read_environment(step.get("environment"))),
        image=image,
        group=pipeline.path,
    )


def _runs(lines: list[tuple[str, int]], path: str, directory: str | None) -> tuple[Run, ...]:
    if not lines:
        return ()
    return (Run(Place(path, lines[0][1]), script=join_scripts(lines), directory=directory),)


def read_environment(data: Data | None) -> tuple[tuple[str, str], ...]:
    """Variables, in a table or a list of `NAME=value`; "" for those that come from a secret."""
    found = [
        (e.key, text_as_written(e.value) if isinstance(e.value, Scalar) else "")
        for e in entries_of(data)
    ]
    pairs = (text.partition("=") for text, _ in texts_of(data))
    return (*found, *((name, value) for name, sign, value in pairs if sign))
