"""MET007: a registered manual step that nothing needs."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.judge.registered import observe_entry
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.model.workflow import Step


def find_unmatched_steps(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each entry that neither the data nor a finding accounts for."""
    for step in workflow.manual_steps:
        if step.id in workflow.idle:
            yield observe_entry(
                step,
                f"The manual step {step.name} matches nothing: {_explain(step)}.",
                "Delete the entry if the work is no longer done; else say what it is about: "
                "`produces`, `before`, or `rule` and `subject` of the finding that it answers.",
            )


def _explain(step: Step) -> str:
    manual = step.manual
    reasons = []
    if step.writes:
        made = listing(dict.fromkeys(access.artifact for access in step.writes))
        reasons.append(f"no step reads {made}")
    if manual is not None and (manual.rule or manual.subject):
        rule = f" of {manual.rule}" if manual.rule else ""
        subject = f" is about {manual.subject}" if manual.subject else " is what it answers"
        reasons.append(f"no finding{rule}{subject}")
    if manual is not None and manual.before + manual.after:
        reasons.append(f"there is no step {listing(manual.before + manual.after)}")
    if not reasons and step.reads:
        reasons.append(f"no step makes {listing(access.artifact for access in step.reads)}")
    return ", and ".join(reasons) or "it says neither what it produces nor which finding it answers"


RULE = Rule(
    code="MET007",
    slug="unmatched-manual-step",
    family="mlaudit",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unmatched_steps,
    late=True,
)
