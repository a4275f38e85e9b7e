"""ART007: an id that a system made up, and that a person carried into the code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.carried import CarriedId, carried_ids
from mlaudit.graph.analysis.units import services
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_carried_identifiers(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file with such ids, and for each pointer file without a writer."""
    files: dict[str, list[CarriedId]] = defaultdict(list)
    for use in carried_ids(workflow):
        files[use.place.path].append(use)
    for path in sorted(files):
        yield _observe(workflow, files[path])


def _observe(workflow: Workflow, uses: list[CarriedId]) -> Observation:
    uses = sorted(uses, key=lambda use: use.place.sort_key)
    first = uses[0]
    names = list(dict.fromkeys(use.name for use in uses))
    serves = any(use.step.id in services(workflow) for use in uses)
    needed = any(use.step.id in workflow.deliverables_of_step for use in uses)
    what = (
        f"{first.place.path} holds {listing(names, 2)}: an id that {first.system} gave to one run "
        "or model"
        if first.system
        else f"{first.place.path} reads {first.name}, which holds the id of one run or model and "
        "which no step writes"
    )
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=first.name,
        message=f"{what}; a person looked it up and copied it there, and must do so again for "
        "each new one.",
        remedy="Let the step that makes it hand the id on (an output of the pipeline, a file that "
        "it writes), or give the version an alias in the registry and load it by that.",
        severity=Severity.HIGH if serves or needed else Severity.MEDIUM,
        confidence=None if first.system else Confidence.MEDIUM,
        evidence=tuple(Evidence(use.place, f"uses {use.name}") for use in uses[1:8]),
        about=tuple(dict.fromkeys((*(use.step.id for use in uses), *names))),
        parts=parts_of(first.place.path, first.scope, names),
    )


RULE = Rule(
    code="ART007",
    slug="hand-carried-identifier",
    family="artifacts",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_carried_identifiers,
)
