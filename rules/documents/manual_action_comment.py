"""DOC006: a comment that tells the next person to do something by hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.patterns import lazy_regex

_ACTIONS = frozenset(
    {"download", "copy", "move", "upload", "label", "annotate", "rename", "export", "place", "put",
     "promote", "approve", "unzip", "extract", "request", "ask", "restart"}
)  # fmt: skip
_SOURCES = ("comment", "notebook")
_OF_TEXT = lazy_regex(r"\b(?:section|paragraph|block|stanza|field|key)s?\b", re.IGNORECASE)
"""Where something is moved to inside of a file."""


def find_manual_action_comments(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each such sentence in code that the workflow runs."""
    runners = _units_by_file(workflow)
    for instruction in workflow.instructions:
        if _asks(instruction) and instruction.place.path in runners:
            yield _observe(workflow, instruction, runners[instruction.place.path])


def _asks(instruction: Instruction) -> bool:
    """Does it ask for something that a person does outside the code?"""
    carries = instruction.verb in _ACTIONS and not _OF_TEXT.search(instruction.text)
    return instruction.source in _SOURCES and (instruction.manual or carries)


def _units_by_file(workflow: Workflow) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for path in dict.fromkeys((unit.path, *unit.runs)):
            found[path].append(unit.id)
    return found


def _observe(workflow: Workflow, instruction: Instruction, units: list[str]) -> Observation:
    known = workflow.artifact_by_id
    named = tuple(name for name in instruction.mentions if is_inside(name) and name in known)
    needed = any(unit in workflow.deliverables_of_step for unit in units)
    return Observation(
        place=instruction.place,
        scope=instruction.heading,
        subject=instruction.text,
        message=f'A comment in {instruction.place.path} asks a person: "{instruction.text}"; '
        "nothing does it and nothing checks that it was done.",
        remedy="Do it in code, or fail with a message that says what is missing; if it must stay "
        "with a person, register it as a documented manual step.",
        severity=Severity.MEDIUM if needed or named else Severity.LOW,
        confidence=_confidence(instruction, bool(named)),
        about=(*units, *named),
    )


def _confidence(instruction: Instruction, named: bool) -> Confidence:
    if "download" in instruction.text.lower() and not instruction.mentions:
        return Confidence.LOW  # of what, cannot be compared with what is kept by now
    return Confidence.HIGH if instruction.manual and named else Confidence.MEDIUM


RULE = Rule(
    code="DOC006",
    slug="manual-action-comment",
    family="documents",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_manual_action_comments,
)
