"""Files that git keeps as pointers."""

from __future__ import annotations

import pytest

from mlaudit.discover import discover
from mlaudit.model.vocabulary import Tracking
from tests.conftest import WriteTree

POINTER = (
    b"version https://git-lfs.github.com/spec/v1\n"
    b"oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
)
ATTRIBUTES = """\
# large files
[attr]lfs filter=lfs diff=lfs merge=lfs -text
*.bin filter=lfs diff=lfs merge=lfs -text
*.onnx lfs
"my models/*.pt" filter=lfs
my[[:space:]]data/*.csv filter=lfs
data/** filter=lfs
data/index.csv -filter
weights filter=lfs
"""


@pytest.mark.parametrize(
    ("path", "tracking"),
    [
        ("a.bin", Tracking.LFS),
        ("deep/down/a.bin", Tracking.LFS),
        ("model.onnx", Tracking.LFS),
        ("my models/a.pt", Tracking.LFS),
        ("my models/deep/a.pt", Tracking.GIT),
        ("my data/a.csv", Tracking.LFS),
        ("data/x/y.csv", Tracking.LFS),
        ("data/index.csv", Tracking.GIT),
        ("weights/config.json", Tracking.GIT),
        ("small/a.bin", Tracking.GIT),
        ("train.py", Tracking.GIT),
    ],
)
def test_attributes(write_repository: WriteTree, path: str, tracking: Tracking) -> None:
    root = write_repository({"README.md": "", path: "1", "small/.gitattributes": "*.bin !filter\n"})
    # Written afterwards, for git would want the LFS program to add such files.
    (root / ".gitattributes").write_text(ATTRIBUTES)
    assert discover(root).by_path[path].tracking is tracking


def test_a_pointer_without_attributes(write_repository: WriteTree) -> None:
    project = discover(write_repository({"model.h5": POINTER, "note.txt": b"x" * len(POINTER)}))
    assert project.by_path["model.h5"].tracking is Tracking.LFS
    assert project.by_path["note.txt"].tracking is Tracking.GIT


def test_a_pointer_without_git(write_tree: WriteTree) -> None:
    assert discover(write_tree({"m.h5": POINTER})).by_path["m.h5"].tracking is Tracking.LFS


def test_broken_attributes_are_passed_over(write_repository: WriteTree) -> None:
    root = write_repository({"a.bin": "", "b.txt": ""})
    (root / ".gitattributes").write_bytes(b"\xff\xfe \x00\n!x filter=lfs\n\\ filter=lfs\n*.bin\n")
    assert discover(root).by_path["a.bin"].tracking is Tracking.GIT
