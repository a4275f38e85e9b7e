"""What a person needs to know to do an action, and what nobody has written down."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from mlaudit.graph.transient import is_gone
from mlaudit.model.assessment import Action
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Automation
from mlaudit.model.workflow import Artifact, Step
from mlaudit.report.terminal.words import TRACKING_WORDS

_UNKNOWN = {
    "acquire": "Nobody has written down where it comes from.",
    "supply": "Nobody has written down which value to give.",
    "edit": "Nobody has written down which value is right.",
    "run": "Nobody has written down that this must be run.",
    "carry": "Nobody has written down which one to copy, and when.",
    "approve": "Nobody has written down what to look for.",
}
_FEW = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name or a command, which formats show as code."""

    text: str


Part: TypeAlias = str | Name
"""Words of mlaudit, in which what stands between backticks is code, or a name."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One line below an action; `gap` marks what nobody has written down."""

    parts: tuple[Part, ...]
    gap: bool = False


def list_details(workflow: Workflow, action: Action) -> Iterator[Detail]:
    """The lines below an action."""
    steps = [workflow.step_by_id[id_] for id_ in action.about if id_ in workflow.step_by_id]
    if action.kind in ("run", "release"):
        yield from _tell_commands(action, steps)
    if action.kind in ("acquire", "carry"):
        for id_ in action.about:
            artifact = workflow.artifact_by_id.get(id_)
            if artifact is not None:
                yield from _tell_file(workflow, artifact)
    if action.place is not None:
        shows = action.automation is Automation.HIDDEN
        yield _tell("The need shows at " if shows else "Told at ", Name(str(action.place)), ".")
    if action.reason:
        yield _tell("Why: ", action.reason, ".")
    if action.who or action.how:
        who, how = (told or "not said" for told in (action.who, action.how))
        yield _tell("Whose work: ", who, ". How: ", how, ".")
    if action.automation is Automation.HIDDEN:
        told = _UNKNOWN.get(action.kind, "Nobody has written down how this is done.")
        yield Detail((told,), gap=True)
    made = _list_made(workflow, action, steps)
    yield from (_tell("Check: ", Name(path), " is there.") for path in made[:_FEW])


def _tell(*parts: Part) -> Detail:
    return Detail(parts)


def _join(names: Iterable[str]) -> tuple[Part, ...]:
    """Names with commas between them."""
    parts = [part for name in names for part in (Name(name), ", ")]
    return tuple(parts[:-1])


def _tell_commands(action: Action, steps: list[Step]) -> Iterator[Detail]:
    commands = dict.fromkeys(step.command for step in steps if step.command)
    if action.automation is not Automation.SCRIPTED:  # that one command starts all of them
        for command in commands:
            if command != action.what:
                yield _tell("Command: ", Name(command), ", from the root of the repository")
    for step in steps:
        if step.directory != "." and action.automation is not Automation.SCRIPTED:
            folder = Name(shlex.quote(step.directory))
            yield _tell(Name(step.name), " works in the folder ", folder, ".")
        if step.arguments_missing:
            missing = _join(step.arguments_missing)
            yield Detail(("Nobody has written down what to give for ", *missing, "."), gap=True)


def _tell_file(workflow: Workflow, artifact: Artifact) -> Iterator[Detail]:
    readers = sorted(workflow.reads.get(artifact.id, {}).items())
    places = dict.fromkeys(str(a.place) for _, accesses in readers for a in accesses)
    yield _tell(Name(artifact.id), f": {artifact.kind}, {TRACKING_WORDS[artifact.tracking]}")
    if places:
        calls = sorted({a.call for _, accesses in readers for a in accesses})[:_FEW]
        yield _tell("Read at ", *_join(list(places)[:_FEW]), " with ", *_join(calls))
    if artifact.source:
        yield _tell("Source: ", Name(artifact.source))


def _list_made(workflow: Workflow, action: Action, steps: list[Step]) -> list[str]:
    """The files with fixed names that are there once an action is done."""
    made: dict[str, None] = {}
    if action.kind in ("acquire", "carry"):
        made = dict.fromkeys(action.about[:1])
    if action.kind in ("run", "carry"):
        made |= dict.fromkeys(id_ for step in steps for id_ in _list_left(workflow, step))
    known = workflow.artifact_by_id
    return [id_ for id_ in made if id_ in known and known[id_].form is ArtifactForm.PATH]


def _list_left(workflow: Workflow, step: Step) -> Iterator[str]:
    """The ids of what a step writes and neither moves away nor deletes afterwards."""
    effects = workflow.own_effects(step)
    for id_ in dict.fromkeys(access.artifact for access in step.writes):
        writes = [access for access in step.writes if access.artifact == id_]
        if not is_gone(id_, writes, effects):
            yield id_
