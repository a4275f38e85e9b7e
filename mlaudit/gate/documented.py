"""Findings that a registered manual step answers: real work, but written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mlaudit.judge.judgement import Judgement, judge, sort_key
from mlaudit.judge.rule import Rule
from mlaudit.model.graph import Workflow
from mlaudit.runbook.registered import find_answer, is_idle


def mark_documented(
    workflow: Workflow, judgement: Judgement, rules: Sequence[Rule], asked: Sequence[Rule]
) -> Judgement:
    """What the rules say, with the status "documented" where a registered step answers it.

    What is wrong with the steps is added: the late rules look at a workflow that tells which of
    them nothing needs, and whose notes have been judged already.

    Args:
        workflow: with the registered steps.
        judgement: what the rules say, with the notes taken into account.
        rules: all that are installed.
        asked: those of them that are applied.
    """
    if not workflow.manual_steps:
        return judgement
    findings = tuple(
        replace(finding, status="documented")
        if finding.status == "new" and find_answer(workflow, finding) is not None
        else finding
        for finding in judgement.findings
    )
    silent = _list_silent(judgement, rules, asked)
    idle = frozenset(
        step.id
        for step in workflow.manual_steps
        if step.manual is not None and step.manual.rule not in silent
        if is_idle(workflow, step, findings)
    )
    late = judge(replace(workflow, idle=idle, suppressions=()), asked, late=True)
    return replace(
        judgement,
        findings=tuple(sorted((*findings, *late.findings), key=sort_key)),
        failures=(*judgement.failures, *late.failures),
    )


def _list_silent(
    judgement: Judgement, rules: Sequence[Rule], asked: Sequence[Rule]
) -> frozenset[str]:
    """Codes and slugs of the rules whose findings are not all known."""
    crashed = {name.partition(" ")[0] for name, _ in judgement.failures}
    applied = {rule.code for rule in asked} - crashed
    silent = (rule for rule in rules if rule.code not in applied)
    return frozenset(name for rule in silent for name in (rule.code, rule.slug))
