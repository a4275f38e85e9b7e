"""Findings that a registered manual step answers: real work, but written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mlaudit.judge.rule import Rule
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.runbook.registered import find_answer, is_idle


def mark_documented(workflow: Workflow, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with the status "documented" where a registered step answers them."""
    return tuple(
        replace(finding, status="documented")
        if finding.status == "new" and find_answer(workflow, finding) is not None
        else finding
        for finding in findings
    )


def find_idle(
    workflow: Workflow, findings: Sequence[Finding], rules: Iterable[Rule], applied: frozenset[str]
) -> frozenset[str]:
    """Ids of the registered steps that nothing needs and that answer nothing.

    Of a step that answers what a rule finds nothing is known where that rule was not applied.

    Args:
        workflow: with the registered steps.
        findings: all that were made, whatever their status.
        rules: all that are installed.
        applied: codes of those that were applied to the end.
    """
    silent = {
        name for rule in rules if not rule.late and rule.code not in applied for name in rule.names
    }
    return frozenset(
        step.id
        for step in workflow.manual_steps
        if step.manual is not None and step.manual.rule.casefold() not in silent
        if is_idle(workflow, step, findings)
    )
