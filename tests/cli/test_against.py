"""`mlaudit scan --against REV`: what a change brings, by the program as it is installed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_program import run
from tests.conftest import Git, WriteTree

OLD = "import pickle\nname = input('Name?')\npickle.dump({}, open('model.pkl', 'wb'))\n"
NEW = "import pandas as pd\npd.read_csv('data/made_by_hand.csv').to_csv('report.csv')\n"


@pytest.fixture
def root(write_repository: WriteTree, git: Git) -> Path:
    """A repository whose branch `feature` adds a script, which is not committed yet."""
    root = write_repository({"train.py": OLD, "README.md": "# A model\n"})
    git(root, "checkout", "-q", "-b", "feature")
    return root


def scan(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return run("scan", root, *words, cwd=None, **variables)


def read(root: Path, *words: str) -> dict[str, Any]:
    document = json.loads(scan(root, "--format", "json", *words).stdout)
    assert isinstance(document, dict)
    return document


def test_what_was_there_before_does_not_fail(root: Path) -> None:
    assert scan(root).returncode == 1
    finished = scan(root, "--against", "main")
    assert finished.returncode == 0, finished.stdout
    assert "this change adds no work by hand" in finished.stdout
    statuses = {finding["status"] for finding in read(root, "--against", "main")["findings"]}
    assert statuses == {"baselined"}


def test_what_a_change_brings_fails_and_is_named(root: Path, git: Git) -> None:
    (root / "report.py").write_text(NEW)
    finished = scan(root, "--against", "main", "--width", "200")
    assert finished.returncode == 1
    assert "Against main" in finished.stdout
    assert "this change adds" in finished.stdout
    assert "data/made_by_hand.csv" in finished.stdout
    document = read(root, "--against", "main")
    new = [f["path"] for f in document["findings"] if f["status"] == "new"]
    assert new
    assert set(new) == {"report.py"}
    assert [step["id"] for step in document["change"]["steps_added"]] == ["report.py"]
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "A report")
    assert read(root, "--against", "main")["change"] == document["change"]


def test_work_that_goes_is_told(root: Path) -> None:
    (root / "train.py").write_text(OLD.replace("input('Name?')", "'model'"))
    finished = scan(root, "--against", "main", "--width", "200")
    assert finished.returncode == 0
    assert "this change takes 1 action by hand away" in finished.stdout


def test_the_commit_is_that_at_which_the_two_parted(root: Path, git: Git) -> None:
    git(root, "checkout", "-q", "main")
    (root / "report.py").write_text(NEW)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "A report on main")
    git(root, "checkout", "-q", "feature")
    change = read(root, "--against", "main")["change"]
    assert change["steps_removed"] == []
    assert change["commit"] == git(root, "rev-parse", "feature").strip()


def test_a_folder_of_the_repository_is_compared_with_itself(root: Path, git: Git) -> None:
    (root / "sub").mkdir()
    (root / "sub" / "train.py").write_text(OLD)
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "A part")
    assert scan(root / "sub", "--against", "HEAD").returncode == 0
    assert scan(root / "sub", "--against", "main").returncode == 1


def test_a_second_comparison_takes_what_the_first_found(root: Path, tmp_path: Path) -> None:
    (root / "report.py").write_text(NEW)
    kept = {"MLAUDIT_NO_CACHE": "", "MLAUDIT_CACHE_DIR": str(tmp_path / "cache")}
    first, second = (
        json.loads(scan(root, "--against", "main", "--format", "json", **kept).stdout)
        for _ in range(2)
    )
    assert [path.name for path in (tmp_path / "cache").rglob("commit.pickle")] == ["commit.pickle"]
    for document in (first, second):
        document["stats"].pop("seconds")
    assert first == second


def test_what_the_baseline_accepts_is_accepted(root: Path) -> None:
    (root / "report.py").write_text(NEW)
    assert run("baseline", "write", root).returncode == 0
    assert scan(root, "--against", "main").returncode == 0
    assert scan(root, "--against", "main", "--no-baseline").returncode == 1


@pytest.mark.parametrize(
    ("revision", "message"),
    [("relaese", "git knows no commit 'relaese'"), ("origin/main", "git fetch origin main")],
)
def test_an_unknown_revision_is_wrong_usage(root: Path, revision: str, message: str) -> None:
    finished = scan(root, "--against", revision)
    assert finished.returncode == 2
    assert message in finished.stderr


def test_a_shallow_clone_says_what_to_fetch(root: Path, tmp_path: Path, git: Git) -> None:
    git(root, "commit", "-q", "--allow-empty", "-m", "on feature")
    clone = tmp_path / "clone"
    words = ("--depth", "1", "--no-single-branch", f"file://{root}", str(clone))
    git(root, "clone", "-q", *words)
    finished = scan(clone, "--against", "origin/main")
    assert finished.returncode == 2
    assert "git fetch --unshallow" in finished.stderr


def test_without_git_there_is_nothing_to_compare_with(write_tree: WriteTree) -> None:
    finished = scan(write_tree({"train.py": OLD}), "--against", "main")
    assert finished.returncode == 2
    assert "this is no git repository" in finished.stderr


def test_it_works_in_a_hook(root: Path, git: Git) -> None:
    (root / "report.py").write_text(NEW)
    git(root, "add", ".")
    finished = scan(
        root, "--against", "HEAD", GIT_DIR=str(root / ".git"), GIT_INDEX_FILE="elsewhere"
    )
    assert finished.returncode == 1
