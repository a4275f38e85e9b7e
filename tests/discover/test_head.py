from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlaudit.discover import discover
from mlaudit.discover.head import Head, find_head
from tests.conftest import Git, WriteTree

TREE = {"train.py": "print(1)\n", "sub/eval.py": "print(2)\n", ".gitignore": "*.log\n"}


def test_a_tree_without_a_commit_has_none(write_tree: WriteTree, git: Git) -> None:
    root = write_tree(TREE)
    assert find_head(discover(root)) == Head()
    git(root, "init", "-q")
    assert find_head(discover(root)) == Head()


def test_a_tree_is_clean_until_something_differs(write_repository: WriteTree, git: Git) -> None:
    root = write_repository(TREE)
    commit = git(root, "rev-parse", "HEAD").strip()
    (root / "run.log").write_text("ignored")
    os.utime(root / "train.py", (1, 1))
    assert find_head(discover(root)) == Head(commit, True)
    (root / "new.py").write_text("print(3)\n")
    assert find_head(discover(root)) == Head(commit, False)
    assert find_head(discover(root), {"new.py"}) == Head(commit, True)
    (root / "train.py").write_text("print(4)\n")
    assert find_head(discover(root), {"new.py"}) == Head(commit, False)
    git(root, "add", "train.py")
    assert find_head(discover(root), {"new.py"}) == Head(commit, False)
    assert find_head(discover(root / "sub")) == Head(commit, True), "another folder has changed"


@pytest.mark.parametrize("driver", ["evil", "e.v i", "a=b"])
def test_no_filter_of_the_repository_is_started(
    write_repository: WriteTree, git: Git, tmp_path: Path, driver: str
) -> None:
    root = write_repository({**TREE, ".gitattributes": '"train.py" filter=x\n'})
    (root / ".gitattributes").write_text(f"train.py filter={driver}\n")
    trace = tmp_path / "started"
    for key in ("clean", "process", "smudge"):
        git(root, "config", f"filter.{driver}.{key}", f"touch '{trace}'; cat")
    (root / "train.py").write_text("print(4)\n")
    assert find_head(discover(root)).clean is not True
    assert not trace.exists()
