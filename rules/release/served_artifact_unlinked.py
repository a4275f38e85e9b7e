"""REL009: a service that loads a model which nothing in the repository puts there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.paths import is_known_inside
from mlaudit.graph.analysis.units import is_encoded, pipeline_units, services
from mlaudit.graph.analysis.versioning import MODELS, is_kept
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, lower, name_of
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Access, Step


def find_unlinked_models(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each model that services load."""
    loads: dict[str, list[tuple[Step, Access]]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        if unit.id in services(workflow):
            for access in workflow.own_accesses(unit):
                if access.mode == "read" and _is_unlinked(workflow, access):
                    loads[access.artifact].append((unit, access))
    for id_ in sorted(loads):
        yield _observe(workflow, loads[id_])


def _is_unlinked(workflow: Workflow, access: Access) -> bool:
    artifact = workflow.artifact_by_id[access.artifact]
    if artifact.kind not in MODELS or artifact.tracking in KEPT or is_kept(workflow, artifact):
        return False
    if not is_known_inside(artifact.id):
        return False
    makers = [workflow.step_by_id[id_] for id_ in workflow.producers.get(artifact.id, ())]
    return not any(is_encoded(maker) for maker in makers)


def _observe(workflow: Workflow, found: list[tuple[Step, Access]]) -> Observation:
    _, access = found[0]
    artifact = workflow.artifact_by_id[access.artifact]
    makers = workflow.producers.get(artifact.id, ())
    writers = () if makers else possible_writers(workflow, artifact)
    named = listing(name_of(workflow.step_by_id[id_]) for id_ in makers)
    origin = f"only a hand run of {named} writes it" if makers else "nothing puts it there"
    return Observation(
        place=access.place,
        scope=access.scope,
        subject=artifact.id,
        message=f"{access.place.path} serves {artifact.id}; {origin}{caveat(writers)} and "
        f"{kept_out(artifact.tracking)}, so a person must carry it to the service.",
        remedy="Load the model from a registry by version or alias, or let the build of the "
        "service fetch it (`dvc pull`, a download with a checksum).",
        confidence=lower(access.confidence, bool(access.guarded or writers) + ("*" in artifact.id)),
        evidence=(
            *(Evidence(a.place, f"{s.id} loads it too") for s, a in found[1:]),
            *(Evidence(workflow.step_by_id[id_].place, "writes it") for id_ in makers),
        ),
        about=tuple(dict.fromkeys((artifact.id, *(step.id for step, _ in found), *makers))),
    )


RULE = Rule(
    code="REL009",
    slug="served-artifact-unlinked",
    family="release",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_unlinked_models,
)
