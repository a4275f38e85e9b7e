"""Findings are found by what they name, folders included."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.model.finding import Finding
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.score.namings import Namings

FINDING = Finding(
    "INP001", "untracked-input", "inputs", Severity.HIGH, Confidence.HIGH, Place("a.py", 1), "",
    "data/raw", "Nothing makes it.", "Track it.",
)  # fmt: skip


def test_a_folder_that_is_named_stands_for_what_is_in_it() -> None:
    namings = Namings([FINDING, replace(FINDING, subject="data/raw/a.csv", about=("train.py",))])
    assert namings.find_any(["data/raw/a.csv"]) == [0, 1]
    assert namings.find_any(["data/raw/b.csv"]) == [0]
    assert namings.find_any(["data/rawest"]) == []
    assert namings.find_all(["data/raw/a.csv", "train.py"]) == [1]


def test_the_address_of_a_store_is_no_folder_and_an_empty_name_names_nothing() -> None:
    namings = Namings([replace(FINDING, subject="s3://store"), replace(FINDING, subject="")])
    assert namings.find_any(["s3://store"]) == [0]
    assert namings.find_any(["s3://store/a.csv"]) == []
    assert namings.find_any(["/data"]) == []


def test_findings_come_once_and_in_their_order() -> None:
    namings = Namings([FINDING, replace(FINDING, subject="b.csv"), FINDING])
    assert namings.find_any(["b.csv", "data/raw/x", "data/raw"]) == [0, 1, 2]
