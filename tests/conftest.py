"""Small trees for tests: files, and git repositories without anybody's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

Tree: TypeAlias = Mapping[str, str | bytes]
WriteTree: TypeAlias = Callable[[Tree], Path]
Git: TypeAlias = Callable[..., str]

IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2024-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests use neither the cache nor the configuration of the person who runs them."""
    monkeypatch.setenv("MLAUDIT_NO_CACHE", "1")
    monkeypatch.delenv("MLAUDIT_CONFIG", raising=False)


@pytest.fixture
def write_tree(tmp_path: Path) -> WriteTree:
    """Write files, given by their paths relative to an own folder, and return that folder."""
    root = tmp_path / "project"

    def write(tree: Tree) -> Path:
        root.mkdir(exist_ok=True)
        for path, content in tree.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def git() -> Git:
    """Run git in a folder: `git(root, "add", ".")`; returns what it prints."""
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not installed")

    def run(folder: Path, *arguments: str) -> str:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        options = ["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"]
        finished = subprocess.run(
            [program, *options, *arguments],
            cwd=folder,
            env=inherited | IDENTITY,
            check=True,
            capture_output=True,
            text=True,
        )
        return finished.stdout

    return run


@pytest.fixture
def write_repository(write_tree: WriteTree, git: Git) -> WriteTree:
    """Like `write_tree`, and commit what .gitignore lets through."""

    def write(tree: Tree) -> Path:
        root = write_tree(tree)
        git(root, "init", "-q")
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "Start")
        return root

    return write
