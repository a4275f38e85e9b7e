"""Files and constants that documents tell a person to edit before a run."""

from __future__ import annotations

import re
from collections import defaultdict

from mlaudit.graph.analysis.hand_edits import units_by_file
from mlaudit.graph.analysis.mentions import file_named
from mlaudit.graph.analysis.told import section_instructions
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_EDITS = frozenset(
    {"edit", "change", "modify", "set", "update", "replace", "adjust", "fill", "uncomment"}
    | {"comment", "specify", "configure"}
)
_FILES = (".py", ".ipynb", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".json", ".sh", ".r", ".R")
_CODE = (".py", ".ipynb", ".sh", ".r", ".R")
_OPTIONAL = lazy_regex(
    r"\bif (?:you|we|the|it|necessary|needed)\b|\boptional|\byou (?:can|may|might)\b"
    r"|\bto (?:add|extend)\b"
    r"|\b(?:new|another|different) (?:model|feature|stage|experiment|step|pipeline|parameter)s?\b"
    r"|\be\.g\.|\bexample\b|\bwhen adding\b",
    re.IGNORECASE,
)
_ASIDE = lazy_regex(
    r"contribut|develop|coding|authoring|guideline|adding|extend|troubleshoot|agent|runbook|"
    r"incident|never|anti-?pattern|experiment|metrics|history|existing",
    re.IGNORECASE,
)
_CONSTANT = lazy_regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_BEFORE_A_RUN = lazy_regex(r"\bbefore (?:you )?run|\bto (?:where|the path|point)\b")


@immutable
class ToldEdit:
    """What a person is told to edit.

    Attributes:
        target: path of a file of the project, or the name of a constant.
        told: the sentences that say so; never empty.
        units: those whose code or definition stands in the file.
        in_file: the target is a file.
    """

    target: str
    told: tuple[Instruction, ...]
    units: tuple[Step, ...]
    in_file: bool

    @property
    def first(self) -> Instruction:
        """The sentence that comes first, on the page that is nearest to the top of the tree."""
        return min(self.told, key=lambda item: (item.place.path.count("/"), item.place.sort_key))

    @property
    def is_settings(self) -> bool:
        """Is it a file that is there to be set, and no code or definition of the pipeline?"""
        return self.in_file and not self.units and not self.target.endswith(_CODE)


def told_edits(workflow: Workflow) -> tuple[ToldEdit, ...]:
    """Every file and constant that a document tells to edit, by its name."""
    groups: dict[str, list[Instruction]] = defaultdict(list)
    for (path, heading), section in section_instructions(workflow).items():
        for instruction in section:
            target = _target(workflow, instruction)
            if target and not _ASIDE.search(heading) and not _ASIDE.search(path):
                groups[target].append(instruction)
    return tuple(_describe(workflow, target, groups[target]) for target in sorted(groups))


def _target(workflow: Workflow, instruction: Instruction) -> str:
    """The file of code or settings, or else the constant, that is to be edited; "" for none."""
    if instruction.verb not in _EDITS or _OPTIONAL.search(instruction.text):
        return ""
    for mention in instruction.mentions:
        written = mention.replace("\\", "/")
        path = file_named(workflow, instruction, written) if written.endswith(_FILES) else None
        if path is not None:
            return path
    constants = [m for m in instruction.mentions if _CONSTANT.match(m)]
    return constants[0] if constants and _BEFORE_A_RUN.search(instruction.text) else ""


def _describe(workflow: Workflow, target: str, told: list[Instruction]) -> ToldEdit:
    units = units_by_file(workflow).get(target, ())
    return ToldEdit(target, tuple(told), units, target in workflow.project.by_path)
