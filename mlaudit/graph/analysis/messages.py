"""Messages by which code finds something missing and asks a person to see to it."""

from __future__ import annotations

import re
from collections import defaultdict

from mlaudit.graph.analysis.hand_edits import units_by_file
from mlaudit.graph.analysis.told import meant_artifacts
from mlaudit.graph.analysis.units import services
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_BRING = frozenset(
    {"download", "place", "put", "copy", "move", "rename", "unzip", "extract", "obtain", "request"}
)
_MAKE = frozenset({"run", "execute", "build", "generate", "create", "train", "start", "get", "add"})
_ASKING = lazy_regex(
    r"\b(please|first|must|need(?:s|ed)? to|have to|make sure|did you|before|missing|not found|"
    r"does ?n[o']t exist|no such)\b",
    re.IGNORECASE,
)
_FIRST = lazy_regex(r"\b(first|before|beforehand|did you)\b", re.IGNORECASE)
_USAGE = lazy_regex(
    r"\bpip install|\bconda install|\b(?:press|click|browser|sidebar|tab|button|form|argument)\b"
    r"|\b(?:flag|option)\b|\buv sync|\bpoetry (?:add|install)|\bapt(?:-get)? install"
    r"|\busage:|--[a-z]",
    re.IGNORECASE,
)


@immutable
class AskingCode:
    """What one function of the project's own code asks a person to do.

    Attributes:
        told: its messages; never empty.
        units: those whose code stands in the file.
        artifacts: ids of what steps read and nothing makes that the messages speak of.
        needed: a deliverable needs one of the units.
    """

    told: tuple[Instruction, ...]
    units: tuple[Step, ...]
    artifacts: tuple[str, ...]
    needed: bool

    @property
    def first(self) -> Instruction:
        """The message that comes first."""
        return self.told[0]

    @property
    def wants_a_run(self) -> bool:
        """Does it ask to run something, rather than to bring a file?"""
        return self.first.verb in _MAKE


def asking_code(workflow: Workflow) -> tuple[AskingCode, ...]:
    """What asks a person in such messages, by file and function."""
    groups: dict[tuple[str, str], list[Instruction]] = defaultdict(list)
    for instruction in workflow.instructions:
        asks = instruction.source == "message" and is_request(instruction)
        if asks and _is_own(workflow, instruction.place.path):
            groups[instruction.place.path, instruction.heading].append(instruction)
    return tuple(_describe(workflow, tuple(groups[key])) for key in sorted(groups))


def is_request(message: Instruction) -> bool:
    """Does the text ask to bring or make what is missing, and not how the program is used?"""
    if _USAGE.search(message.text) or not _ASKING.search(message.text):
        return False
    if message.verb in _BRING:
        return True
    return message.verb in _MAKE and bool(_FIRST.search(message.text) or message.mentions)


def _is_own(workflow: Workflow, path: str) -> bool:
    """Is it code of the project that something other than a service runs or may import?"""
    file = workflow.project.by_path.get(path)
    if file is None or file.role != Role.PIPELINE or not workflow.deliverables:
        return False
    units = units_by_file(workflow).get(path, ())
    return not units or not all(unit.id in services(workflow) for unit in units)


def _describe(workflow: Workflow, told: tuple[Instruction, ...]) -> AskingCode:
    units = units_by_file(workflow).get(told[0].place.path, ())
    needed = any(unit.id in workflow.deliverables_of_step for unit in units)
    return AskingCode(told, units, meant_artifacts(workflow, told), needed)
