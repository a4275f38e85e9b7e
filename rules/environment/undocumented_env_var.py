"""ENV010: environment variables that code needs and that nothing names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.variables import unnamed_variables
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Access


def find_undocumented_variables(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file of code that reads such variables."""
    if not workflow.deliverables:
        return
    reads: dict[str, dict[str, Access]] = defaultdict(dict)
    units: dict[str, dict[str, None]] = defaultdict(dict)
    for unit, accesses in unnamed_variables(workflow):
        if unit.id in workflow.deliverables_of_step:
            for access in accesses:
                reads[access.place.path].setdefault(access.artifact, access)
                units[access.place.path][unit.id] = None
    told: set[str] = set()
    for path in sorted(reads):
        found = [access for id_, access in sorted(reads[path].items()) if id_ not in told]
        told.update(access.artifact for access in found)
        if found:
            yield _observe(found, tuple(units[path]))


def _observe(found: list[Access], units: tuple[str, ...]) -> Observation:
    first = min(found, key=lambda access: access.place.sort_key)
    names = [access.artifact.removeprefix("env:") for access in found]
    them = "them" if len(names) > 1 else "it"
    lines = "; ".join(f"{name}=" for name in names[:10])
    return Observation(
        place=first.place,
        also=tuple(access.place for access in found),
        scope="",
        subject=first.place.path,
        message=f"{first.place.path} needs {listing(names, 4)} in the environment; no document, "
        f"template or pipeline file in this repository names {them}, so a person must ask.",
        remedy=f"Commit a file .env.example without values and say in the README where they come "
        f"from: {lines}",
        evidence=tuple(
            Evidence(access.place, f"reads {access.artifact.removeprefix('env:')}")
            for access in found[:9]
            if access.place != first.place
        ),
        about=(*(access.artifact for access in found), *units),
        parts=parts_at(
            first.place.path, "", zip(names, (access.place for access in found), strict=True)
        ),
    )


RULE = Rule(
    code="ENV010",
    slug="undocumented-env-var",
    family="environment",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_undocumented_variables,
)
