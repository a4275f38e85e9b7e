"""MET010: a registered manual step that should be gone by now."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.judge.registered import observe_entry
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_expired_steps(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each entry whose `until` has passed."""
    for step in workflow.manual_steps:
        if step.manual is not None and step.id in workflow.expired:
            asked = f"Ask {step.manual.who}" if step.manual.who else "Find out"
            yield observe_entry(
                step,
                f"The manual step {step.name} ({step.manual.what}) was to be needed until "
                f"{step.manual.until}; it is still registered, and still done by hand.",
                f"{asked} what has become of it: automate it and delete the entry, or give it a "
                "new date.",
            )


RULE = Rule(
    code="MET010",
    slug="expired-manual-step",
    family="mlaudit",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_expired_steps,
)
