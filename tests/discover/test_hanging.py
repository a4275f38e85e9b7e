"""A git that gives no answer, or dies of a question, costs no more than what was asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mlaudit.comparison import RevisionError, compare_with
from mlaudit.discover import discover, git_program
from mlaudit.discover.commit import open_commit
from mlaudit.discover.git_program import find_git
from mlaudit.discover.repository import find_repository
from mlaudit.scan import scan_project
from tests.conftest import Git, WriteTree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")

SOME = {"a.py": "import pandas as pd\npd.read_csv('a.csv')\n", "b.py": "x = 1\n"}
TOLD = "no answer within 0.3 s"


@pytest.fixture
def root(write_repository: WriteTree, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(git_program, "PATIENCE", 0.3)
    return write_repository(SOME)


def _include_pipe(root: Path) -> None:
    os.mkfifo(root / ".git" / "pipe")
    with (root / ".git" / "config").open("a") as stream:
        stream.write("[include]\n\tpath = pipe\n")


def _put_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def test_settings_that_include_a_pipe_are_told(root: Path) -> None:
    _include_pipe(root)
    result = scan_project(root)
    (note,) = result.workflow.project.notes
    assert note == f"git cannot read the repository ({TOLD}): what is tracked is not known"
    assert "a.csv" in {artifact.id for artifact in result.workflow.artifacts}
    with pytest.raises(RevisionError, match=f"cannot look for the commit 'HEAD~1': {TOLD}"):
        compare_with(result, "HEAD~1")


@pytest.mark.parametrize("name", ["config", "index", "HEAD", "info/exclude", "packed-refs"])
def test_a_pipe_among_the_files_of_git_ends_in_time(root: Path, name: str) -> None:
    file = root / ".git" / name
    file.touch()
    _put_pipe(file)
    assert {"a.py", "b.py"} <= discover(root).by_path.keys()


def test_a_blob_that_is_a_pipe_ends_the_comparison(root: Path, git: Git) -> None:
    result = scan_project(root)
    name = git(root, "rev-parse", "HEAD:a.py").strip()
    _put_pipe(root / ".git/objects" / name[:2] / name[2:])
    with pytest.raises(RevisionError, match=TOLD):
        compare_with(result, "HEAD")


def test_a_git_that_dies_of_a_question_is_started_again(root: Path, git: Git) -> None:
    repository = find_repository(root)
    assert repository is not None
    program = find_git(root, repository.top)
    assert program is not None
    with open_commit(program, git(root, "rev-parse", "HEAD").strip(), "") as tree:
        assert tree.read("a.py").decode() == SOME["a.py"]
        process = tree.reader._process
        assert process is not None
        process.kill()
        process.wait()
        with pytest.raises(OSError, match="git ended"):
            tree.read("a.py")
        assert tree.read("a.py").decode() == SOME["a.py"]
        assert tree.read("b.py").decode() == SOME["b.py"]
