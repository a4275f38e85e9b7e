from __future__ import annotations

import pytest

from mlaudit.gate.selection import (
    Profile,
    UnknownNameError,
    choose_findings,
    explain_unknown,
    list_names,
    split_names,
)
from mlaudit.judge.rule import Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from tests.report.examples import make_finding


def _check(workflow: Workflow) -> tuple[()]:
    return ()


RULES = tuple(
    Rule(code, slug, family, Severity.HIGH, Confidence.HIGH, _check)
    for code, slug, family in (
        ("INP001", "untracked-input", "inputs"),
        ("INP002", "machine-local-input", "inputs"),
        ("ORD001", "implicit-order", "order"),
    )
)
FINDINGS = tuple(
    make_finding(rule.code, rule.slug, family=rule.family, points=float(number))
    for number, rule in enumerate(RULES)
)


def _chosen(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    known = list_names(RULES)
    wanted = choose_findings(split_names(select, known), split_names(ignore, known))
    return [finding.code for finding in FINDINGS if wanted(finding)]


def test_rules_are_chosen_by_code_slug_family_and_letters() -> None:
    assert _chosen() == ["INP001", "INP002", "ORD001"]
    assert _chosen(select=("INP001",)) == ["INP001"]
    assert _chosen(select=("implicit-order, inp002",)) == ["INP002", "ORD001"]
    assert _chosen(select=("inputs",)) == ["INP001", "INP002"]
    assert _chosen(ignore=("INP",)) == ["ORD001"]
    assert _chosen(select=("inputs",), ignore=("machine-local-input",)) == ["INP001"]


def test_an_unknown_name_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownNameError, match="did you mean implicit-order"):
        _chosen(select=("implict-order",))


@pytest.mark.parametrize(
    ("severity", "confidence", "profiles"),
    [
        ("high", "high", "default strict audit"),
        ("medium", "medium", "default strict audit"),
        ("low", "high", "strict audit"),
        ("high", "low", "audit"),
        ("info", "high", "audit"),
    ],
)
def test_profiles(severity: str, confidence: str, profiles: str) -> None:
    finding = make_finding(severity=Severity(severity), confidence=Confidence(confidence))
    assert [p.value for p in Profile if p.shows(finding)] == profiles.split()


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("INP01", "did you mean INP0"),
        ("untracked-imput", "did you mean untracked-input?"),
        ("zzz", "`mlaudit rules` lists them"),
    ],
)
def test_the_nearest_name_is_written_as_reports_write_it(word: str, told: str) -> None:
    assert told in explain_unknown(word, ("inp001", "untracked-input", "inputs"))
