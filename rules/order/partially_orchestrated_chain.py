"""ORD011: data that goes from a person's run to an orchestrated step, or back."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.crossings import Crossing, crossings
from mlaudit.graph.analysis.edges import evidence_of
from mlaudit.graph.analysis.units import is_automatic
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, name_of, name_of_whole
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_SEVERITIES = {"machine": Severity.HIGH, "person": Severity.MEDIUM, "": Severity.LOW}


def find_partially_orchestrated_chains(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each unit run by hand that hands data to a machine, or takes it from one."""
    return (_observe(workflow, crossing) for crossing in crossings(workflow))


def _observe(workflow: Workflow, crossing: Crossing) -> Observation:
    reading = crossing.reading
    evidence = evidence_of(workflow, crossing.edges, name_of)
    return Observation(
        place=reading.place,
        scope=reading.scope,
        subject=crossing.artifacts[0],
        message=_message(crossing),
        remedy=_remedy(crossing),
        severity=_SEVERITIES[crossing.stakes],
        confidence=crossing.confidence,
        evidence=tuple(item for item in evidence if item.place != reading.place)[:10],
        about=crossing.about,
        parts=parts_of(reading.place.path, reading.scope, crossing.artifacts),
    )


def _message(crossing: Crossing) -> str:
    hand, machine = name_of_whole(crossing.hand), crossing.machines[0]
    others = len(crossing.machines) - 1
    more = f" (and {others} more)" if others else ""
    how = "starts by itself" if is_automatic(machine) else "is a step of a pipeline"
    names = listing(crossing.artifacts)
    if crossing.to_machine:
        what = f"but reads {names} as the last run of {hand} by hand left it."
    else:
        what = f"but {hand}, which needs {names} from it, waits until a person runs it."
    return f"{name_of(machine)}{more} {how}, {what}"


def _remedy(crossing: Crossing) -> str:
    hand, machine = crossing.hand, crossing.machines[0]
    where = "before" if crossing.to_machine else "after"
    if hand.label and not hand.command:
        return f"Let {machine.path} start {hand.label} as a step of its own {where} {machine.name}."
    command = hand.command or hand.step.name
    return f"Add `{command}` to {machine.path} as a step of its own {where} {machine.name}."


RULE = Rule(
    code="ORD011",
    slug="partially-orchestrated-chain",
    family="order",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_partially_orchestrated_chains,
)
