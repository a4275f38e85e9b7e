"""What is proposed to repositories that have something already."""

from __future__ import annotations

import shlex
import sys
import textwrap
from pathlib import Path

import pytest
import yaml

from mlaudit.adoption import Proposal, Way, propose
from mlaudit.configuration import ConfigurationError
from tests.conftest import Git, WriteTree

FOLDER = ".github/workflows"
JOB = f"{FOLDER}/mlaudit.yml"
HOOKS = "repos:\n- repo: https://example.org/hooks\n  rev: v1\n  hooks:\n  - id: tidy\n"


def _propose(root: Path, top: Path | None = None) -> dict[str, Proposal]:
    found = {p.file.relative_to(top or root).as_posix(): p for p in propose(root)}
    assert len(found) == 3
    return found


def _ways(root: Path, top: Path | None = None) -> dict[str, Way]:
    return {name: proposal.way for name, proposal in _propose(root, top).items()}


def test_an_empty_folder(write_tree: WriteTree) -> None:
    assert _ways(write_tree({"train.py": ""})) == {
        "mlaudit.toml": Way.WRITE,
        ".pre-commit-config.yaml": Way.WRITE,
        ".": Way.ADD,
    }


@pytest.mark.parametrize(
    ("tree", "remote", "file", "way"),
    [
        ({f"{FOLDER}/test.yml": "on: push\n"}, "", JOB, "write"),
        ({}, "git@github.com:a/b.git", JOB, "write"),
        ({}, "https://gitlab.example.org/a/b.git", ".gitlab-ci.yml", "write"),
        ({".gitlab-ci.yml": "test: {}\n"}, "git@github.com:a/b.git", ".gitlab-ci.yml", "add"),
        ({"Jenkinsfile": "pipeline {}\n"}, "git@github.com:a/b.git", "Jenkinsfile", "add"),
        ({}, "https://example.org/a/b.git", ".", "add"),
        ({f"{FOLDER}/a.yaml": "run: mlaudit scan\n"}, "", f"{FOLDER}/a.yaml", "keep"),
        ({".gitlab-ci.yml": "mlaudit: {}\n"}, "", ".gitlab-ci.yml", "keep"),
    ],
)  # fmt: skip
def test_the_job_is_for_the_system_that_the_repository_uses(
    write_repository: WriteTree, git: Git, tree: dict[str, str], remote: str, file: str, way: str
) -> None:
    root = write_repository({"train.py": "", **tree})
    if remote:
        git(root, "remote", "add", "origin", remote)
    assert _ways(root)[file] == way


def test_settings_that_are_there_are_kept(write_repository: WriteTree) -> None:
    tree = {"mlaudit.toml": "", "part/train.py": ""}
    root = write_repository(tree)
    assert _propose(root)["mlaudit.toml"].way == Way.KEEP
    found = _propose(root / "part", root)["mlaudit.toml"]
    assert (found.way, found.note) == (Way.KEEP, "it configures this folder, too")


def test_a_table_of_pyproject_is_added_to_by_a_person(write_tree: WriteTree) -> None:
    root = write_tree({"pyproject.toml": '[tool.mlaudit]\nprofile = "strict"\n'})
    found = _propose(root)["pyproject.toml"]
    assert found.way == Way.ADD
    assert "# [[tool.mlaudit.overrides]]" in found.text


def test_settings_that_cannot_be_read_are_told(write_tree: WriteTree) -> None:
    with pytest.raises(ConfigurationError):
        propose(write_tree({"mlaudit.toml": "profile ="}))


def test_a_hook_goes_among_others_as_they_are_indented(write_tree: WriteTree) -> None:
    start, _, rest = HOOKS.partition("\n")
    for text in (HOOKS, f"{start}\n{textwrap.indent(rest, '    ')}"):
        found = _propose(write_tree({".pre-commit-config.yaml": text}))[".pre-commit-config.yaml"]
        assert found.way == Way.ADD
        repositories = yaml.safe_load(text + found.text)["repos"]
        names = [hook["id"] for repository in repositories for hook in repository["hooks"]]
        assert names == ["tidy", "mlaudit"]


def test_a_hook_that_is_there_is_kept(write_tree: WriteTree) -> None:
    root = write_tree({".pre-commit-config.yaml": HOOKS.replace("tidy", "mlaudit")})
    assert _ways(root)[".pre-commit-config.yaml"] == Way.KEEP


@pytest.mark.parametrize("name", ["models/one", "the models/it's", "a - b #1"])
def test_hook_and_job_lie_at_the_top_and_scan_the_project(
    write_repository: WriteTree, git: Git, name: str
) -> None:
    root = write_repository({f"{name}/train.py": ""})
    git(root, "remote", "add", "origin", "git@github.com:a/b.git")
    found = _propose(root / name, root)
    assert found[f"{name}/mlaudit.toml"].way == Way.WRITE
    (hook,) = yaml.safe_load(found[".pre-commit-config.yaml"].text)["repos"][0]["hooks"]
    assert shlex.split(hook["entry"]) == ["mlaudit", "scan", name, "--format", "concise"]
    job = yaml.safe_load(found[JOB].text)["jobs"]["mlaudit"]
    assert shlex.split(job["steps"][-1]["run"]) == [
        "mlaudit", "scan", name, "--format", "github",
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_nothing_is_written_through_links(write_tree: WriteTree, tmp_path: Path) -> None:
    root = write_tree({"train.py": ""})
    (tmp_path / "elsewhere" / "workflows").mkdir(parents=True)
    (root / ".github").symlink_to(tmp_path / "elsewhere")
    (root / ".pre-commit-config.yaml").symlink_to(tmp_path / "nowhere.yaml")
    found = _ways(root)
    assert found[".github/workflows/mlaudit.yml"] == Way.ADD
    assert found[".pre-commit-config.yaml"] == Way.ADD
