"""The pipelines of a file, and the order of their steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mlaudit.model.data import Data, Entry, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.bitbucket.steps import read_step, takes_artifacts
from mlaudit.parsers.ci.handing import hand_over
from mlaudit.parsers.ci.holding import hold_back
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.ci.work import Work
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of

_KINDS = {
    "branches": TriggerKind.PUSH,
    "tags": TriggerKind.TAG,
    "pull-requests": TriggerKind.PULL_REQUEST,
    "custom": TriggerKind.DISPATCH,
}


@dataclass(slots=True)
class _Pipeline:
    """A pipeline while it is read."""

    root: Data | None
    path: str
    steps: list[DeclaredStep] = field(default_factory=list)
    works: dict[str, Work] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str | None], ...] = ()

    def read(self, items: Data | None, outer: Table | None = None) -> None:
        """Read steps one after the other; a stage around them counts for the first."""
        for item in items_of(items):
            for entry in entries_of(item):
                self._read(entry, outer)
            outer = None

    def _read(self, entry: Entry, outer: Table | None) -> None:
        if entry.key == "step" and isinstance(entry.value, Table):
            self._step(entry.value, outer, entry.line)
        elif entry.key == "parallel":
            inner = find(entry.value, "steps")
            before, ends = self.before, []
            for item in items_of(inner if inner is not None else entry.value):
                self.before = before
                for one in entries_of(item):
                    self._read(one, outer)
                ends.append(self.before)
            self.before = tuple(dict.fromkeys(name for end in ends for name in end)) or before
        elif entry.key == "stage" and isinstance(entry.value, Table):
            self.read(entry.value.get("steps"), entry.value)
        elif entry.key == "variables":
            self.inputs = tuple(_variables(entry.value))

    def _step(self, step: Table, outer: Table | None, line: int) -> None:
        if outer is not None:
            step = _with_stage(step, outer)
        name = text_of(step.get("name")) or f"step {len(self.steps) + 1}"
        while name in self.works:
            name += "'"
        found, work = read_step(step, name, self.root, self.path)
        if takes_artifacts(step):
            work.taken.append(Declaration(".", found.place, "download"))
        self.steps.append(replace(found, after=self.before, place=Place(self.path, line)))
        self.works[name] = work
        self.before = (name,)


def _with_stage(step: Table, stage: Table) -> Table:
    """The first step of a stage waits for a person where the stage does."""
    added = [
        Entry(key, value, stage.line_of(key))
        for key in ("trigger", "deployment")
        for value in [stage.get(key)]
        if value is not None
    ]
    return Table((*added, *step.entries), step.line)


def read_pipelines(root: Data | None, path: str) -> list[DeclaredStep]:
    """The steps of all pipelines of a file."""
    found: list[DeclaredStep] = []
    for name, items, trigger in _pipelines(root, path):
        pipeline = _Pipeline(root, path)
        pipeline.read(items)
        asked = trigger.kind == TriggerKind.DISPATCH
        steps = [
            replace(
                step,
                triggers=(trigger,),
                inputs=pipeline.inputs if asked else (),
                group=f"{path}#{name}",
            )
            for step in pipeline.steps
        ]
        held = {step.name: step.gates[0].place for step in steps if step.gates}
        found += hold_back(hand_over(steps, pipeline.works, name), held)
    return found


def _pipelines(root: Data | None, path: str) -> Iterator[tuple[str, Data, Trigger]]:
    for entry in entries_of(find(root, "pipelines")):
        if entry.key == "default":
            trigger = Trigger(TriggerKind.PUSH, "", Place(path, entry.line))
            yield "default", entry.value, trigger
        for inner in entries_of(entry.value) if entry.key in _KINDS else ():
            kind = _KINDS[entry.key]
            detail = "" if kind == TriggerKind.DISPATCH else inner.key
            name = f"{entry.key}/{inner.key}"
            yield name, inner.value, Trigger(kind, detail, Place(path, inner.line))


def _variables(data: Data) -> Iterator[tuple[str, str | None]]:
    for item in items_of(data):
        name, default = text_of(find(item, "name")), find(item, "default")
        if name is not None:
            yield name, None if default is None else text_as_written(default)
