"""Trees as they are found, hostile ones among them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from mlaudit.discover import discover, follow_links, skipped_around, walk
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking
from tests.conftest import WriteTree

needs_odd_names = pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")


def _paths(project: Project) -> list[str]:
    return [file.path for file in project.files]


def _reasons(project: Project) -> dict[str, str]:
    return {skipped.path: skipped.reason for skipped in project.skipped}


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "absent"):
        with pytest.raises(NotADirectoryError):
            discover(path)


def test_an_empty_folder(tmp_path: Path) -> None:
    project = discover(tmp_path)
    assert project.files == ()
    assert project.subprojects == (".",)


def test_sizes_and_order(write_tree: WriteTree) -> None:
    project = discover(write_tree({"b/x.py": "12345", "a.py": "", "b-c.py": "1"}))
    assert [(f.path, f.size) for f in project.files] == [("a.py", 0), ("b-c.py", 1), ("b/x.py", 5)]


def test_two_runs_are_equal(write_repository: WriteTree) -> None:
    root = write_repository({f"{name}/{i}.py": "" for name in "zab" for i in range(5)})
    assert discover(root) == discover(root)


@needs_odd_names
def test_odd_names_stay_exact(write_repository: WriteTree, tmp_path: Path) -> None:
    names = ["new\nline.py", "[red]markup[/].py", "\x1b[31mred.py", "a b.py", "täst.py", "q\"'.py"]
    root = write_repository(dict.fromkeys(names, "1"))
    raw = os.fsdecode(b"latin-\xe9.py")
    (root / raw).write_text("")
    project = discover(root)
    assert _paths(project) == sorted([*names, raw])
    assert project.by_path["new\nline.py"].tracking is Tracking.GIT
    assert project.by_path[raw].tracking is Tracking.UNTRACKED


@needs_odd_names
def test_tracked_names_that_are_no_text(write_tree: WriteTree, git: Any) -> None:
    raw = os.fsdecode(b"latin-\xe9.csv")
    root = write_tree({raw: "1"})
    git(root, "init", "-q")
    git(root, "add", ".")
    assert discover(root).by_path[raw].tracking is Tracking.GIT


def test_links_inside_the_tree_are_recorded_and_not_walked(write_repository: WriteTree) -> None:
    root = write_repository({"data/x.csv": "123", "jobs/train.py": ""})
    (root / "jobs" / "data").symlink_to("../data")
    (root / "first.csv").symlink_to("data/x.csv")
    (root / "data" / "up").symlink_to("..")
    (root / "later.csv").symlink_to("data/later.csv")
    project = discover(root)
    assert _paths(project) == ["data/up", "data/x.csv", "first.csv", "jobs/data", "jobs/train.py"]
    assert project.by_path["first.csv"].link
    assert project.by_path["first.csv"].size == 3
    assert _reasons(project)["later.csv"] == "symbolic link to what is not there"
    assert follow_links(project, "jobs/data/x.csv") == "data/x.csv"
    assert follow_links(project, "later.csv") == "data/later.csv"
    assert follow_links(project, "data/up/first.csv") == "data/x.csv"
    assert follow_links(project, "data/up") == "."
    assert follow_links(project, "jobs/train.py") == "jobs/train.py"


def test_links_out_of_the_tree_and_loops_are_left_out(
    write_tree: WriteTree, tmp_path: Path
) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.py").write_text("")
    root = write_tree({"train.py": "", ".git/config": ""})
    (root / "out").symlink_to(tmp_path / "secret")
    (root / "out.py").symlink_to("../secret/key.py")
    (root / "loop").symlink_to("loop")
    (root / "config.ini").symlink_to(".git/config")
    (root / "annexed.csv").symlink_to(tmp_path / ".git" / "annex" / "objects" / "x")
    project = discover(root)
    assert _paths(project) == ["train.py"]
    reasons = _reasons(project)
    assert reasons["out"] == reasons["out.py"] == "symbolic link that leads out of the tree"
    assert reasons["annexed.csv"] == "symbolic link that leads out of the tree"
    assert reasons["config.ini"] == "symbolic link into version control"
    assert reasons["loop"].startswith("symbolic link that cannot be followed")


def test_git_annex_links_count_as_tracked(write_repository: WriteTree) -> None:
    root = write_repository({"train.py": ""})
    (root / "big.nc").symlink_to(".git/annex/objects/aa/bb/SHA256E-s1--0/SHA256E-s1--0")
    assert discover(root).by_path["big.nc"].tracking is Tracking.ANNEX


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_are_never_opened(write_tree: WriteTree) -> None:
    root = write_tree({"train.py": ""})
    os.mkfifo(root / "pipe.py")
    (root / "link.py").symlink_to("pipe.py")
    reasons = _reasons(discover(root))
    assert reasons["pipe.py"] == reasons["link.py"] == "neither file nor folder"


def test_folders_without_permission_are_named(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_tree({"locked/x.py": "", "open/y.py": ""})
    scandir = os.scandir

    def refuse(path: Path) -> Any:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    project = discover(root)
    assert _paths(project) == ["open/y.py"]
    assert _reasons(project) == {"locked": "no permission to read it"}


@pytest.mark.parametrize("in_git", [True, False])
def test_a_large_ignored_folder_is_listed_in_part(
    write_tree: WriteTree,
    write_repository: WriteTree,
    monkeypatch: pytest.MonkeyPatch,
    in_git: bool,
) -> None:
    monkeypatch.setattr(walk, "MAX_IGNORED_ENTRIES", 8)
    tree = {f"data/img/{i}/{j}.png": "" for i in range(4) for j in range(4)}
    write = write_repository if in_git else write_tree
    root = write({**tree, ".gitignore": "data/\n", "out/a.py": "", "src/train.py": ""})
    project = discover(root)
    listed = [path for path in _paths(project) if path.startswith("data/")]
    assert len(listed) == 3
    assert project.notes[-1] == "data is ignored by git and large: only 8 entries are listed"
    assert "src/train.py" in project.by_path


def test_deep_nesting(write_tree: WriteTree) -> None:
    depth = 300
    root = write_tree({"/".join(["d"] * depth) + "/train.py": ""})
    assert _paths(discover(root)) == ["/".join(["d"] * depth) + "/train.py"]


def test_the_root_may_be_a_link_and_may_lie_in_a_skipped_folder(
    write_tree: WriteTree, tmp_path: Path
) -> None:
    root = write_tree({"node_modules/mine/train.py": ""})
    (tmp_path / "alias").symlink_to(root / "node_modules" / "mine")
    assert _paths(discover(tmp_path / "alias")) == ["train.py"]


def test_what_is_skipped_explains_what_is_missing(write_tree: WriteTree) -> None:
    project = discover(write_tree({"node_modules/x/y.js": "", "train.py": ""}))
    skipped = skipped_around(project, "node_modules/x/y.js")
    assert skipped is not None
    assert skipped.reason == "installed JavaScript packages"
    assert skipped_around(project, "train.py") is None
