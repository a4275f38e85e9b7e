"""Severities and statuses that a configuration gives."""

from __future__ import annotations

from pathlib import Path

from mlaudit.gate.overrides import apply_settings, keep_asked
from mlaudit.model.configuration import Configuration, PathSettings, SeverityOverrides
from mlaudit.model.finding import Finding
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Severity
from tests.gate.test_selection import FINDINGS, RULES
from tests.report.examples import make_finding

ROOT = Path("/work/project")
NOTEBOOK = make_finding("NBK001", "out-of-order", family="notebooks", place=Place("nb/a.ipynb", 1))
SCRIPT = make_finding("INP001", "untracked-input", family="inputs", place=Place("src/a.py", 1))


def _severities(overrides: SeverityOverrides) -> dict[str, str]:
    found = apply_settings(FINDINGS, Configuration(severity=overrides), ROOT)
    return {finding.code: finding.severity.value for finding in found}


def _statuses(configuration: Configuration, root: Path = ROOT) -> dict[str, str]:
    found = apply_settings((NOTEBOOK, SCRIPT), configuration, root)
    return {finding.place.path: finding.status for finding in found}


def test_without_settings_nothing_changes() -> None:
    assert set(apply_settings(FINDINGS, Configuration(), ROOT)) == set(FINDINGS)


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


def test_findings_of_a_part_of_the_tree_are_ignored() -> None:
    def ignored(*paths: str, rules: tuple[str, ...] = ("NBK", "INP")) -> set[str]:
        settings = PathSettings(paths, rules, "why")
        statuses = _statuses(Configuration(by_path=(settings,)))
        return {path for path, status in statuses.items() if status == "ignored"}

    assert ignored("nb/") == ignored("nb/**") == ignored("*.ipynb") == {"nb/a.ipynb"}
    assert ignored("a.*") == {"nb/a.ipynb", "src/a.py"}
    assert ignored("a.*", rules=("untracked-input",)) == {"src/a.py"}
    assert ignored("src/b.py", "/a.py") == set()
    settings = PathSettings(("src/",), ("INP",), "an exercise")
    found = apply_settings((NOTEBOOK, SCRIPT), Configuration(by_path=(settings,)), ROOT)
    assert {finding.place.path: finding.reason for finding in found} == {
        "nb/a.ipynb": "",
        "src/a.py": "an exercise",
    }


def test_patterns_are_relative_to_the_folder_of_the_configuration() -> None:
    def statuses(pattern: str) -> dict[str, str]:
        settings = PathSettings((pattern,), ("INP",), "why")
        return _statuses(Configuration(folder=ROOT, by_path=(settings,)), ROOT / "one")

    assert statuses("one/src/*.py")["src/a.py"] == "ignored"
    assert statuses("one")["src/a.py"] == "ignored"
    assert statuses("src/*.py")["src/a.py"] == "new"


def test_severity_in_a_part_of_the_tree_and_later_settings_win() -> None:
    by_path = (
        PathSettings(("src/",), severity=(("inputs", Severity.LOW),)),
        PathSettings(("*.py",), severity=(("INP001", Severity.INFO),)),
        PathSettings(("other/",), severity=(("INP001", Severity.MEDIUM),)),
    )
    settings = Configuration(severity=(("INP001", Severity.HIGH),), by_path=by_path)
    (found,) = apply_settings((SCRIPT,), settings, ROOT)
    assert found.severity == Severity.INFO


def test_worse_findings_come_first_afterwards() -> None:
    def order(*overrides: tuple[str, Severity | None]) -> list[Finding]:
        return list(apply_settings(FINDINGS, Configuration(severity=overrides), ROOT))

    assert order(("INP001", Severity.LOW))[-1].code == "INP001"
    assert order(("ORD001", Severity.LOW))[-1].code == "ORD001"
