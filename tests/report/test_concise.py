from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Severity
from mlaudit.report.base import Presentation
from mlaudit.report.concise import REPORTER
from tests.report.examples import make_finding, make_result
from tests.report.hostile import TEXTS, make_hostile_result


def show(result: ScanResult, root: str = ".") -> list[str]:
    text = REPORTER.render(result, Presentation(root))
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def test_a_line_for_each_new_finding_and_one_with_numbers() -> None:
    cell = make_finding("NBK001", "out-of-order", place=Place("a.ipynb", 4, 2))
    quiet = make_finding("INP002", severity=Severity.MEDIUM)
    old = [make_finding(status=status) for status in ("baselined", "ignored", "documented")]
    result = make_result((quiet, *old, cell))
    assert show(replace(result, baselined=1, ignored=1, documented=1), "churn") == [
        "churn/a.ipynb:1: NBK001 out-of-order cell 2, line 4: "
        "a.ipynb reads data/raw.csv; nothing makes or fetches it.",
        "churn/src/train.py:4: INP002 untracked-input "
        "src/train.py reads data/raw.csv; nothing makes or fetches it.",
        "How to mend it: `mlaudit scan churn`",
        "Work that stays by hand? `mlaudit document out-of-order:data/raw.csv --dir churn` "
        "registers it.",
        "No problem? A comment `mlaudit: ignore[out-of-order] reason` beside it says so.",
        "2 new findings (1 high, 1 medium), 3 hidden by the profile, 1 in the baseline, "
        "1 ignored, 1 documented",
    ]


def test_what_a_build_fails_for_is_shown() -> None:
    old = make_finding(status="baselined")
    result = replace(make_result((old,)), told=("new", "baselined"), baselined=1, hidden=0)
    told, counts = show(replace(result, stale=(("INP001", "gone.py", "x"),)))
    assert told.startswith("src/train.py:4: INP001 ")
    assert counts == "0 new findings, 1 in the baseline, 1 of the baseline found no more"


def test_nothing_new_is_said() -> None:
    assert show(replace(make_result(()), hidden=0)) == ["0 new findings"]


@settings(deadline=None)
@given(TEXTS)
def test_no_text_makes_a_line_or_a_command(text: str) -> None:
    lines = show(make_hostile_result(text))
    assert len(lines) == 5
    assert all(line.isprintable() for line in lines)
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert not any(mark in line for line in lines for mark in ("##[", "##vso[", "##teamcity["))
