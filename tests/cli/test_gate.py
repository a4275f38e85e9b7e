"""Baseline, changes, notes, registered steps and settings together, by the installed command."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_program import run
from tests.conftest import Git, WriteTree

NAME = ".mlaudit-baseline.json"
READS = "import pandas as pd\npd.read_csv('data/{0}.csv').to_csv('{0}_out.csv')\n"
TREE = {
    "README.md": "# Report\n\n    python a.py\n    python b.py\n",
    "a.py": READS.format("a"),
    "b.py": READS.format("b"),
    "requirements.txt": "pandas==2.2.2\n",
    "mlaudit.toml": 'select = ["INP001", "mlaudit"]\n',
}
ENTRY = """
[[manual-step]]
id = "fetch"
what = "Fetch it"
who = "data team"
produces = ["data/{}.csv"]
"""
OVERRIDE = """
[[overrides]]
paths = ["b.py"]
ignore = ["INP001"]
reason = "never run again"
"""
PLUGIN = """
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity

def find_it(workflow):
    yield Observation(Place("a.py", 1), "it", "It is there.", "Take it away.")

RULE = Rule("XYZ001", "own-rule", "own", Severity.HIGH, Confidence.HIGH, find_it)
"""


@pytest.fixture
def root(write_repository: WriteTree, git: Git) -> Path:
    root = write_repository(TREE)
    git(root, "checkout", "-q", "-b", "feature")
    return root


def scan(root: Path, *words: str | Path) -> dict[str, Any]:
    done = run("scan", ".", "--format", "json", "--profile", "audit", *words, cwd=root)
    assert done.returncode in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def find(root: Path, *words: str | Path) -> dict[str, str]:
    """Status of each finding by its subject."""
    return {f["subject"]: f["status"] for f in scan(root, *words)["findings"]}


def baseline(root: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return run("baseline", *words, cwd=root)


def held(root: Path) -> set[tuple[str, str]]:
    entries = json.loads((root / NAME).read_text(encoding="utf-8"))["findings"]
    return {(entry["rule"], entry["subject"]) for entry in entries}


def add(root: Path, name: str) -> None:
    (root / f"{name}.py").write_text(READS.format(name), encoding="utf-8")
    readme = root / "README.md"
    readme.write_text(readme.read_text("utf-8") + f"    python {name}.py\n", encoding="utf-8")


def test_every_way_of_settling_a_finding_counts_beside_the_others(root: Path) -> None:
    assert baseline(root, "write").returncode == 0
    for name in ("c", "d", "e"):
        add(root, name)
    settings = root / "mlaudit.toml"
    settings.write_text(TREE["mlaudit.toml"] + OVERRIDE + ENTRY.format("c"), encoding="utf-8")
    note = "  # mlaudit: ignore[INP001] published\n"
    (root / "d.py").write_text(READS.format("d").rstrip("\n") + note, encoding="utf-8")
    expected = {
        "data/a.csv": "baselined",
        "data/b.csv": "ignored",
        "data/c.csv": "documented",
        "data/d.csv": "ignored",
        "data/e.csv": "new",
    }
    assert find(root) == expected
    assert find(root, "--against", "main") == expected
    without = find(root, "--against", "main", "--no-baseline")
    assert without == expected
    assert find(root, "--no-baseline") == {**expected, "data/a.csv": "new"}


def test_what_was_ignored_or_documented_before_a_change_is_new_after_it(
    root: Path, git: Git
) -> None:
    settings = root / "mlaudit.toml"
    settings.write_text(TREE["mlaudit.toml"] + OVERRIDE + ENTRY.format("a"), encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "Settled")
    settings.write_text(TREE["mlaudit.toml"], encoding="utf-8")
    # Paths are settled by the work tree's configuration, steps are registered in each tree.
    assert find(root, "--against", "HEAD") == {"data/a.csv": "new", "data/b.csv": "baselined"}


def test_a_note_for_one_more_part_of_an_accepted_finding_settles_it(root: Path) -> None:
    (root / "mlaudit.toml").write_text('select = ["undocumented-env-var"]\n', encoding="utf-8")
    code = READS.format("a") + "import os\nprint(os.environ['ONE'])\n"
    (root / "a.py").write_text(code, encoding="utf-8")
    baseline(root, "write")
    (root / "a.py").write_text(code + "print(os.environ['TWO'])\n", encoding="utf-8")
    assert find(root) == {"a.py": "new"}
    note = "  # mlaudit: ignore[undocumented-env-var] set by the machine\n"
    noted = code + f"print(os.environ['TWO']){note}"
    (root / "a.py").write_text(noted, encoding="utf-8")
    assert find(root) == {"a.py": "baselined"}


def test_a_change_is_judged_on_the_day_of_the_scan(root: Path, git: Git) -> None:
    settings = root / "mlaudit.toml"
    entry = ENTRY.format("a") + "until = 2030-06-30\n"
    settings.write_text(TREE["mlaudit.toml"] + entry, encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "Registered")
    words = ("--no-baseline", "--against", "HEAD", "--today")
    for day, expected in (("2030-06-30", None), ("2030-07-01", "baselined"), ("2030-06-30", None)):
        assert find(root, *words, day).get("fetch") == expected


@pytest.mark.parametrize("words", [("--select", "MET"), ("--ignore", "INP"), ("b.py",)])
def test_what_is_not_asked_for_is_not_stale(root: Path, words: tuple[str, ...]) -> None:
    baseline(root, "write")
    done = run("scan", *(words if words == ("b.py",) else (".", *words)), cwd=root)
    assert done.returncode == 0
    assert "found no more" not in done.stdout


def test_a_rule_that_is_off_loses_no_entry(root: Path) -> None:
    baseline(root, "write")
    before = held(root)
    (root / "mlaudit.toml").write_text('severity = { INP001 = "off" }\n', encoding="utf-8")
    assert "found no more" not in run("scan", ".", cwd=root).stdout
    assert "2 kept of what was not scanned" in baseline(root, "prune").stdout
    assert held(root) == before


def test_a_rule_of_a_plugin_that_is_not_there_loses_no_entry(root: Path, tmp_path: Path) -> None:
    plugin = tmp_path / "own.py"
    plugin.write_text(PLUGIN, encoding="utf-8")
    baseline(root, "write", "--plugin", plugin)
    assert ("XYZ001", "it") in held(root)
    before = held(root)
    for command in ("prune", "write"):
        assert baseline(root, command).returncode == 0
        assert held(root) == before
    assert "found no more" not in run("scan", ".", cwd=root).stdout


def test_a_file_that_cannot_be_read_loses_no_entry(root: Path) -> None:
    baseline(root, "write")
    before = held(root)
    (root / "b.py").write_bytes(b"import pandas as pd\n)(\n")
    done = run("scan", ".", cwd=root)
    assert "found no more" not in done.stdout
    assert baseline(root, "prune").returncode == 0
    assert held(root) == before


def test_a_folder_goes_by_settings_and_baseline_at_the_top(root: Path) -> None:
    part = root / "part"
    part.mkdir()
    (part / "a.py").write_text(READS.format("part"), encoding="utf-8")
    override = OVERRIDE.replace("b.py", "part/b.py")
    (root / "mlaudit.toml").write_text(TREE["mlaudit.toml"] + override, encoding="utf-8")
    (part / "b.py").write_text(READS.format("b"), encoding="utf-8")
    assert find(part) == {"data/part.csv": "new", "data/b.csv": "ignored"}
    written = baseline(root, "write", "part")
    assert written.stdout.startswith(f"{NAME}: ")
    assert find(part) == {"data/part.csv": "baselined", "data/b.csv": "ignored"}
    assert not (part / NAME).exists()


def test_a_baseline_is_written_by_the_settings_of_the_scan(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('severity = { INP001 = "off" }\nbaseline = "b.json"\n', encoding="utf-8")
    assert baseline(root, "write", "--config", other).returncode == 0
    assert "INP001" not in (root / "b.json").read_text(encoding="utf-8")
    assert run("scan", ".", "--config", other, cwd=root).returncode == 0
    assert baseline(root, "write", "--no-config").returncode == 0
    assert "INP001" in (root / NAME).read_text(encoding="utf-8")
