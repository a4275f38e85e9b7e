"""The table of precision, on findings of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mlaudit.judge.loading import installed_rules
from mlaudit.model.finding import Finding
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity
from tests.benchmarks.precision import (
    HEAD,
    JUDGEMENTS,
    PAGE,
    PART,
    Judgement,
    JudgementError,
    find_faults,
    list_unjudged,
    read_judgements,
    render,
)
from tests.benchmarks.recovery.page import find_part

SHOWN = Finding(
    "INP001", "untracked-input", "inputs", Severity.HIGH, Confidence.HIGH, Place("a.py", 1), "",
    "x.csv", "a.py reads x.csv.", "Keep it.",
)  # fmt: skip
HIDDEN = replace(SHOWN, severity=Severity.LOW)
LINE = (
    '{"rule": "untracked-input", "repository": "a+b", "identity": "1", "subject": "x",'
    ' "verdict": "true", "reason": "a.py:1"}\n'
)


def _judge(fingerprint: str, verdict: str) -> Judgement:
    return Judgement("untracked-input", "a+b", fingerprint, verdict, "a.py:1")


def test_judgements_are_read(tmp_path: Path) -> None:
    file = tmp_path / "j.jsonl"
    file.write_text(LINE)
    assert list(read_judgements(file)) == [_judge("1", "true")]


@pytest.mark.parametrize(
    "line", ["", "{}", "[]", LINE.replace('"true"', '"perhaps"'), LINE.replace("reason", "x")]
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "j.jsonl"
    file.write_text(LINE + line.rstrip("\n") + "\n")
    with pytest.raises(JudgementError, match=r"j\.jsonl:2"):
        list(read_judgements(file))


def test_the_page_holds_a_table_of_rules_that_there_are() -> None:
    _, head, *rows, total, _ = find_part(PAGE.read_text(encoding="utf-8"), PART)
    assert head == HEAD.rstrip()
    assert {row.split()[0] for row in rows} <= {rule.slug for rule in installed_rules()}
    assert total.startswith("all rules")


def test_every_verdict_is_about_a_rule_that_there_is() -> None:
    known = {rule.slug for rule in installed_rules()}
    assert {judgement.rule for judgement in read_judgements(JUDGEMENTS)} <= known


def test_the_table_tells_what_was_read() -> None:
    found = {("a+b", str(n)): SHOWN if n < 4 else HIDDEN for n in range(6)}
    judged = [
        _judge("0", "true"),
        _judge("1", "useless"),
        _judge("2", "false"),
        _judge("4", "true"),
    ]
    *_, rule, total = render(found, {j.key: j for j in judged})
    assert rule.split() == [
        "untracked-input",
        "4",
        "1",
        "1",
        "1",
        "66.7",
        "%",
        "6",
        "2",
        "1",
        "1",
        "75.0",
        "%",
    ]
    assert total.split()[2:] == rule.split()[1:]
    assert [line.split()[2] for line in list_unjudged(found, {j.key for j in judged})] == ["3", "5"]


def test_false_ones_that_are_shown_and_true_ones_that_are_lost_are_faults() -> None:
    found = {("a+b", "1"): SHOWN, ("a+b", "2"): HIDDEN}
    judged = [_judge("1", "false"), _judge("2", "false"), _judge("3", "true"), _judge("4", "false")]
    faults = list(find_faults(found, {j.key: j for j in judged}))
    assert [fault.partition(":")[0] for fault in faults] == [
        "judged false, but shown",
        "judged true, but lost",
    ]
    assert list(find_faults(found, {j.key: j for j in judged}, "other-rule")) == []
