"""What is kept of a tree, and when it counts."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mlaudit.cache import CacheFolderError, Store, find_folder, open_store
from mlaudit.cache import store as storing
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import Role, Tracking


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a.py").write_text("a")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "caches" / "one")


def _project(root: Path, **changes: object) -> Project:
    file = {"path": "a.py", "size": 1, "tracking": Tracking.GIT, "role": Role.PIPELINE, **changes}
    return Project(root, root.name, (SourceFile(**file),))  # type: ignore[arg-type]


def _keep(store: Store, root: Path) -> None:
    from mlaudit.cache import read_digests

    store.keep_result(_project(root), read_digests(root, ["a.py"]), ("result",))


def test_a_result_counts_for_the_same_files(store: Store, root: Path) -> None:
    assert store.find_result(_project(root)) is None
    _keep(store, root)
    assert store.find_result(_project(root)) == ("result",)


def test_another_content_of_the_same_size_does_not_count(store: Store, root: Path) -> None:
    _keep(store, root)
    (root / "a.py").write_text("b")
    assert store.find_result(_project(root)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"path": "b.py"},
        {"size": 2},
        {"tracking": Tracking.UNTRACKED},
        {"role": Role.TEST},
        {"link": True},
    ],
)
def test_another_tree_does_not_count(store: Store, root: Path, changes: dict[str, object]) -> None:
    _keep(store, root)
    assert store.find_result(_project(root, **changes)) is None


def test_another_analyser_does_not_count(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _keep(store, root)
    store.keep_facts({"a.py": ("1", "facts")})
    monkeypatch.setattr(storing, "sign_analyser", lambda: "another")
    assert store.find_result(_project(root)) is None
    assert store.find_facts() == {}


@pytest.mark.parametrize("damage", [b"", b"junk", b"\x80\x04."])
def test_damaged_files_do_not_count(store: Store, root: Path, damage: bytes) -> None:
    _keep(store, root)
    store.keep_facts({"a.py": ("1", "facts")})
    for file in store.folder.iterdir():
        file.write_bytes(file.read_bytes()[:40] + damage)
    assert store.find_result(_project(root)) is None
    assert store.find_facts() == {}


def test_a_file_that_vanished_does_not_count(store: Store, root: Path) -> None:
    _keep(store, root)
    (root / "a.py").unlink()
    assert store.find_result(_project(root)) is None


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path, root: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = Store(tmp_path / "file" / "one")
    _keep(store, root)
    assert store.find_result(_project(root)) is None


def test_nothing_half_written_is_left(store: Store, root: Path) -> None:
    _keep(store, root)
    _keep(store, root)
    assert [file.name for file in store.folder.iterdir()] == ["result.pickle"]


def test_caches_of_trees_that_nobody_scans_go(store: Store, root: Path) -> None:
    old = store.folder.parent / "old"
    old.mkdir(parents=True)
    past = time.time() - 31 * 24 * 3600
    os.utime(old, (past, past))
    _keep(store, root)
    assert [folder.name for folder in store.folder.parent.iterdir()] == ["one"]


def test_the_folder_of_caches_is_private(store: Store, root: Path) -> None:
    _keep(store, root)
    assert store.folder.stat().st_mode & 0o077 == 0


def test_a_cache_never_lies_in_the_tree(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLAUDIT_NO_CACHE")
    monkeypatch.setenv("MLAUDIT_CACHE_DIR", str(root / ".cache"))
    with pytest.raises(CacheFolderError, match="could be part of the repository"):
        find_folder(root)
    (root.parent / "link").symlink_to(root)
    monkeypatch.setenv("MLAUDIT_CACHE_DIR", str(root.parent / "link" / "x"))
    with pytest.raises(CacheFolderError):
        find_folder(root)
    monkeypatch.delenv("MLAUDIT_CACHE_DIR")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(root / "home"))
    assert find_folder(root) is None


def test_each_tree_has_its_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLAUDIT_NO_CACHE")
    monkeypatch.setenv("MLAUDIT_CACHE_DIR", str(root.parent / "caches"))
    one, other = find_folder(root), find_folder(root.parent / "elsewhere")
    assert one is not None
    assert other is not None
    assert one != other
    assert one.parent == other.parent == Path(os.path.realpath(root.parent / "caches"))


def test_the_cache_can_be_switched_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLAUDIT_NO_CACHE", "1")
    assert open_store(root) is None
