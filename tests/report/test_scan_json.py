from __future__ import annotations

from mlaudit.model.assessment import Score
from mlaudit.report.scan_json import build_scan
from tests.report.examples import MODEL, RAW, make_result


def test_it_has_exactly_the_keys_of_its_schema() -> None:
    scan = build_scan(make_result(), "churn")
    assert list(scan) == [
        "schema",
        "root",
        "version",
        "score",
        "deliverables",
        "findings",
        "stats",
    ]
    assert (scan["schema"], scan["root"], scan["version"]) == ("mlaudit/scan/1", "churn", "0.1.0")
    assert scan["score"] == {
        "proven": 41.3,
        "optimistic": 53.0,
        "level": 0,
        "reason": None,
        "dimensions": {"inputs": 30.0, "order": 35.0},
        "score_version": 1,
    }
    assert scan["stats"] == {
        "files": 2,
        "steps": 3,
        "artifacts": 2,
        "accesses": 5,
        "resolved": 4,
        "unresolved": 1,
        "unread": 1,
        "seconds": 0.41,
    }


def test_a_finding() -> None:
    finding = build_scan(make_result(), ".")["findings"][1]
    assert finding == {
        "code": "INP001",
        "rule": "untracked-input",
        "family": "inputs",
        "severity": "high",
        "confidence": "high",
        "status": "new",
        "path": "src/train.py",
        "line": 4,
        "cell": None,
        "scope": "load",
        "subject": RAW,
        "message": f"src/train.py reads {RAW}; nothing makes or fetches it.",
        "remedy": f"Keep a version of it (`dvc add {RAW}`).",
        "evidence": [{"path": "README.md", "line": 9, "note": "asks for the file"}],
        "points": 9.43,
        "fingerprint": f"INP001-{RAW}-src/train.py:4",
    }


def test_a_deliverable_with_its_runbook() -> None:
    (deliverable,) = build_scan(make_result(), ".")["deliverables"]
    runbook = deliverable.pop("runbook")
    assert deliverable == {
        "artifact": MODEL,
        "kind": "model",
        "score": 41.3,
        "manual_actions": 2,
        "undocumented": 1,
    }
    assert runbook[0] == {
        "action": "acquire",
        "what": RAW,
        "automation": "hidden",
        "at": "src/train.py:4",
        "findings": [f"INP001-{RAW}-src/train.py:4"],
    }
    assert [action["automation"] for action in runbook] == [
        "hidden",
        "automated",
        "documented",
        "documented",
    ]


def test_no_score_is_null_with_a_reason() -> None:
    none = Score(None, None, None, "nothing is made here")
    score = build_scan(make_result(score=none, deliverables=()), ".")["score"]
    assert score == {
        "proven": None,
        "optimistic": None,
        "level": None,
        "reason": "nothing is made here",
        "dimensions": {},
        "score_version": 1,
    }
