"""What a change does to the workflow, as plain data of the scan's document."""

from __future__ import annotations

from typing import Any

from mlaudit.model.assessment import Action
from mlaudit.model.change import WorkflowChange
from mlaudit.model.workflow import Step
from mlaudit.report.deliverable_json import describe_action


def describe_change(change: WorkflowChange) -> dict[str, Any]:
    """The steps and actions by hand that come and go."""
    return {
        "revision": change.revision,
        "commit": change.commit,
        "steps_added": [_describe_step(step) for step in change.steps_added],
        "steps_removed": [_describe_step(step) for step in change.steps_removed],
        "actions_added": [_describe_action(action) for action in change.actions_added],
        "actions_removed": [_describe_action(action) for action in change.actions_removed],
    }


def _describe_step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "kind": step.kind.value,
        "path": step.path,
        "automation": step.automation.value,
    }


def _describe_action(action: Action) -> dict[str, Any]:
    return {key: value for key, value in describe_action(action).items() if key != "findings"}
