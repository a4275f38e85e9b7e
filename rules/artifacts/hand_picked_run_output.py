"""ART006: the output of one particular run, chosen by a person and written into the code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.chosen import BY_TIME, picked_outputs, tool_of_run
from mlaudit.judge.evidence import accesses_shown
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Access, Step

_Read = tuple[Step, Access]


def find_picked_outputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that names such paths."""
    files: dict[str, list[_Read]] = defaultdict(list)
    for read in picked_outputs(workflow):
        files[read[1].place.path].append(read)
    for path in sorted(files):
        yield _observe(workflow, files[path])


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
            *accesses_shown(access for _, access in reads[1:8]),
            *(
                Evidence(workflow.step_by_id[id_].place, f"{id_} writes into such folders")
                for id_ in list(dict.fromkeys(makers))[:3]
            ),
        ),
        about=tuple(dict.fromkeys((*names, *(unit.id for unit, _ in reads)))),
        parts=parts_of(first.place.path, first.scope, names),
    )


RULE = Rule(
    code="ART006",
    slug="hand-picked-run-output",
    family="artifacts",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_picked_outputs,
)
