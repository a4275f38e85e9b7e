"""Unresolved accesses as JSON, schema mlaudit/unresolved/1."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import to_json
from mlaudit.report.unresolved import list_unresolved

SCHEMA = "mlaudit/unresolved/1"


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The JSON text."""
    return to_json(
        {
            "schema": SCHEMA,
            "root": presentation.root,
            "unresolved": [
                {
                    "reason": access.reason,
                    "at": str(access.place),
                    "mode": access.mode,
                    "via": access.via,
                    "steps": list(access.steps),
                }
                for access in list_unresolved(workflow)
            ],
        }
    )


REPORTER = Reporter("unresolved", "json", render)
