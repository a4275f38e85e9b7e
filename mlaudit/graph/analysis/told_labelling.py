"""Documents that send a person to a labelling tool between two commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.told import section_instructions
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_LABELLING = lazy_regex(r"\b(?:label|annotat|tagg?ing\b|tags?\b|bounding box)", re.IGNORECASE)
_TOOL = lazy_regex(
    r"\b(?:vott|label[ -]?studio|labelimg|labelme|cvat|doccano|prodigy|roboflow|supervisely|"
    r"make ?sense|labelbox|dataturks|rectlabel|hasty)\b",
    re.IGNORECASE,
)


@immutable
class ToldLabelling:
    """A sentence by which a person labels in a program between two commands of one document.

    Attributes:
        instruction: the sentence.
        before, after: the documented commands around it that start code of the project.
    """

    instruction: Instruction
    before: Step
    after: Step


def told_labelling(workflow: Workflow) -> Iterator[ToldLabelling]:
    """The first such sentence between each two commands, in order of file and line."""
    found: dict[tuple[str, str], ToldLabelling] = {}
    for sentences in section_instructions(workflow).values():
        for instruction in sentences:
            around = _around(workflow, instruction) if _sends(instruction.text) else None
            if around is not None:
                labelling = ToldLabelling(instruction, *around)
                found.setdefault((around[0].id, around[1].id), labelling)
    yield from sorted(found.values(), key=lambda told: told.instruction.place.sort_key)


def _sends(text: str) -> bool:
    return bool(_LABELLING.search(text) and _TOOL.search(text))


def _around(workflow: Workflow, instruction: Instruction) -> tuple[Step, Step] | None:
    """The last command before a sentence and the first one behind it."""
    place = instruction.place
    commands = [
        step
        for step in workflow.steps
        if step.kind == StepKind.README_COMMAND and step.runs and step.place.path == place.path
    ]
    before = [step for step in commands if step.place.line < place.line]
    after = [step for step in commands if step.place.line > place.line]
    if not before or not after:
        return None
    return (
        max(before, key=lambda step: step.place.line),
        min(after, key=lambda step: step.place.line),
    )
