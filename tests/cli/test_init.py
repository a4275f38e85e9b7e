"""`mlaudit init` writes what is missing, and nothing else."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.cli.test_program import run
from tests.conftest import Git, WriteTree

TRAIN = {"train.py": "import joblib\njoblib.dump({}, 'm.pkl')\n"}


def _contents(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def _list_commands(file: Path) -> Iterator[list[str]]:
    """The words of each command of mlaudit that a file of YAML holds."""
    waiting = [yaml.safe_load(file.read_text(encoding="utf-8"))]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict | list):
            waiting.extend(item.values() if isinstance(item, dict) else item)
        elif isinstance(item, str) and item.startswith("mlaudit "):
            yield shlex.split(item)[1:]


@pytest.mark.parametrize(
    ("remote", "job"),
    [
        ("git@github.com:a/b.git", ".github/workflows/mlaudit.yml"),
        ("git@gitlab.com:a/b.git", ".gitlab-ci.yml"),
    ],
)
def test_an_empty_repository_gets_all_three(
    write_repository: WriteTree, git: Git, remote: str, job: str
) -> None:
    root = write_repository(TRAIN)
    git(root, "remote", "add", "origin", remote)
    before = json.loads(run("scan", root, "--format", "json").stdout)
    finished = run("init", root)
    assert (finished.returncode, finished.stderr) == (0, "")
    written = ["mlaudit.toml", ".pre-commit-config.yaml", job]
    assert finished.stdout.splitlines()[:3] == [f"wrote {name}" for name in written]
    assert set(_contents(root)) == {*TRAIN, *written}
    after = json.loads(run("scan", root, "--format", "json").stdout)
    assert [f["fingerprint"] for f in after["findings"]] == [
        f["fingerprint"] for f in before["findings"]
    ]
    commands = [line for name in written[1:] for line in _list_commands(root / name)]
    assert len(commands) == 2
    for command in commands:
        assert run(*command, cwd=root).returncode == 1, command


def test_what_is_there_stays_as_it_is(write_tree: WriteTree) -> None:
    tree = {
        **TRAIN,
        "pyproject.toml": "[tool.mlaudit]\n",
        ".pre-commit-config.yaml": "repos: []\n",
        ".gitlab-ci.yml": "test:\n  script: [make]\n",
    }
    root = write_tree(tree)
    before = _contents(root)
    finished = run("init", root)
    assert finished.returncode == 0
    assert _contents(root) == before
    for name in ("pyproject.toml", ".pre-commit-config.yaml", ".gitlab-ci.yml"):
        assert f"add to {name}" in finished.stdout
    assert "    - repo: local" in finished.stdout
    assert "mlaudit scan ." in finished.stdout


def test_a_second_time_everything_is_kept(write_repository: WriteTree, git: Git) -> None:
    root = write_repository(TRAIN)
    git(root, "remote", "add", "origin", "git@github.com:a/b.git")
    run("init", root)
    before = _contents(root)
    finished = run("init", root)
    assert [line.partition(" ")[0] for line in finished.stdout.splitlines()[:3]] == ["kept"] * 3
    assert "Next:" not in finished.stdout
    assert _contents(root) == before


def test_a_dry_run_writes_nothing(write_tree: WriteTree) -> None:
    root = write_tree(TRAIN)
    finished = run("init", root, "--dry-run")
    assert finished.returncode == 0
    assert "would write mlaudit.toml" in finished.stdout
    assert "no job: which system builds this repository is not known" in finished.stdout
    assert set(_contents(root)) == set(TRAIN)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this person may write anywhere")
def test_a_folder_that_cannot_be_written_gives_2(write_tree: WriteTree) -> None:
    root = write_tree(TRAIN)
    root.chmod(0o555)
    finished = run("init", root)
    root.chmod(0o755)
    assert finished.returncode == 2
    assert "cannot write mlaudit.toml" in finished.stderr


def test_no_folder_gives_3_and_wrong_settings_2(write_tree: WriteTree, tmp_path: Path) -> None:
    assert run("init", tmp_path / "nowhere").returncode == 3
    assert run("init", write_tree({"mlaudit.toml": "profile ="})).returncode == 2
