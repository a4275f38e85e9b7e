"""What git would ignore, for paths that are not there."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlaudit.discover import discover, is_ignored
from mlaudit.discover.ignore import match_patterns, read_patterns
from mlaudit.discover.tree import FolderTree
from tests.conftest import Git, WriteTree

PATTERNS = """\
# data stays out
data/*
!data/small/
*.pkl
/models
!keep.pkl
logs/**/run.txt
"""


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("data/raw.csv", True),
        ("data/raw/deep/x.csv", True),
        ("data/small/x.csv", False),
        ("data", False),
        ("a/b/model.pkl", True),
        ("a/keep.pkl", False),
        ("models", True),
        ("models/keep.pkl", True),
        ("src/models/x.txt", False),
        ("logs/a/b/run.txt", True),
        ("notebooks/out.csv", True),
        ("notebooks/in.csv", False),
        ("notebooks/cache", True),
        ("s3://bucket/model.pkl", False),
        ("/abs/model.pkl", False),
        ("../model.pkl", False),
        ("train.py", False),
    ],
)
def test_paths_that_are_not_there(write_repository: WriteTree, path: str, ignored: bool) -> None:
    root = write_repository(
        {
            ".gitignore": PATTERNS.replace("\n", "\r\n"),
            "notebooks/.gitignore": "*.csv\n!in.csv\ncache/\n!\n",
            "train.py": "",
        }
    )
    assert is_ignored(discover(root), path) is ignored


def test_what_git_lists_wins_for_files_that_are_there(
    write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({".gitignore": "*.csv\n", "seed.csv": "", "big.csv": ""})
    git(root, "add", "-f", "seed.csv")
    project = discover(root)
    assert not is_ignored(project, "seed.csv")
    assert is_ignored(project, "big.csv")


def test_patterns_above_the_scanned_folder_count(write_repository: WriteTree) -> None:
    root = write_repository({".gitignore": "/jobs/nightly/out/\n", "jobs/nightly/train.py": ""})
    project = discover(root / "jobs" / "nightly")
    assert is_ignored(project, "out/model.bin")
    assert not is_ignored(project, "other/model.bin")


def test_without_git_the_patterns_still_count(write_tree: WriteTree) -> None:
    project = discover(write_tree({".gitignore": "data/\n", "data/x.csv": "", "train.py": ""}))
    assert is_ignored(project, "data/x.csv")
    assert is_ignored(project, "data/y.csv")
    assert not is_ignored(project, "train.py")


NAMES = st.sampled_from(["a", "b", "data", "x.csv", "y.pkl"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
LINES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "!", "\\"]),
    st.sampled_from(["", "/", "**/"]),
    st.lists(
        st.sampled_from(["a", "b", "data", "*", "*.csv", "**", "[!a]", "?", "d*t*"]),
        min_size=1,
        max_size=3,
    ).map("/".join),
    st.sampled_from(["", "/"]),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(LINES, max_size=4), paths=st.lists(PATHS, min_size=1, max_size=8))
def test_the_same_verdict_as_git(
    write_tree: WriteTree, git: Git, lines: list[str], paths: list[str]
) -> None:
    root = write_tree({".gitignore": "\n".join(lines)})
    git(root, "init", "-q")
    patterns = read_patterns(FolderTree(root), ["."])
    for path in paths:
        try:
            git(root, "check-ignore", "-q", "--no-index", path)
            expected = True
        except subprocess.CalledProcessError:
            expected = False
        assert match_patterns(dict(patterns), root, path, directory=False) is expected, path
