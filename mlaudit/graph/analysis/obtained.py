"""Files that a person is told to get from elsewhere, whatever can make them besides."""

from __future__ import annotations

import posixpath

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.mentions import instructions_about
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.told import ACQUIRE
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Step


def is_told_to_obtain(workflow: Workflow, artifact: str) -> bool:
    """Does a document say where a file comes from, by its name or from the folder that it is in?"""
    beside = _told_in_folder(workflow).get(posixpath.dirname(artifact), ())
    return is_inside(artifact) and (
        bool(beside) or any(_sends_away(item) for item in instructions_about(workflow, artifact))
    )


def is_told_to_fetch(workflow: Workflow, unit: Step) -> bool:
    """Does a document give the command of a unit that does nothing but download?"""
    starters = [workflow.step_by_id[i.by] for i in workflow.invokers.get(unit.id, ())]
    told = any(step.kind == StepKind.README_COMMAND for step in (unit, *starters))
    fetched = {e.place for e in workflow.own_effects(unit) if e.kind == "download"}
    written = {a.place for a in workflow.own_accesses(unit) if a.mode == "write"}
    return told and bool(written) and written <= fetched


def _sends_away(instruction: Instruction) -> bool:
    """Does a document say to get something from an address?"""
    return (
        instruction.source == "document"
        and instruction.verb in ACQUIRE
        and any("://" in mention for mention in instruction.mentions)
    )


@asked_once
def _told_in_folder(workflow: Workflow) -> dict[str, tuple[Instruction, ...]]:
    """Such sentences by the folder of their document, that at the top left out."""
    found: dict[str, tuple[Instruction, ...]] = {}
    for instruction in workflow.instructions:
        folder = posixpath.dirname(instruction.place.path)
        if folder and _sends_away(instruction):
            found[folder] = (*found.get(folder, ()), instruction)
    return found
