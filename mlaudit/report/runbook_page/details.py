"""What a person needs to know to do an action, and what nobody has written down."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from mlaudit.graph.transient import is_gone
from mlaudit.model.assessment import Action
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Automation
from mlaudit.model.workflow import Artifact, Step
from mlaudit.report.markdown.text import code, escape, prose
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


def list_details(workflow: Workflow, action: Action) -> Iterator[str]:
    """Lines of Markdown below an action."""
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
        yield f"{'The need shows' if shows else 'Told'} at {code(str(action.place))}."
    if action.reason:
        yield f"Why: {prose(action.reason)}."
    if action.who or action.how:
        who, how = (prose(told or "not said") for told in (action.who, action.how))
        yield f"Whose work: {who}. How: {how}."
    if action.automation is Automation.HIDDEN:
        yield f"**{_UNKNOWN.get(action.kind, 'Nobody has written down how this is done.')}**"
    made = _list_made(workflow, action, steps)
    yield from (f"Check: {code(path)} is there." for path in made[:_FEW])


def _tell_commands(action: Action, steps: list[Step]) -> Iterator[str]:
    commands = dict.fromkeys(step.command for step in steps if step.command)
    if action.automation is not Automation.SCRIPTED:  # that one command starts all of them
        for command in commands:
            if command != action.what:
                yield f"Command: {code(command)}, from the root of the repository"
    for step in steps:
        if step.directory != "." and action.automation is not Automation.SCRIPTED:
            yield f"{code(step.name)} works in the folder {code(shlex.quote(step.directory))}."
        if step.arguments_missing:
            missing = ", ".join(code(argument) for argument in step.arguments_missing)
            yield f"**Nobody has written down what to give for {missing}.**"


def _tell_file(workflow: Workflow, artifact: Artifact) -> Iterator[str]:
    readers = sorted(workflow.reads.get(artifact.id, {}).items())
    places = dict.fromkeys(str(a.place) for _, accesses in readers for a in accesses)
    yield f"{code(artifact.id)}: {escape(artifact.kind)}, {TRACKING_WORDS[artifact.tracking]}"
    if places:
        told = ", ".join(code(place) for place in list(places)[:_FEW])
        calls = sorted({a.call for _, accesses in readers for a in accesses})[:_FEW]
        yield f"Read at {told} with {', '.join(code(call) for call in calls)}"
    if artifact.source:
        yield f"Source: {code(artifact.source)}"


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
