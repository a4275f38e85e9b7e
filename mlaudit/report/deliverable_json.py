"""Deliverables and their runbooks as plain data, as the scan and the runbook show them."""

from __future__ import annotations

from typing import Any

from mlaudit.model.assessment import Action, DeliverableAssessment


def describe_deliverable(deliverable: DeliverableAssessment) -> dict[str, Any]:
    """A deliverable as plain data."""
    return {
        "artifact": deliverable.artifact,
        "kind": deliverable.kind,
        "score": round(deliverable.proven, 1),
        "manual_actions": deliverable.manual_actions,
        "undocumented": deliverable.undocumented,
        "runbook": [describe_action(action) for action in deliverable.runbook],
    }


def describe_action(action: Action) -> dict[str, Any]:
    """An action as plain data; the owner and the way stand there where they are registered."""
    owner = {key: value for key, value in (("who", action.who), ("how", action.how)) if value}
    return {
        "action": action.kind,
        "what": action.what,
        "automation": action.automation.value,
        "at": None if action.place is None else str(action.place),
        **owner,
        "findings": list(action.findings),
    }
