"""Ids that a system made up for one run or model, and that a person carried into the code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from mlaudit.graph.analysis.chosen import system_of_id
from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.releases import RELEASING
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_POINTER = lazy_regex(
    r"(best_|latest_|current_|prod_)?(run|model|experiment|version|job|task|endpoint)_?(id|version|name|info)?"
    r"\.txt|(run|model|best)_?(id|run)\.(txt|json)|run_info\.json",
    re.IGNORECASE,
)


@immutable
class CarriedId:
    """One use of such an id, or of a pointer file that holds one and that no step writes.

    Attributes:
        step: the unit that uses it.
        place, scope: where.
        name: what holds the id: the artifact, or the words handed to a release.
    """

    step: Step
    place: Place
    scope: str
    name: str

    @property
    def system(self) -> str | None:
        """What made up the id, None for a pointer file."""
        return system_of_id(self.name)


def carried_ids(workflow: Workflow) -> Iterator[CarriedId]:
    """Every use by code and declarations of the project's own work; documents show examples."""
    for unit in pipeline_units(workflow):
        if unit.kind != StepKind.README_COMMAND:
            yield from _uses(workflow, unit)


def _uses(workflow: Workflow, unit: Step) -> Iterator[CarriedId]:
    for access in workflow.own_accesses(unit):
        if access.mode == "read" and _is_carried(workflow, access.artifact):
            yield CarriedId(unit, access.place, access.scope, access.artifact)
    for effect in workflow.own_effects(unit):
        for named in (effect.artifact or "", effect.detail):
            if effect.kind in RELEASING and system_of_id(named):
                yield CarriedId(unit, effect.place, effect.scope, named)


def _is_carried(workflow: Workflow, id_: str) -> bool:
    if system_of_id(id_) is not None:
        return not workflow.producers.get(id_)
    if _POINTER.fullmatch(posixpath.basename(id_)) is None or workflow.producers.get(id_):
        return False
    artifact = workflow.artifact_by_id.get(id_)
    return artifact is not None and (artifact.tracking in KEPT or not artifact.exists)
