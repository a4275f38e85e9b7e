"""The findings of a project as it wants them: asked, rated and set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mlaudit.gate.documented import find_idle, mark_documented
from mlaudit.gate.overrides import keep_asked, list_notes, set_severities
from mlaudit.gate.suppression import set_aside
from mlaudit.judge.judgement import Judgement, judge, sort_key
from mlaudit.judge.rule import Rule
from mlaudit.model.configuration import Configuration
from mlaudit.model.graph import Workflow


def judge_settled(
    workflow: Workflow, rules: Sequence[Rule], configuration: Configuration
) -> Judgement:
    """What the rules say, with the severities and statuses that the project gives.

    Args:
        workflow: what they look at.
        rules: all that are installed.
        configuration: what the project settles; its rule names have been checked.
    """
    root = workflow.project.root
    asked = keep_asked(rules, configuration)
    judgement = judge(workflow, asked)
    notes = list_notes(configuration, (*judgement.findings, *judgement.beaten), root)
    noted = replace(workflow, suppressions=(*workflow.suppressions, *notes))
    settled = settle(noted, judgement, rules, asked)
    return replace(settled, findings=set_severities(settled.findings, configuration, root))


def settle(
    workflow: Workflow, judgement: Judgement, rules: Sequence[Rule], asked: Sequence[Rule]
) -> Judgement:
    """What the rules say, with statuses, and what is wrong with what people wrote for mlaudit.

    The late rules look at a workflow that tells what became of notes and registered steps.

    Args:
        workflow: with the notes and the registered steps.
        judgement: what the rules say that are not late.
        rules: all that are installed.
        asked: those of them that are applied.
    """
    found, notes = set_aside(workflow.suppressions, judgement, rules)
    found = mark_documented(workflow, found)
    idle = find_idle(workflow, found, rules, judgement.applied)
    late = judge(replace(workflow, suppressions=notes, idle=idle), asked, late=True)
    return replace(
        judgement,
        findings=tuple(sorted((*found, *late.findings), key=sort_key)),
        failures=(*judgement.failures, *late.failures),
        applied=judgement.applied | late.applied,
    )
