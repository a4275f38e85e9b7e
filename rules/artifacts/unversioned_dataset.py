"""ART002: a data set from a person's run that something automatic takes in."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.paths import is_local, is_opaque, is_temporary
from mlaudit.graph.analysis.units import is_automatic, is_encoded, services
from mlaudit.graph.analysis.versioning import is_kept, writes_of_kind
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Access, Step

_DATA = frozenset({"dataset", "labels"})


def find_unversioned_datasets(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each data set that crosses from a person to a machine."""
    for unit, writes in writes_of_kind(workflow, _DATA):
        if is_encoded(unit) or unit.id in services(workflow):
            continue
        for access in writes:
            takers = _automatic_readers(workflow, unit, access)
            artifact = workflow.artifact_by_id[access.artifact]
            named = is_local(artifact.id) and not is_opaque(artifact.id)
            lasting = named and not is_temporary(artifact.id)
            if takers and lasting and not is_kept(workflow, artifact):
                yield _observe(workflow, unit, access, takers)


def _automatic_readers(workflow: Workflow, unit: Step, access: Access) -> tuple[Step, ...]:
    """The steps that take in what the unit writes, and not what they have just made themselves."""
    ids = {
        flow.after
        for (before, _), flows in workflow.flows_by_pair.items()
        for flow in flows
        if before == unit.id and flow.written == access.artifact
    }
    readers = (workflow.step_by_id[id_] for id_ in sorted(ids))
    serving = services(workflow)
    return tuple(
        step
        for step in readers
        if (is_automatic(step) or step.id in serving) and not _has_it_made(workflow, access, step)
    )


def _has_it_made(workflow: Workflow, access: Access, reader: Step) -> bool:
    """Does the reader make the data itself, or does a machine have them made ahead of it?"""
    if any(write.artifact == access.artifact for write in reader.writes):
        return True
    makers = workflow.producers.get(access.artifact, ())
    return any(workflow.is_fixed(maker, reader.id) for maker in makers if maker != reader.id)


def _observe(
    workflow: Workflow, unit: Step, access: Access, takers: tuple[Step, ...]
) -> Observation:
    artifact = workflow.artifact_by_id[access.artifact]
    names = listing(step.id for step in takers)
    return Observation(
        place=access.place,
        scope=access.scope,
        subject=artifact.id,
        message=f"{names} takes in {artifact.id} as a person's last run of {unit.path} left it; "
        f"{kept_out(artifact.tracking)}, so nobody can tell which data a run saw.",
        remedy=f"Keep a version of it (`dvc add {quote(artifact.id)}` and commit the .dvc file), "
        f"or let {takers[0].name} make it.",
        confidence=access.confidence,
        evidence=tuple(Evidence(step.place, f"{step.id} reads it") for step in takers),
        about=(artifact.id, unit.id, *(step.id for step in takers)),
    )


RULE = Rule(
    code="ART002",
    slug="unversioned-dataset",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unversioned_datasets,
)
