"""Severities and statuses that a configuration gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mlaudit.gate.overrides import keep_asked, list_notes, set_severities
from mlaudit.model.configuration import Configuration, PathSettings, SeverityOverrides
from mlaudit.model.finding import Finding
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Severity
from tests.gate.test_selection import FINDINGS, RULES
from tests.report.examples import make_finding

ROOT = Path("/srv/project")
NOTEBOOK = make_finding("NBK001", "out-of-order", family="notebooks", place=Place("nb/a.ipynb", 1))
SCRIPT = make_finding("INP001", "untracked-input", family="inputs", place=Place("src/a.py", 1))


def _severities(overrides: SeverityOverrides) -> dict[str, str]:
    found = set_severities(FINDINGS, Configuration(severity=overrides), ROOT)
    return {finding.code: finding.severity.value for finding in found}


def _covered(*paths: str, folder: Path | None = None, root: Path = ROOT) -> set[str]:
    """The files whose findings settings with these patterns set aside."""
    settings = PathSettings(paths, ("NBK", "INP"), "why")
    configuration = Configuration(folder=folder, by_path=(settings,))
    (note,) = list_notes(configuration, (NOTEBOOK, SCRIPT), root)
    return {f.place.path for f in (NOTEBOOK, SCRIPT) if note.covers(f.place)}


def test_without_settings_nothing_changes() -> None:
    assert set(set_severities(FINDINGS, Configuration(), ROOT)) == set(FINDINGS)


def test_the_name_of_a_rule_counts_before_that_of_its_family() -> None:
    low, info = Severity.LOW, Severity.INFO
    own = FINDINGS[2].severity.value
    expected = {"INP001": "info", "INP002": "low", "ORD001": own}
    assert _severities((("inputs", low), ("untracked-input", info))) == expected
    assert _severities((("inp001", info), ("INP", low))) == expected


def test_a_rule_that_is_off_is_not_asked() -> None:
    def kept(*overrides: tuple[str, Severity | None]) -> list[str]:
        return [rule.code for rule in keep_asked(RULES, Configuration(severity=overrides))]

    assert kept() == ["INP001", "INP002", "ORD001"]
    assert kept(("implicit-order", None)) == ["INP001", "INP002"]
    assert kept(("inputs", None), ("INP002", Severity.LOW)) == ["INP002", "ORD001"]


def test_settings_cover_the_files_that_their_patterns_name() -> None:
    assert _covered("nb/") == _covered("nb/**") == _covered("*.ipynb") == {"nb/a.ipynb"}
    assert _covered("a.*") == {"nb/a.ipynb", "src/a.py"}
    assert _covered("src/b.py", "/a.py") == set()


def test_patterns_are_relative_to_the_folder_of_the_configuration() -> None:
    def covered(pattern: str) -> set[str]:
        return _covered(pattern, folder=ROOT, root=ROOT / "one")

    assert covered("one/src/*.py") == {"src/a.py"}
    assert covered("one") == {"nb/a.ipynb", "src/a.py"}
    assert covered("src/*.py") == set()


def test_every_place_of_a_finding_counts() -> None:
    both = replace(SCRIPT, also=(Place("nb/b.py", 3),))
    settings = PathSettings(("nb/",), ("INP",), "why", line=7)
    configuration = Configuration("mlaudit.toml", ROOT, by_path=(settings,))
    (note,) = list_notes(configuration, (both,), ROOT)
    assert note.paths == ("nb/b.py",)
    assert (note.place, note.reason) == (Place("mlaudit.toml", 7), "why")


def test_whether_settings_are_of_use_is_told_where_all_of_their_files_were_scanned() -> None:
    settings = PathSettings(("nb/",), ("INP",), "why")

    def judged(folder: Path | None) -> bool:
        configuration = Configuration("mlaudit.toml", folder, by_path=(settings,))
        (note,) = list_notes(configuration, (), ROOT)
        return note.judged

    assert judged(ROOT)
    assert not judged(ROOT.parent)
    assert not judged(None)


def test_settings_that_ignore_nothing_are_no_notes() -> None:
    settings = PathSettings(("nb/",), severity=(("INP", Severity.LOW),))
    assert list_notes(Configuration(by_path=(settings,)), (SCRIPT,), ROOT) == ()


def test_severity_in_a_part_of_the_tree_and_later_settings_win() -> None:
    by_path = (
        PathSettings(("src/",), severity=(("inputs", Severity.LOW),)),
        PathSettings(("*.py",), severity=(("INP001", Severity.INFO),)),
        PathSettings(("other/",), severity=(("INP001", Severity.MEDIUM),)),
    )
    settings = Configuration(severity=(("INP001", Severity.HIGH),), by_path=by_path)
    (found,) = set_severities((SCRIPT,), settings, ROOT)
    assert found.severity == Severity.INFO


def test_worse_findings_come_first_afterwards() -> None:
    def order(*overrides: tuple[str, Severity | None]) -> list[Finding]:
        return list(set_severities(FINDINGS, Configuration(severity=overrides), ROOT))

    assert order(("INP001", Severity.LOW))[-1].code == "INP001"
    assert order(("ORD001", Severity.LOW))[-1].code == "ORD001"
