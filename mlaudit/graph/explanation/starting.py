"""How a step comes to be started, from what a trigger or a person does down to its command."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from mlaudit.graph.code_commands import command_of_code
from mlaudit.graph.mentions import find_telling
from mlaudit.graph.performance import CodeStart
from mlaudit.model.explanation import CodeLine, Starting
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, StepFamily, StepKind
from mlaudit.model.workflow import Invocation, Step

_RANK = {level: rank for rank, level in enumerate(Automation)}
_MAX_LINES = 4
"""Longest chain of what starts what."""


def find_starts(
    workflow: Workflow, start: CodeStart, inside: frozenset[str]
) -> tuple[Starting, ...]:
    """The ways of starting a file with these words in this folder, best automated first.

    Args:
        workflow: with all invocations.
        start: of the file.
        inside: ids of the steps that may start it; all where it is empty.
    """
    path = start.target.path
    fitting = [
        invocation
        for invocation in workflow.invokers.get(path, ())
        if invocation.arguments == (start.arguments or ())
        and invocation.directory == start.directory
        and (not inside or invocation.by in inside)
    ]
    fitting.sort(key=lambda i: (_rank(workflow, i.by), i.place.sort_key))
    lines = (_lead_to(workflow, invocation) for invocation in fitting)
    found = tuple(dict.fromkeys(Starting(way, start.directory) for way in lines))
    step = workflow.step_by_id.get(path)
    if found or step is None:
        return found
    told = find_telling(workflow.instructions, path)
    command = CodeLine(step.command or path, None if told is None else told.place)
    return (Starting((command,), start.directory),)


def lead_to_step(workflow: Workflow, step: Step, depth: int = 0) -> tuple[CodeLine, ...]:
    """What leads to a step: the best automated chain alone."""
    if step.kind == StepKind.README_COMMAND or depth >= _MAX_LINES:
        return ()
    if step.kind.family == StepFamily.JOB:
        when = ", ".join(dict.fromkeys(trigger.kind.value for trigger in step.triggers))
        return (CodeLine(f"job {step.name}" + (f" on {when}" if when else ""), step.place),)
    invokers = [i for i in workflow.invokers.get(step.id, ()) if i.by != step.id]
    best = min(
        invokers, key=lambda i: (_rank(workflow, i.by), i.place.sort_key, i.by), default=None
    )
    return () if best is None else _lead_to(workflow, best, depth + 1)


def _lead_to(workflow: Workflow, invocation: Invocation, depth: int = 0) -> tuple[CodeLine, ...]:
    by = workflow.step_by_id.get(invocation.by)
    before = lead_to_step(workflow, by, depth) if by is not None else ()
    return (*before, CodeLine(show_command(workflow, invocation), invocation.place))


def show_command(workflow: Workflow, invocation: Invocation) -> str:
    """The command line of an invocation."""
    by, step = (workflow.step_by_id.get(id_) for id_ in (invocation.by, invocation.of))
    if by is not None and by.kind == StepKind.README_COMMAND:
        return by.name
    if step is not None and step.kind.family == StepFamily.PART:
        return step.name
    if step is None or ":" in step.id:
        return step.command if step is not None and step.command else invocation.of
    words = [command_of_code(step.kind, step.path), *map(_quote, invocation.arguments)]
    return " ".join(words)


def _quote(word: str) -> str:
    return word if "{" in word else shlex.quote(word)


def _rank(workflow: Workflow, id_: str) -> int:
    step = workflow.step_by_id.get(id_)
    return _RANK[step.automation] if step is not None else len(_RANK)


def started_inside(workflow: Workflow, ids: Iterable[str]) -> frozenset[str]:
    """The steps and everything that they start, directly or not."""
    found = set(ids)
    waiting = list(found)
    started: dict[str, list[str]] = {}
    for invocation in workflow.invocations:
        started.setdefault(invocation.by, []).append(invocation.of)
    while waiting:
        for inner in started.get(waiting.pop(), ()):
            if inner not in found:
                found.add(inner)
                waiting.append(inner)
    return frozenset(found)
