"""ART006: the output of one particular run, chosen by a person and written into the code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.chosen import BY_TIME, first_reads, is_only_told, tool_of_run
from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.paths import is_local, is_placeholder
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Confidence, Severity, StepKind
from mlaudit.model.workflow import Access, Step

_Read = tuple[Step, Access]


def find_picked_outputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that names such paths."""
    files: dict[str, list[_Read]] = defaultdict(list)
    for id_, reads in sorted(first_reads(workflow, pipeline_units(workflow)).items()):
        own = [read for read in reads if not _is_example(workflow, *read)]
        if own and _is_picked(workflow, id_):
            files[own[0][1].place.path].append(own[0])
    for path in sorted(files):
        yield _observe(workflow, files[path])


def _is_example(workflow: Workflow, step: Step, access: Access) -> bool:
    told = step.kind == StepKind.README_COMMAND
    return told or is_only_told(workflow, step, access.artifact)


def _is_picked(workflow: Workflow, id_: str) -> bool:
    """Does it lie in the output of one run, and does no step write exactly that name?

    Data of a day that version control keeps are a fixed input.
    """
    artifact = workflow.artifact_by_id.get(id_)
    if artifact is None or not is_local(id_) or is_placeholder(id_) or tool_of_run(id_) is None:
        return False
    if tool_of_run(id_) == BY_TIME and artifact.tracking in KEPT:
        return False
    varies = artifact.form == ArtifactForm.PATTERN
    return not varies and id_ not in workflow.writes


def _observe(workflow: Workflow, reads: list[_Read]) -> Observation:
    reads = sorted(reads, key=lambda read: read[1].place.sort_key)
    first = reads[0][1]
    names = list(dict.fromkeys(access.artifact for _, access in reads))
    makers = [id_ for name in names for id_ in workflow.producers.get(name, ())]
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=names[0],
        message=f"{first.place.path} reads {listing(names, 2)}, the output of one run "
        f"({tool_of_run(names[0])} named it); a person chose that run, why is written nowhere, and "
        "the next training writes elsewhere.",
        remedy="Let the training copy its result to one fixed name, or register it and load it by "
        "an alias that the pipeline sets; or hand the path in as a parameter.",
        confidence=Confidence.MEDIUM if tool_of_run(names[0]) == BY_TIME else None,
        evidence=(
            *(Evidence(a.place, f"reads {a.artifact}") for _, a in reads[1:8]),
            *(
                Evidence(workflow.step_by_id[id_].place, f"{id_} writes into such folders")
                for id_ in list(dict.fromkeys(makers))[:3]
            ),
        ),
        about=tuple(dict.fromkeys((*names, *(unit.id for unit, _ in reads)))),
    )


RULE = Rule(
    code="ART006",
    slug="hand-picked-run-output",
    family="artifacts",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_picked_outputs,
)
