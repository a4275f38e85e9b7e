"""Two branches that change the baseline are merged by git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mlaudit.gate.baseline.entries import Entry
from mlaudit.gate.baseline.file import write_baseline
from mlaudit.gate.baseline.text import BaselineError, read_text
from mlaudit.model.configuration import DEFAULTS
from tests.conftest import Git

NAME = DEFAULTS.baseline
BASE = tuple(Entry("INP001", f"src/{letter}.py", "", f"{letter}.csv") for letter in "bdfhjlnprt")


def _entry(letter: str) -> Entry:
    return Entry("INP001", f"src/{letter}.py", "", f"{letter}.csv")


def _commit(git: Git, root: Path, entries: set[Entry]) -> None:
    write_baseline(root / NAME, entries)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "x")


def _merge(
    git: Git, root: Path, ours: tuple[str, str], theirs: tuple[str, str], attributes: str = ""
) -> str:
    """The text after a merge; each side is (letters added, letters removed)."""
    root.mkdir(exist_ok=True)
    git(root, "init", "--quiet", "-b", "main")
    (root / ".gitattributes").write_text(attributes)
    _commit(git, root, set(BASE))
    for name, (added, removed) in (("topic", theirs), ("main", ours)):
        if name == "topic":
            git(root, "checkout", "--quiet", "-b", name)
        else:
            git(root, "checkout", "--quiet", name)
        _commit(git, root, (set(BASE) | set(map(_entry, added))) - set(map(_entry, removed)))
    git(root, "merge", "--quiet", "--no-edit", "topic")
    return (root / NAME).read_text()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("c", ""), ("o", "")),
        (("", "b"), ("", "n")),
        (("c", "h"), ("q", "l")),
        (("a", ""), ("z", "")),
        (("", "t"), ("c", "")),
        (("z", ""), ("z", "")),
        (("", "b"), ("", "b")),
        (("z", ""), ("", "b")),
    ],
)
def test_changes_at_different_places_merge(
    git: Git, tmp_path: Path, ours: tuple[str, str], theirs: tuple[str, str]
) -> None:
    text = _merge(git, tmp_path / "r", ours, theirs)
    added, removed = set(ours[0] + theirs[0]), set(ours[1] + theirs[1])
    expected = (set(BASE) | set(map(_entry, added))) - set(map(_entry, removed))
    assert set(read_text(text, NAME)) == expected


def test_changes_at_one_place_conflict_and_the_message_tells(git: Git, tmp_path: Path) -> None:
    root = tmp_path / "r"
    with pytest.raises(subprocess.CalledProcessError):
        _merge(git, root, ("x", ""), ("y", ""))
    with pytest.raises(BaselineError, match="conflict markers"):
        read_text((root / NAME).read_text(), NAME)


@pytest.mark.parametrize(
    ("ours", "theirs"), [("x", "y"), ("c", "cz"), ("xy", "z"), ("a", "a"), ("c", "c")]
)
def test_with_a_union_they_merge_as_well(git: Git, tmp_path: Path, ours: str, theirs: str) -> None:
    text = _merge(git, tmp_path / "r", (ours, ""), (theirs, ""), f"{NAME} merge=union\n")
    assert set(read_text(text, NAME)) == set(BASE) | set(map(_entry, ours + theirs))
