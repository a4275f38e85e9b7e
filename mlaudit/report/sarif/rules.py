"""Rules as reporting descriptors of SARIF, with the Markdown page of each as its help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mlaudit.judge.rule import Rule
from mlaudit.model.finding import Finding
from mlaudit.report.escape import visible
from mlaudit.report.rule_summary import first_paragraph, first_sentence
from mlaudit.report.sarif.limits import clip
from mlaudit.report.sarif.results import LEVELS, level_of

_EXAMPLES = "\n## Fires"
"""From here on the page holds examples, which are for the authors of rules."""


def describe_rules(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The rules of the findings, by code."""
    from mlaudit.judge.loading import installed_rules

    installed = {rule.code: rule for rule in installed_rules()}
    by_code = {finding.code: finding for finding in findings}
    return [_describe(finding, installed.get(code)) for code, finding in sorted(by_code.items())]


def _describe(finding: Finding, rule: Rule | None) -> dict[str, Any]:
    """A rule by its page; what no installed rule has said is described by one of its findings."""
    page = _read_page(rule)
    severity = finding.severity if rule is None else rule.severity
    confidence = finding.confidence if rule is None else rule.confidence
    summary = first_sentence(page) or finding.rule
    return {
        "id": finding.code,
        "name": finding.rule,
        "shortDescription": {"text": clip(visible(summary))},
        "fullDescription": {"text": clip(visible(first_paragraph(page) or summary))},
        "help": {"text": page or finding.rule, "markdown": page or finding.rule},
        "defaultConfiguration": {"level": level_of(severity)},
        "properties": {
            "precision": confidence.value,
            "problem.severity": LEVELS.get(severity, "recommendation"),
            "tags": ["machine-learning", "reproducibility", finding.family],
        },
    }


def _read_page(rule: Rule | None) -> str:
    if rule is None:
        return ""
    try:
        return rule.documentation.partition(_EXAMPLES)[0].strip() + "\n"
    except OSError:
        return ""
