"""The installed rules as JSON, schema mlaudit/rules/1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mlaudit.judge.rule import Rule
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import to_json
from mlaudit.report.rule_summary import summarize

SCHEMA = "mlaudit/rules/1"


def render(rules: Sequence[Rule], presentation: Presentation) -> str:
    """The JSON text."""
    return to_json({"schema": SCHEMA, "rules": [_describe(rule) for rule in rules]})


def _describe(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "rule": rule.slug,
        "family": rule.family,
        "severity": rule.severity.value,
        "confidence": rule.confidence.value,
        "summary": summarize(rule),
    }


REPORTER = Reporter("rules", "json", render)
