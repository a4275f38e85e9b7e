"""Release: how does the deliverable reach those who use it?"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.vocabulary import Automation
from mlaudit.model.workflow import Step
from mlaudit.runbook.evidence import RELEASING
from mlaudit.runbook.people import open_inputs
from mlaudit.runbook.releases import RELEASE_EFFECTS, find_release_steps
from mlaudit.runbook.run_actions import automation_of, is_dispatched
from mlaudit.score.demand import Demand, Question, make_question

CODES = (
    "REL001", "REL006", "REL009", "REL002", "REL003", "REL010", "REL007", "REL011", "ORD008",
    "ORD005", "ORD010",
)  # fmt: skip


def ask_about_release(demand: Demand) -> Iterator[Question]:
    """One question for each step that packages, publishes or deploys the deliverable."""
    names = {demand.deliverable.artifact, *demand.deliverable.grouped}
    steps = [step for step in demand.steps if _releases(demand, step, names)]
    known = {step.id for step in steps}
    steps += [s for s in find_release_steps(demand.closure) if s.id not in known]
    for step in sorted(steps, key=lambda s: s.id):
        credit, rung = _rate(demand, step)
        yield make_question("release", "hop", (step.id,), credit, rung, CODES)
    if steps:
        return
    for name in sorted(names):
        if demand.evidence.find_instruction(name, RELEASING) is not None:
            rung = "a document tells a person to release it"
            yield make_question("release", "hop", (name,), 0.4, rung, CODES, passing=True)


def _releases(demand: Demand, step: Step, names: set[str]) -> bool:
    return any(
        effect.kind in RELEASE_EFFECTS and effect.artifact in names
        for effect in demand.workflow.own_effects(step)
    )


def _rate(demand: Demand, step: Step) -> tuple[float, str]:
    level = automation_of(demand.evidence, step)
    if level == Automation.AUTOMATED:
        return 1.0, "a trigger releases it"
    if is_dispatched(step):
        if open_inputs(step):
            return 0.7, "a person dispatches it and types what to release"
        return 0.8, "a person dispatches it"
    if level == Automation.SCRIPTED:
        return 0.7, "a person starts a script"
    if level == Automation.DOCUMENTED:
        return 0.4, "a document tells a person to do it"
    return 0.0, "nothing tells a person to do it"
