"""LOV001: a model of which nobody can tell later what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.assurance import trainings
from mlaudit.graph.analysis.lineage import LostLineage, lost_lineages
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import part_of_project
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_missing_lineage(workflow: Workflow) -> Iterator[Observation]:
    """At most one finding for a project."""
    found = lost_lineages(workflow)
    if found:
        yield _observe(workflow, found)


def _observe(workflow: Workflow, found: tuple[LostLineage, ...]) -> Observation:
    steps = dict.fromkeys(id_ for lost in found for id_ in lost.deliverable.steps)
    first = next(t.effect for t in trainings(workflow) if t.unit.id in steps)
    reads = {access.artifact: access for lost in found for access in lost.data}
    code = any(lost.code for lost in found)
    missing = ["the code and the parameters"] if code else []
    missing += [f"the version of {listing(reads, 2)}"] if reads else []
    models = [lost.deliverable.artifact for lost in found]
    return Observation(
        place=first.place,
        scope=first.scope,
        subject="lineage",
        message=f"{listing(models, 2)} can be taken back to its training by memory alone: nothing "
        f"records {listing(missing)} that it was made from.",
        remedy="Record both with each training: track the data (`dvc add`, or `mlflow.log_input` "
        "with a digest) and write commit and parameters beside the model or into a tracked run.",
        severity=Severity.MEDIUM if any(lost.leaves for lost in found) else Severity.LOW,
        evidence=accesses_shown(reads.values())[:8],
        about=(*models, *reads, *steps),
        parts=part_of_project("lineage"),
    )


RULE = Rule(
    code="LOV001",
    slug="missing-lineage",
    family="observability",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_missing_lineage,
)
