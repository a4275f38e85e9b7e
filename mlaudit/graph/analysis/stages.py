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


def name_of_stage(stage: Step) -> str:
    """The name of a stage in its file: stages of one loop share it."""
    return stage.name.partition("@")[0]


def is_same_loop(stage: Step, other: Step) -> bool:
    """Do both come from one definition?"""
    return (stage.path, name_of_stage(stage)) == (other.path, name_of_stage(other))


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
            families[unit.path, name_of_stage(unit)].append(unit)
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


def carriers(workflow: Workflow, stage: Step, path: str) -> tuple[str, ...]:
    """The declared inputs of a stage that are made, in the end, from a path or along with it.

    When the path changes, the stage runs again as far as one of them changes too.
    """
    return tuple(
        access.artifact
        for access in declared_by(workflow, stage, "read")
        if any(_comes_from(workflow, m, path, {stage.id}) for m in _makers(workflow, access))
    )


def _makers(workflow: Workflow, access: Access) -> list[Step]:
    """The steps whose definitions list the path as written."""
    steps = (workflow.step_by_id[id_] for id_ in workflow.producers.get(access.artifact, ()))
    return [s for s in steps if is_declared(access.artifact, declared_by(workflow, s, "write"))]


def _comes_from(workflow: Workflow, stage: Step, path: str, seen: set[str]) -> bool:
    if stage.id in seen:
        return False
    seen.add(stage.id)
    return is_declared(path, declared_by(workflow, stage)) or any(
        _comes_from(workflow, maker, path, seen)
        for access in declared_by(workflow, stage, "read")
        for maker in _makers(workflow, access)
    )
