from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings

from mlaudit.model.finding import Evidence, Finding
from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Severity
from mlaudit.report.sarif import limits
from mlaudit.report.sarif.places import to_uri
from tests.report.examples import make_finding, make_result
from tests.report.hostile import HOSTILE, TEXTS, make_hostile_result
from tests.report.sarif.logs import show

TRAIN = b"import pandas\n\n\n    data = read('data/raw.csv')\n"


def contents(path: str) -> bytes:
    return TRAIN if path == "src/train.py" else b""


def test_a_result() -> None:
    run = show(make_result((make_finding(),)), root="churn", contents=contents)
    (result,) = run["results"]
    assert result == {
        "ruleId": "INP001",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "src/train.py reads data/raw.csv; nothing makes or fetches it. "
            "Keep a version of it (`dvc add data/raw.csv`)."
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "churn/src/train.py", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 4, "startColumn": 5, "endLine": 4, "endColumn": 32},
                }
            }
        ],
        "partialFingerprints": {"mlaudit/v1": "INP001-data/raw.csv-src/train.py:4:0"},
        "properties": {
            "severity": "high",
            "confidence": "high",
            "scope": "load",
            "subject": "data/raw.csv",
            "points": 9.43,
        },
        "relatedLocations": [
            {
                "id": 0,
                "physicalLocation": {
                    "artifactLocation": {"uri": "churn/README.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 9, "startColumn": 1, "endLine": 9, "endColumn": 1},
                },
                "message": {"text": "asks for the file"},
            }
        ],
    }
    assert run["automationDetails"] == {"id": "mlaudit/churn/"}


def test_a_rule_brings_its_page_without_the_examples() -> None:
    (rule,) = show(make_result((make_finding(),)))["tool"]["driver"]["rules"]
    page = Path("rules/inputs/untracked_input.md").read_text(encoding="utf-8")
    assert rule["name"] == "untracked-input"
    assert rule["help"]["markdown"] == page.partition("\n## Fires")[0].strip() + "\n"
    assert rule["shortDescription"]["text"].startswith("A step reads a file that nothing")
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"] == {
        "precision": "high",
        "problem.severity": "error",
        "tags": ["machine-learning", "reproducibility", "inputs"],
    }


def test_a_rule_that_is_not_installed_is_described_by_its_finding() -> None:
    finding = make_finding("XYZ999", "own-rule", severity=Severity.LOW)
    (rule,) = show(make_result((finding,)))["tool"]["driver"]["rules"]
    assert rule["help"] == {"text": "own-rule", "markdown": "own-rule"}
    assert rule["properties"]["problem.severity"] == "recommendation"
    assert rule["defaultConfiguration"] == {"level": "note"}


def test_a_notebook_is_shown_by_the_lines_of_its_file() -> None:
    notebook = json.dumps({"cells": [{"source": ["a = 1\n", "b = 2"]}]}, indent=1)
    finding = make_finding(place=Place("a.ipynb", 2, 0))
    run = show(make_result((finding,)), contents=lambda path: notebook.encode())
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = notebook.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == '"b = 2"'
    assert result["message"]["text"].startswith("cell 0, line 2: ")


def test_what_is_set_aside_says_why() -> None:
    ignored = replace(make_finding(status="ignored"), reason="public")
    findings = (ignored, make_finding(status="documented"))
    results = show(make_result(findings), verbose=True)["results"]
    assert sorted(r["suppressions"][0]["justification"] for r in results) == [
        "documented",
        "public",
    ]


