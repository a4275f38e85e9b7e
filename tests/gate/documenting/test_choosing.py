"""Which finding a person means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mlaudit.gate.documenting.choosing import UnknownFindingError, choose_finding
from mlaudit.model.place import Place
from tests.report.examples import make_finding

FIRST = replace(make_finding(subject="data/a.csv"), fingerprint="abcd" * 8)
SECOND = replace(make_finding(subject="data/b.csv"), fingerprint="abce" * 8)
ASKS = [
    replace(
        make_finding("HUM001", "interactive-prompt", subject="input", place=Place(path, 3)),
        fingerprint=letter * 32,
    )
    for path, letter in (("a.py", "e"), ("b.py", "f"))
]
FINDINGS = [FIRST, SECOND, *ASKS]


@pytest.mark.parametrize(
    "name", ["untracked-input:data/a.csv", "INP001:data/a.csv", "abcd", "abcd" * 8]
)
def test_rule_and_subject_or_the_beginning_of_a_fingerprint(name: str) -> None:
    assert choose_finding(FINDINGS, name) is FIRST


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("untracked-input:data/aa.csv", "did you mean untracked-input:data/a.csv?"),
        ("untracked-inputs:data/b.csv", "did you mean untracked-input:data/b.csv?"),
        ("HUM001", "did you mean interactive-prompt:input?"),
        ("xyz", "--verbose` shows how each is called"),
        ("abc", "there is no finding 'abc'"),
        ("abcf", "there is no finding 'abcf'"),
    ],
)
def test_of_an_unknown_one_the_nearest_is_named(name: str, told: str) -> None:
    with pytest.raises(UnknownFindingError, match="there is no finding") as caught:
        choose_finding(FINDINGS, name)
    assert told in str(caught.value)


def test_of_several_each_is_named() -> None:
    with pytest.raises(UnknownFindingError) as caught:
        choose_finding(FINDINGS, "interactive-prompt:input")
    assert str(caught.value).splitlines()[1:] == [
        "  eeeeeeeeeeee  interactive-prompt:input at a.py:3",
        "  ffffffffffff  interactive-prompt:input at b.py:3",
    ]


def test_without_findings_there_is_none() -> None:
    with pytest.raises(UnknownFindingError):
        choose_finding([], "untracked-input:x")
