"""MET001: reads and writes whose path could not be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mlaudit.graph.analysis.paths import is_opaque
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.analysis.writers import is_discharged
from mlaudit.judge.parts import parts_for_steps
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Step


def find_opaque_accesses(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit."""
    for unit in pipeline_units(workflow):
        gaps = {} if is_discharged(workflow, unit) else _gaps(workflow, unit)
        if gaps:
            yield _observe(workflow, unit, gaps)


def _gaps(workflow: Workflow, unit: Step) -> dict[Place, tuple[str, str, str]]:
    """(mode, call, reason) of each place where something is read or written under no known name."""
    found = {
        gap.place: (gap.mode, gap.call, str(gap.reason)) for gap in workflow.own_unresolved(unit)
    }
    for access in workflow.own_accesses(unit):
        if is_opaque(access.artifact):
            reason = f"only {access.artifact} is known"
            found.setdefault(access.place, (access.mode, access.call, reason))
    return {place: found[place] for place in sorted(found, key=lambda place: place.sort_key)}


def _observe(
    workflow: Workflow, unit: Step, gaps: dict[Place, tuple[str, str, str]]
) -> Observation:
    modes = Counter(mode for mode, _, _ in gaps.values())
    parts = [count(modes[mode], mode) for mode in ("read", "write") if modes[mode]]
    reasons = listing(reason for _, _, reason in gaps.values())
    opaque = tuple(
        access.artifact for access in workflow.own_accesses(unit) if is_opaque(access.artifact)
    )
    return Observation(
        place=next(iter(gaps)),
        also=tuple(gaps),
        subject=unit.id,
        message=f"{' and '.join(parts)} of {unit.id} could not be followed to a path ({reasons}); "
        "what they need or make has to be looked up in the code.",
        remedy="Declare them as deps and outs of a stage in dvc.yaml, or give the paths defaults "
        "that stand in the code or in a parameter file.",
        evidence=tuple(
            Evidence(place, f"{mode} through {via}: {reason}")
            for place, (mode, via, reason) in list(gaps.items())[:10]
        ),
        about=tuple(dict.fromkeys((unit.id, *opaque))),
        parts=parts_for_steps([unit]),
    )


RULE = Rule(
    code="MET001",
    slug="opaque-io",
    family="mlaudit",
    severity=Severity.INFO,
    confidence=Confidence.HIGH,
    check=find_opaque_accesses,
)
