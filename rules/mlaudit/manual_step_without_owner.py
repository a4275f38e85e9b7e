"""MET008: a registered manual step that is nobody's."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.judge.registered import observe_entry
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_unowned_steps(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each entry without `who`."""
    for step in workflow.manual_steps:
        if step.manual is not None and not step.manual.who:
            yield observe_entry(
                step,
                f"The manual step {step.name} ({step.manual.what}) has no owner; whoever meets it "
                "does not know whom to ask.",
                'Say whose work it is, a team rather than a person: `who = "data team"`.',
            )


RULE = Rule(
    code="MET008",
    slug="manual-step-without-owner",
    family="mlaudit",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unowned_steps,
)
