"""The findings of a project as it wants them: asked, rated and set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mlaudit.gate.documented import mark_documented
from mlaudit.gate.overrides import keep_asked, list_notes, set_severities
from mlaudit.gate.suppression import set_aside
from mlaudit.judge.judgement import Judgement, judge
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
    settled = set_aside(noted, judgement, rules, asked)
    settled = mark_documented(noted, settled, rules, asked)
    return replace(settled, findings=set_severities(settled.findings, configuration, root))