def test_what_is_set_aside_is_left_out_unless_everything_is_asked_for() -> None:
    findings = tuple(
        make_finding(subject=status, status=status)
        for status in ("ignored", "baselined", "documented", "new")
    )
    assert [r["properties"]["subject"] for r in show(make_result(findings))["results"]] == ["new"]
    compared = replace(make_result(findings), baseline=".mlaudit-baseline.json")
    results = show(compared, verbose=True)["results"]
    kinds = {
        r["properties"]["subject"]: (
            [s["kind"] for s in r.get("suppressions", ())],
            r["baselineState"],
        )
        for r in results
    }
    assert results[0]["properties"]["subject"] == "new"
    assert kinds == {
        "new": ([], "new"),
        "baselined": ([], "unchanged"),
        "ignored": (["inSource"], "new"),
        "documented": (["external"], "new"),
    }
    alone = show(make_result((findings[0],)), verbose=True)["results"]
    assert "baselineState" not in alone[0]
    failing = show(replace(compared, told=("new", "baselined")))["results"]
    assert [r["baselineState"] for r in failing] == ["unchanged", "new"]


def test_what_went_wrong_is_notified() -> None:
    run = show(replace(make_result(()), failures=(("INP001 x", "KeyError: y"),)))
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [
        (n["level"], n["message"]["text"]) for n in invocation["toolExecutionNotifications"]
    ] == [
        ("error", "INP001 x failed: KeyError: y"),
        ("warning", "Not read: broken JSON at line 1"),
        ("note", "Read in part: a key twice"),
    ]
    assert run["results"] == []


def many(number: int) -> ScanResult:
    levels = (Severity.MEDIUM, Severity.HIGH)
    findings = (
        make_finding(place=Place("a.py", n + 1), severity=levels[n % 2]) for n in range(number)
    )
    return make_result(tuple(findings))


def notes(run: dict[str, Any]) -> list[str]:
    (invocation,) = run["invocations"]
    return [n["message"]["text"] for n in invocation["toolExecutionNotifications"]]


def test_as_many_results_as_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlaudit.report.sarif.log.MAX_RESULTS", 30)
    run = show(many(50))
    assert [result["level"] for result in run["results"]] == ["error"] * 25 + ["warning"] * 5
    assert "20 findings with less weight are left out: the log was too large." in notes(run)
    assert not [text for text in notes(show(many(30))) if "left out" in text]


def test_a_log_is_no_larger_than_github_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 5_000)
    run = show(many(1000))
    assert 1 <= len(run["results"]) < 1000
    assert {result["level"] for result in run["results"]} == {"error"}
    assert f"{1000 - len(run['results'])} findings with less weight are left out" in notes(run)[0]


def test_as_many_locations_as_are_shown() -> None:
    places = tuple(Place("a.py", n + 1) for n in range(150))
    evidence = tuple(Evidence(place, "x") for place in places)
    finding = replace(make_finding(), evidence=evidence, also=places)
    (result,) = show(make_result((finding,)))["results"]
    assert len(result["relatedLocations"]) == len(result["locations"]) == 100
    first = result["locations"][0]["physicalLocation"]
    assert first["artifactLocation"]["uri"] == "src/train.py"


def test_equal_findings_have_numbers_that_do_not_depend_on_their_order() -> None:
    def sign(*findings: Finding) -> set[tuple[int, str]]:
        return {
            (
                r["locations"][0]["physicalLocation"]["region"]["startLine"],
                r["partialFingerprints"]["mlaudit/v1"],
            )
            for r in show(make_result(findings))["results"]
        }

    first = make_finding()
    second = replace(first, place=Place("src/train.py", 40), severity=Severity.MEDIUM)
    assert sign(first, second) == sign(second, first)
    assert {text.rpartition(":")[2] for _, text in sign(first, second)} == {"0", "1"}


@settings(deadline=None)
@given(TEXTS)
def test_no_text_breaks_the_log(text: str) -> None:
    run = show(make_hostile_result(text))
    (result,) = run["results"]
    assert result["message"]["text"].isprintable()
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert urlsplit(uri)[:2] == ("", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_link_in_a_message_is_text(text: str) -> None:
    (result,) = show(make_hostile_result(text))["results"]
    message = result["message"]["text"]
    assert "[x](" not in message.replace("\\[", "")


@settings(deadline=None)
@given(TEXTS)
def test_an_address_leads_back_to_its_path(path: str) -> None:
    uri = to_uri(path)
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return
    assert unquote(uri, errors="surrogateescape") == data.decode("utf-8", "surrogateescape")
