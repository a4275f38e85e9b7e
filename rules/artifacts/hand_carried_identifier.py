"""ART007: an id that a system made up, and that a person carried into the code."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.chosen import system_of_id
from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.releases import RELEASING
from mlaudit.graph.analysis.units import pipeline_units, services
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity, StepKind
from mlaudit.model.workflow import Step

_POINTER = re.compile(
    r"(best_|latest_|current_|prod_)?(run|model|experiment|version|job|task|endpoint)_?(id|version|name|info)?"
    r"\.txt|(run|model|best)_?(id|run)\.(txt|json)|run_info\.json",
    re.IGNORECASE,
)
_Use = tuple[Step, Place, str, str]


def find_carried_identifiers(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file with such ids, and for each pointer file without a writer."""
    files: dict[str, list[_Use]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for use in _uses(workflow, unit) if unit.kind != StepKind.README_COMMAND else ():
            files[use[1].path].append(use)
    for path in sorted(files):
        yield _observe(workflow, files[path])


def _uses(workflow: Workflow, unit: Step) -> Iterator[_Use]:
    for access in workflow.own_accesses(unit):
        if access.mode == "read" and _is_carried(workflow, access.artifact):
            yield unit, access.place, access.scope, access.artifact
    for effect in workflow.own_effects(unit):
        for named in (effect.artifact or "", effect.detail):
            if effect.kind in RELEASING and system_of_id(named):
                yield unit, effect.place, effect.scope, named


def _is_carried(workflow: Workflow, id_: str) -> bool:
    if system_of_id(id_) is not None:
        return not workflow.producers.get(id_)
    if _POINTER.fullmatch(posixpath.basename(id_)) is None or workflow.producers.get(id_):
        return False
    artifact = workflow.artifact_by_id.get(id_)
    return artifact is not None and (artifact.tracking in KEPT or not artifact.exists)


def _observe(workflow: Workflow, uses: list[_Use]) -> Observation:
    uses = sorted(uses, key=lambda use: use[1].sort_key)
    unit, place, scope, first = uses[0]
    names = list(dict.fromkeys(name for *_, name in uses))
    system = system_of_id(first)
    serves = any(step.id in services(workflow) for step, *_ in uses)
    needed = any(step.id in workflow.deliverables_of_step for step, *_ in uses)
    what = (
        f"{place.path} holds {listing(names, 2)}: an id that {system} gave to one run or model"
        if system
        else f"{place.path} reads {first}, which holds the id of one run or model and which no "
        "step writes"
    )
    return Observation(
        place=place,
        scope=scope,
        subject=first,
        message=f"{what}; a person looked it up and copied it there, and must do so again for "
        "each new one.",
        remedy="Let the step that makes it hand the id on (an output of the pipeline, a file that "
        "it writes), or give the version an alias in the registry and load it by that.",
        severity=Severity.HIGH if serves or needed else Severity.MEDIUM,
        confidence=None if system else Confidence.MEDIUM,
        evidence=tuple(Evidence(other, f"uses {name}") for _, other, _, name in uses[1:8]),
        about=tuple(dict.fromkeys((*(s.id for s, *_ in uses), *names, unit.id))),
    )


RULE = Rule(
    code="ART007",
    slug="hand-carried-identifier",
    family="artifacts",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_carried_identifiers,
)
