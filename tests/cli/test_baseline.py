"""`mlaudit baseline` and the gate of `mlaudit scan`, as they are installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mlaudit.cli.app import app
from tests.conftest import Git, WriteTree

READS = "import pandas as pd\npd.read_csv('{}').describe().to_csv('{}')\n"
TREE = {
    "README.md": "# Report\n\n    python report.py\n",
    "report.py": READS.format("data/a.csv", "report.csv"),
    "requirements.txt": "pandas==2.2.2\n",
}
NAME = ".mlaudit-baseline.json"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def _find(root: Path, *arguments: str) -> list[tuple[str, str, str]]:
    """(rule, subject, status) of every finding."""
    done = run("scan", root, "--format", "json", "--profile", "audit", *arguments)
    return [(f["rule"], f["subject"], f["status"]) for f in json.loads(done.stdout)["findings"]]


@pytest.fixture
def root(write_tree: WriteTree) -> Path:
    return write_tree(TREE)


def test_a_first_scan_tells_how_to_start(root: Path) -> None:
    done = run("scan", root)
    assert done.exit_code == 1
    assert f"`mlaudit baseline write {root}` accepts" in " ".join(done.stdout.split())
    assert "baseline write" not in run("scan", root, "--no-baseline").stdout


def test_what_is_accepted_is_quiet_and_one_more_fails_with_its_name(root: Path) -> None:
    found = _find(root)
    written = run("baseline", "write", root)
    assert written.exit_code == 0
    assert "new)" in written.stdout
    assert "Commit it" in written.stdout
    assert "Commit it" not in run("baseline", "write", root).stdout
    accepted = [(rule, subject, "baselined") for rule, subject, _ in found]
    assert _find(root) == accepted
    assert run("scan", root).exit_code == 0
    (root / "late.py").write_text(READS.format("data/late.csv", "late_report.csv"))
    (root / "README.md").write_text(TREE["README.md"] + "\n    python late.py\n")
    done = run("scan", root)
    assert done.exit_code == 1
    assert "data/late.csv" in done.stdout
    new = [finding for finding in _find(root) if finding[2] == "new"]
    assert ("untracked-input", "data/late.csv", "new") in new
    assert not any(subject == "data/a.csv" for _, subject, _ in new)


def test_writing_it_changes_no_finding_and_writing_it_again_no_byte(root: Path) -> None:
    found = _find(root)
    run("baseline", "write", root)
    first = (root / NAME).read_bytes()
    assert [finding[:2] for finding in _find(root)] == [finding[:2] for finding in found]
    assert run("baseline", "write", root).exit_code == 0
    assert (root / NAME).read_bytes() == first


def test_every_profile_is_accepted_at_once(root: Path) -> None:
    run("baseline", "write", root)
    options = ("--profile", "audit", "--min-severity", "info", "--min-confidence", "low")
    assert run("scan", root, *options).exit_code == 0


def test_what_is_gone_is_told_and_pruned(root: Path) -> None:
    run("baseline", "write", root)
    (root / "data").mkdir()
    (root / "data/a.csv").write_text("x\n1\n")
    done = run("scan", root)
    assert done.exit_code == 0
    assert "found no more: INP001 report.py data/a.csv" in " ".join(done.stdout.split())
    assert "dropped" in run("baseline", "prune", root).stdout
    assert "found no more" not in run("scan", root).stdout
    assert "data/a.csv" not in (root / NAME).read_text()


def test_pruning_accepts_nothing_new(root: Path) -> None:
    (root / NAME).write_text('{"schema":"mlaudit-baseline/1","findings":[\n]}\n')
    run("baseline", "prune", root)
    assert run("scan", root).exit_code == 1


def test_the_file_is_named_from_where_the_program_was_started(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "mlaudit.toml").write_text("")
    monkeypatch.chdir(root)
    assert run("baseline", "write").stdout.startswith(f"{NAME}: ")


def test_what_it_holds_is_listed(root: Path) -> None:
    run("baseline", "write", root)
    shown = run("baseline", "show", root)
    assert shown.exit_code == 0
    assert "INP001  data/a.csv" in shown.stdout
    assert shown.stdout.endswith("\n1 entry in the baseline\n")


def test_another_file(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "ci.json"
    assert run("baseline", "write", root, "--baseline", other).exit_code == 0
    assert not (root / NAME).exists()
    assert run("scan", root).exit_code == 1
    assert run("scan", root, "--baseline", other).exit_code == 0
    assert run("scan", root, "--baseline", other, "--no-baseline").exit_code == 1


@pytest.mark.parametrize(
    "arguments", [["scan"], ["baseline", "show"], ["baseline", "prune"], ["baseline", "write"]]
)
def test_a_broken_baseline_is_wrong_usage(root: Path, arguments: list[str]) -> None:
    (root / NAME).write_text("<<<<<<< HEAD\n")
    done = run(*arguments, root)
    assert done.exit_code == 2
    assert f"{NAME}:1: a merge left its conflict markers" in done.stderr
    assert (root / NAME).read_text() == "<<<<<<< HEAD\n"


@pytest.mark.parametrize("arguments", [["show"], ["prune"]])
def test_an_absent_baseline_is_wrong_usage(root: Path, arguments: list[str]) -> None:
    done = run("baseline", *arguments, root)
    assert done.exit_code == 2
    assert "`mlaudit baseline write` makes one" in done.stderr
    assert run("scan", root, "--baseline", root / "no.json").exit_code == 2


def test_nothing_to_scan_writes_nothing(tmp_path: Path) -> None:
    assert run("baseline", "write", tmp_path / "nowhere").exit_code == 3
    assert run("baseline", "write", tmp_path).exit_code == 3
    assert not (tmp_path / NAME).exists()


def test_what_fails_a_build(root: Path) -> None:
    assert run("scan", root, "--fail-on", "never").exit_code == 0
    assert run("scan", root, "--min-score", "100", "--fail-on", "never").exit_code == 1
    assert run("scan", root, "--min-score", "0", "--fail-on", "never").exit_code == 0
    assert run("scan", root, "--min-score", "100", "--exit-zero").exit_code == 0
    run("baseline", "write", root)
    done = run("scan", root, "--fail-on", "any")
    assert done.exit_code == 1
    assert "data/a.csv" in done.stdout


def test_the_format_changes_no_exit_code(root: Path) -> None:
    run("baseline", "write", root)
    assert run("scan", root, "--format", "json").exit_code == 0
    assert run("scan", root, "--format", "json", "--fail-on", "any").exit_code == 1


def test_every_number_stands_in_the_last_lines(root: Path) -> None:
    run("baseline", "write", root)
    told = " ".join(run("scan", root).stdout.split())
    number = len(_find(root))
    assert f"0 new findings ({number} in the baseline)" in told


def test_statistics(root: Path) -> None:
    shown = run("scan", root, "--statistics").stdout
    assert [line.split()[:3] for line in shown.splitlines() if line.startswith("INP001")][-1] == [
        "INP001",
        "untracked-input",
        "1",
    ]
    data = json.loads(run("scan", root, "--statistics", "--format", "json").stdout)
    (count,) = [count for count in data["statistics"] if count["code"] == "INP001"]
    assert count["rule"] == "untracked-input"
    assert (count["new"], count["baselined"]) == (1, 0)
    assert "statistics" not in json.loads(run("scan", root, "--format", "json").stdout)


def test_the_configuration_says_where_it_lies_and_what_fails(root: Path) -> None:
    (root / "mlaudit.toml").write_text('baseline = "accepted.json"\nfail-on = "any"\n')
    run("baseline", "write", root)
    assert (root / "accepted.json").exists()
    assert run("scan", root).exit_code == 1
    assert run("scan", root, "--fail-on", "new").exit_code == 0
    (root / "mlaudit.toml").write_text('min-severity = "high"\nmin-confidence = "high"\n')
    severe = run("scan", root).exit_code
    assert run("scan", root, "--min-severity", "low").exit_code == 1
    assert severe == int(any(_is_severe(root)))


def _is_severe(root: Path) -> list[bool]:
    done = run("scan", root, "--format", "json")
    found = json.loads(done.stdout)["findings"]
    return [f["severity"] == "high" and f["confidence"] == "high" for f in found]


def test_projects_share_the_baseline_of_the_configuration_around_them(root: Path, git: Git) -> None:
    (root / "mlaudit.toml").write_text("")
    late = root / "services/late"
    late.mkdir(parents=True)
    for name, text in TREE.items():
        (late / name).write_text(text)
    git(root, "init", "--quiet")
    run("baseline", "write", late)
    assert '"path":"services/late/report.py"' in (root / NAME).read_text()
    assert run("scan", late).exit_code == 0
    assert run("baseline", "write", late).exit_code == 0
    assert run("scan", late).exit_code == 0
