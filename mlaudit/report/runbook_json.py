"""Runbooks as JSON, schema mlaudit/runbook/1."""

from __future__ import annotations

from mlaudit.model.report import Runbooks
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.deliverable_json import describe_deliverable
from mlaudit.report.escape import to_json

SCHEMA = "mlaudit/runbook/1"


def render(runbooks: Runbooks, presentation: Presentation) -> str:
    """The JSON text."""
    return to_json(
        {
            "schema": SCHEMA,
            "root": presentation.root,
            "deliverables": [
                describe_deliverable(deliverable) for deliverable in runbooks.deliverables
            ],
        }
    )


REPORTER = Reporter("runbook", "json", render)
