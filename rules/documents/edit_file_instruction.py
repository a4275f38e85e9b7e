"""DOC003: a document tells a person to edit a file of the project before a run."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.hand_edits import units_by_file
from mlaudit.graph.analysis.told import section_instructions
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.facts import Instruction
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_EDITS = frozenset(
    {"edit", "change", "modify", "set", "update", "replace", "adjust", "fill", "uncomment"}
    | {"comment", "specify", "configure"}
)
_FILES = (".py", ".ipynb", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".json", ".sh", ".r", ".R")
_CODE = (".py", ".ipynb", ".sh", ".r", ".R")
_OPTIONAL = re.compile(
    r"\bif (?:you|we|the|it|necessary|needed)\b|\boptional|\byou (?:can|may|might)\b"
    r"|\bto (?:add|extend)\b"
    r"|\b(?:new|another|different) (?:model|feature|stage|experiment|step|pipeline|parameter)s?\b"
    r"|\be\.g\.|\bexample\b|\bwhen adding\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"contribut|develop|coding|authoring|guideline|adding|extend|troubleshoot|agent|runbook|"
    r"incident|never|anti-?pattern|experiment|metrics|history|existing",
    re.IGNORECASE,
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")


def find_edits(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file or constant that is to be edited."""
    if not workflow.deliverables:
        return
    groups: dict[str, list[Instruction]] = defaultdict(list)
    for (path, heading), section in section_instructions(workflow).items():
        for instruction in section:
            target = _target(workflow, instruction)
            if target and not _ASIDE.search(heading) and not _ASIDE.search(path):
                groups[target].append(instruction)
    for target in sorted(groups):
        yield _observe(workflow, target, groups[target])


def _target(workflow: Workflow, instruction: Instruction) -> str:
    """The file of code or settings, or else the constant, that is to be edited; "" for none."""
    if instruction.verb not in _EDITS or _OPTIONAL.search(instruction.text):
        return ""
    for mention in instruction.mentions:
        path = _file_of(workflow, instruction, mention.replace("\\", "/"))
        if path:
            return path
    constants = [m for m in instruction.mentions if _CONSTANT.match(m)]
    told = re.search(r"\bbefore (?:you )?run|\bto (?:where|the path|point)\b", instruction.text)
    return constants[0] if constants and told else ""


def _file_of(workflow: Workflow, instruction: Instruction, mention: str) -> str:
    if not mention.endswith(_FILES):
        return ""
    known = workflow.project.by_path
    beside = posixpath.join(posixpath.dirname(instruction.place.path), mention)
    for path in (posixpath.normpath(mention), posixpath.normpath(beside)):
        if path in known:
            return path
    named = [path for path in known if path.endswith("/" + mention)]
    return named[0] if len(named) == 1 else ""


def _observe(workflow: Workflow, target: str, told: list[Instruction]) -> Observation:
    first = min(told, key=lambda item: (item.place.path.count("/"), item.place.sort_key))
    units = units_by_file(workflow).get(target, ())
    in_file = target in workflow.project.by_path
    settings = in_file and not units and not target.endswith(_CODE)
    what = "Take the value from" if settings else "Make the value"
    how = "an environment variable or a file that is not committed" if settings else "an option"
    return Observation(
        place=first.place,
        scope=first.heading,
        subject=target,
        message=f"{first.place.path} tells a person to edit {target} before a run: "
        f'"{first.text[:160]}"',
        remedy=f"{what} {how} with a default, so that the same commit runs for everybody, and show "
        "the command with the option in the document.",
        severity=Severity.MEDIUM if in_file and not settings else Severity.LOW,
        confidence=Confidence.MEDIUM if in_file else Confidence.LOW,
        evidence=tuple(Evidence(item.place, item.text[:120]) for item in told if item is not first)[
            :6
        ],
        about=tuple(unit.id for unit in units),
    )


RULE = Rule(
    code="DOC003",
    slug="edit-file-instruction",
    family="documents",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_edits,
)
