"""Stages that a tool follows by the files they declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import covers, is_opaque
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.matching import same_by_pattern
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Step

DECLARING = frozenset({StepKind.DVC_STAGE, StepKind.SNAKEMAKE_RULE, StepKind.MAKE_TARGET})
"""Kinds of step that are run again when what they declare as read has changed."""


def declared_by(workflow: Workflow, stage: Step, mode: str = "") -> tuple[Access, ...]:
    """What the definition of a stage lists as read or as written; both where no mode is given."""
    return tuple(
        access
        for access in workflow.own_accesses(stage)
        if access.evidence == "declared" and mode in ("", access.mode)
    )


@asked_once
def stage_families(workflow: Workflow) -> tuple[tuple[Step, ...], ...]:
    """The stages that declare something, those of one loop together."""
    families: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        if unit.kind in DECLARING and _declares(workflow, unit) and not unit.frozen:
            families[unit.path, unit.name.partition("@")[0]].append(unit)
    return tuple(tuple(families[key]) for key in sorted(families))


def _declares(workflow: Workflow, stage: Step) -> bool:
    """Does the tool follow it by its files? A Make target that is no file always runs."""
    mode = "write" if stage.kind == StepKind.MAKE_TARGET else ""
    return bool(declared_by(workflow, stage, mode))


def is_declared(path: str, declared: Iterable[Access]) -> bool:
    """Is a path declared, in a declared folder, or a folder around what is declared?"""
    return any(
        access.artifact == "."
        or is_opaque(access.artifact)
        or covers(access.artifact, path)
        or same_by_pattern(access.artifact, path)
        for access in declared
    )
