"""What has changed since a lock file recorded a stage."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mlaudit.graph.locks import find_drift
from mlaudit.model.facts import Facts
from mlaudit.model.locked import LockedStage
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Tracking
from mlaudit.parsers.hashes import hashes_of

CODE = b"print(1)\n"
OLD = hashlib.md5(b"print(0)\n").hexdigest()
NOW = hashlib.md5(CODE).hexdigest()
PLACE = Place("dvc.lock", 3)


def drift(*stages: LockedStage, tracking: Tracking = Tracking.GIT) -> list[tuple[str, ...]]:
    """What differs of each stage; `train.py` is there and was read."""
    file = SourceFile("train.py", len(CODE), tracking)
    facts = {
        "dvc.lock": Facts("dvc.lock", "dvc-lock", locked=stages),
        "train.py": Facts("train.py", "python", hashes=hashes_of(CODE)),
    }
    return [
        (*stage.differs, *stage.edited)
        for stage in find_drift(Project(Path("/x"), "x", (file,)), facts)
    ]


@pytest.mark.parametrize(
    ("hash_", "tracking", "found"),
    [
        (OLD, Tracking.GIT, ("train.py",)),
        (OLD, Tracking.UNKNOWN, ("train.py",)),
        (NOW, Tracking.GIT, ()),
        (hashlib.md5(b"print(1)\r\n").hexdigest(), Tracking.GIT, ()),
        ("", Tracking.GIT, ()),
        (OLD, Tracking.IGNORED, ()),
        (OLD, Tracking.UNTRACKED, ()),
    ],
)
def test_committed_code_is_compared(hash_: str, tracking: Tracking, found: tuple[str, ...]) -> None:
    stage = LockedStage("train", PLACE, reads=(("train.py", hash_), ("data.csv", OLD)))
    assert drift(stage, tracking=tracking) == [found]


def test_what_another_stage_makes_is_compared_with_its_record() -> None:
    prepare = LockedStage("prepare", PLACE, writes=(("train.py", NOW), ("a.csv", OLD)))
    train = LockedStage("train", PLACE, reads=(("train.py", NOW), ("a.csv", NOW)))
    assert drift(prepare, train) == [(), ("a.csv",)]


def test_what_was_found_before_stays() -> None:
    stage = LockedStage("train", PLACE, reads=(("train.py", OLD),), differs=("the command",))
    assert drift(stage) == [("the command", "train.py")]


def test_bytes_of_committed_files_are_told_apart_from_what_is_known_to_differ() -> None:
    file = SourceFile("train.py", 1, Tracking.GIT)
    facts = {
        "train.py": Facts("train.py", "python", hashes=(NOW,)),
        "dvc.lock": Facts(
            "dvc.lock",
            "dvc-lock",
            locked=(
                LockedStage("train", PLACE, reads=(("train.py", OLD), ("clean.csv", OLD))),
                LockedStage("clean", PLACE, writes=(("clean.csv", NOW),)),
            ),
        ),
    }
    train, clean = find_drift(Project(Path("/x"), "x", (file,)), facts)
    assert (train.edited, train.differs) == (("train.py",), ("clean.csv",))
    assert (clean.edited, clean.differs) == ((), ())
