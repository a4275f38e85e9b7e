from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from mlaudit.model.finding import Finding
from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Severity
from mlaudit.report.base import Presentation
from mlaudit.report.gitlab import REPORTER
from tests.report.examples import make_finding, make_result
from tests.report.hostile import TEXTS, make_hostile_result

TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format asks for.

The schema by which GitLab reads it (app/validators/json_schemas/codeclimate.json) asks for less."""


def show(result: ScanResult, root: str = ".") -> list[dict[str, Any]]:
    text = REPORTER.render(result, Presentation(root))
    document: list[dict[str, Any]] = json.loads(text)
    Draft202012Validator(SCHEMA).validate(document)
    return document


def test_an_entry() -> None:
    (entry,) = show(make_result((make_finding(place=Place("a.ipynb", 4, 2)),)), "churn")
    fingerprint = entry.pop("fingerprint")
    assert len(fingerprint) == 32
    assert entry == {
        "description": "cell 2, line 4: a.ipynb reads data/raw.csv; nothing makes or fetches it. "
        "Keep a version of it (`dvc add data/raw.csv`).",
        "check_name": "untracked-input",
        "severity": "blocker",
        "location": {"path": "churn/a.ipynb", "lines": {"begin": 1}},
    }


@pytest.mark.parametrize(
    ("severity", "shown"),
    [
        (Severity.HIGH, "blocker"),
        (Severity.MEDIUM, "major"),
        (Severity.LOW, "minor"),
        (Severity.INFO, "info"),
    ],
)
def test_severities(severity: Severity, shown: str) -> None:
    (entry,) = show(make_result((make_finding(severity=severity),)))
    assert entry["severity"] == shown


def test_equal_findings_are_told_apart_and_keep_their_fingerprints() -> None:
    def sign(*findings: Finding) -> list[str]:
        return [entry["fingerprint"] for entry in show(make_result(findings))]

    first = make_finding()
    second = make_finding(place=Place("src/train.py", 40))
    object.__setattr__(second, "fingerprint", first.fingerprint)
    both = sign(first, second)
    assert len(set(both)) == 2
    assert sign(second, first) == both
    assert sign(first) == both[:1]


def test_only_what_is_new_is_shown() -> None:
    statuses = ("baselined", "ignored", "documented")
    assert show(make_result(tuple(make_finding(status=status) for status in statuses))) == []
    assert REPORTER.render(make_result(()), Presentation()) == "[]\n"


@settings(deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_report(text: str) -> None:
    (entry,) = show(make_hostile_result(text))
    assert entry["description"].isprintable()
    shown = REPORTER.render(make_hostile_result(text), Presentation())
    assert shown.replace("\n", "").isprintable()
    assert "##[" not in shown
