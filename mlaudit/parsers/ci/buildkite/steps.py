"""Command steps as steps.

Source: https://buildkite.com/docs/pipelines/configure/step-types/command-step
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import ActionUse, Declaration, DeclaredStep, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.ci.buildkite.order import Item, Sorter
from mlaudit.parsers.ci.holding import find_before, hold_back
from mlaudit.parsers.ci.kept_paths import to_kept_path
from mlaudit.parsers.ci.scripts import join_scripts
from mlaudit.parsers.ci.texts import is_true, text_as_written
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.patterns import lazy_regex

BUILDKITE_STEP = StepKind("buildkite-step", StepFamily.JOB, "pipeline")

_SOURCE = lazy_regex(r"build\.source\s*(==|!=)\s*[\"'](\w+)[\"']")
_TAG = lazy_regex(r"build\.tag\s*!=\s*null|build\.tag\s*=~")
_REQUEST = lazy_regex(r"build\.pull_request\.id\s*!=\s*null")
_SOURCES = {
    "schedule": TriggerKind.SCHEDULE,
    "ui": TriggerKind.DISPATCH,
    "api": TriggerKind.EVENT,
    "trigger_job": TriggerKind.EVENT,
    "webhook": TriggerKind.PUSH,
}


def read_steps(root: Data | None, path: str) -> list[DeclaredStep]:
    """The command steps of a pipeline; blocks are gates of what comes after them."""
    sorter = Sorter(path)
    sorter.read(find(root, "steps") if isinstance(root, Table) else root)
    order = {item.name: item.after for item in sorter.items}
    gates = {item.name: item.gate for item in sorter.items if item.gate is not None}
    inputs = {item.name: item.inputs for item in sorter.items}
    found = []
    for item in sorter.items:
        if item.gate is None:
            after, own = find_before(order, item.name, gates, gates)
            asked = [pair for name in item.after for pair in inputs.get(name, ())]
            step = _read_step(item, root, path)
            found.append(replace(step, after=after, gates=own, inputs=tuple(asked)))
    held = {step.name: step.gates[0].place for step in found if step.gates}
    return hold_back(found, held)


def _read_step(item: Item, root: Data | None, path: str) -> DeclaredStep:
    table = item.table
    place = Place(path, table.line)
    lines = list(_commands(table))
    artifacts = [
        Declaration(kept, Place(path, line), "upload")
        for text, line in texts_of(table.get("artifact_paths"))
        for part in text.split(";")
        if (kept := to_kept_path(part)) is not None
    ]
    return DeclaredStep(
        BUILDKITE_STEP,
        item.name,
        place,
        item.name,
        runs=(Run(Place(path, lines[0][1]), script=join_scripts(lines)),) if lines else (),
        reads=tuple(artifacts),
        triggers=tuple(_triggers(table, place)),
        uses=tuple(_uses(table, path)),
        environment=(*_environment(find(root, "env")), *_environment(table.get("env"))),
        image=next(_images(table), None),
        group=path,
    )


def _commands(table: Table) -> Iterator[tuple[str, int]]:
    for key in ("command", "commands"):
        yield from texts_of(table.get(key))


def _triggers(table: Table, place: Place) -> Iterator[Trigger]:
    """A build starts on a push, unless the step says that it is for other builds."""
    condition = text_of(table.get("if")) or ""
    off = is_true(table.get("skip")) or condition == "false"
    branches = text_of(table.get("branches")) or ""
    sources = [m[2] for m in _SOURCE.finditer(condition) if m[1] == "=="]
    kinds = [_SOURCES[source] for source in sources if source in _SOURCES]
    if _TAG.search(condition):
        kinds.append(TriggerKind.TAG)
    if _REQUEST.search(condition):
        kinds.append(TriggerKind.PULL_REQUEST)
    for kind in dict.fromkeys(kinds or [TriggerKind.PUSH]):
        detail = branches if kind == TriggerKind.PUSH else ""
        yield Trigger(kind, detail, place, enabled=not off)


def _uses(table: Table, path: str) -> Iterator[ActionUse]:
    other = text_of(table.get("trigger"))
    if other is not None:
        yield ActionUse(f"trigger {other}", (), Place(path, table.line_of("trigger")))
    for name, settings in _plugins(table):
        inputs = tuple((e.key, text_as_written(e.value)) for e in entries_of(settings))
        yield ActionUse(name, inputs, Place(path, table.line_of("plugins")))


def _plugins(table: Table) -> Iterator[tuple[str, Data | None]]:
    for item in items_of(table.get("plugins")) or (table.get("plugins"),):
        if isinstance(item, Scalar):
            yield str(item.value), None
        yield from ((entry.key, entry.value) for entry in entries_of(item))


def _images(table: Table) -> Iterator[str]:
    for name, settings in _plugins(table):
        image = text_of(find(settings, "image"))
        if name.startswith("docker#") and image:
            yield image


def _environment(data: Data | None) -> tuple[tuple[str, str], ...]:
    pairs = ((entry.key, text_as_written(entry.value)) for entry in entries_of(data))
    return tuple((name, "" if "$" in text else text) for name, text in pairs)
