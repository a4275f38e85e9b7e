"""DOC009: code that finds something missing and asks a person to see to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.hand_edits import units_by_file
from mlaudit.graph.analysis.told import meant_artifacts
from mlaudit.graph.analysis.units import services
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.facts import Instruction
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Role, Severity

_BRING = frozenset(
    {"download", "place", "put", "copy", "move", "rename", "unzip", "extract", "obtain", "request"}
)
_MAKE = frozenset({"run", "execute", "build", "generate", "create", "train", "start", "get", "add"})
_ASKING = re.compile(
    r"\b(please|first|must|need(?:s|ed)? to|have to|make sure|did you|before|missing|not found|"
    r"does ?n[o']t exist|no such)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(first|before|beforehand|did you)\b", re.IGNORECASE)
_USAGE = re.compile(
    r"\bpip install|\bconda install|\b(?:press|click|browser|sidebar|tab|button|form|argument)\b"
    r"|\b(?:flag|option)\b|\buv sync|\bpoetry (?:add|install)|\bapt(?:-get)? install"
    r"|\busage:|--[a-z]",
    re.IGNORECASE,
)


def find_messages(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file and the code around the messages."""
    groups: dict[tuple[str, str], list[Instruction]] = defaultdict(list)
    for instruction in workflow.instructions:
        asks = instruction.source == "message" and _asks(instruction)
        if asks and _is_own(workflow, instruction.place.path):
            groups[instruction.place.path, instruction.heading].append(instruction)
    for key in sorted(groups):
        yield _observe(workflow, groups[key])


def _is_own(workflow: Workflow, path: str) -> bool:
    """Is it code of the project that something other than a service runs or may import?"""
    file = workflow.project.by_path.get(path)
    if file is None or file.role != Role.PIPELINE or not workflow.deliverables:
        return False
    units = units_by_file(workflow).get(path, ())
    return not units or not all(unit.id in services(workflow) for unit in units)


def _asks(instruction: Instruction) -> bool:
    text = instruction.text
    if _USAGE.search(text) or not _ASKING.search(text):
        return False
    if instruction.verb in _BRING:
        return True
    return instruction.verb in _MAKE and bool(_FIRST.search(text) or instruction.mentions)


def _observe(workflow: Workflow, told: list[Instruction]) -> Observation:
    first = told[0]
    units = units_by_file(workflow).get(first.place.path, ())
    needed = any(unit.id in workflow.deliverables_of_step for unit in units)
    artifacts = meant_artifacts(workflow, told)
    runs = first.verb in _MAKE
    remedy = (
        "Declare that step as what comes before (a stage in dvc.yaml or a Makefile target), or let "
        "this code call it."
        if runs
        else "Fetch it in a step and check its hash (`dvc import-url`), so that the message is "
        "never needed."
    )
    return Observation(
        place=first.place,
        scope=first.heading,
        subject=first.text[:120],
        message=f"{first.place.path} knows what is missing and asks a person to see to it: "
        f'"{first.text[:160]}"',
        remedy=remedy,
        severity=Severity.HIGH if needed else Severity.MEDIUM,
        evidence=tuple(Evidence(item.place, item.text[:120]) for item in told[1:6]),
        about=(*(unit.id for unit in units), *artifacts),
    )


RULE = Rule(
    code="DOC009",
    slug="instruction-in-error-message",
    family="documents",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_messages,
)
