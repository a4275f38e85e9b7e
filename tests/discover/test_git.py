"""Tracking, as git tells it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mlaudit.discover import discover
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking
from tests.conftest import Git, WriteTree


def _trackings(project: Project) -> dict[str, Tracking]:
    return {file.path: file.tracking for file in project.files}


def test_tracked_untracked_and_ignored_files(write_repository: WriteTree) -> None:
    root = write_repository({".gitignore": "data/\n", "train.py": "", "data/raw.csv": "1"})
    (root / "new.py").write_text("")
    project = discover(root)
    assert project.has_git
    assert project.notes == ()
    assert _trackings(project) == {
        ".gitignore": Tracking.GIT,
        "data/raw.csv": Tracking.IGNORED,
        "new.py": Tracking.UNTRACKED,
        "train.py": Tracking.GIT,
    }


def test_a_file_that_is_tracked_in_spite_of_a_pattern_is_tracked(
    write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({".gitignore": "*.csv\n", "seed.csv": "1", "big.csv": "2"})
    git(root, "add", "-f", "seed.csv")
    assert _trackings(discover(root))["seed.csv"] is Tracking.GIT
    assert _trackings(discover(root))["big.csv"] is Tracking.IGNORED


def test_without_a_repository_nothing_is_known(write_tree: WriteTree) -> None:
    project = discover(write_tree({"train.py": "", ".gitignore": "data/\n", "data/x.csv": ""}))
    assert not project.has_git
    assert set(_trackings(project).values()) == {Tracking.UNKNOWN}
    assert project.notes == ("no git repository: what is tracked is not known",)


def test_without_the_program_nothing_is_known(
    write_repository: WriteTree, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = write_repository({"train.py": ""})
    monkeypatch.setenv("PATH", str(tmp_path))
    project = discover(root)
    assert not project.has_git
    assert project.notes == ("git is not installed: what is tracked is not known",)
    assert [file.path for file in project.files] == ["train.py"]


def test_a_damaged_repository_is_reported_and_the_files_are_found(
    write_repository: WriteTree,
) -> None:
    root = write_repository({"train.py": ""})
    (root / ".git" / "index").write_bytes(b"no index")
    project = discover(root)
    assert not project.has_git
    assert project.notes[0].startswith("git cannot read the repository (")
    assert str(root) not in project.notes[0]
    assert [file.path for file in project.files] == ["train.py"]


def test_a_subfolder_of_a_repository(write_repository: WriteTree) -> None:
    root = write_repository(
        {".gitignore": "sub/out/\n*.pkl\n", "sub/train.py": "", "sub/out/x": "", "other.py": ""}
    )
    project = discover(root / "sub")
    assert project.name == "sub"
    assert _trackings(project) == {"out/x": Tracking.IGNORED, "train.py": Tracking.GIT}


def test_a_folder_that_the_repository_around_it_ignores(write_repository: WriteTree) -> None:
    root = write_repository({".gitignore": "/scratch/\n", "scratch/train.py": ""})
    project = discover(root / "scratch")
    assert not project.has_git
    assert "ignores it" in project.notes[0]


def test_nothing_committed_yet(write_tree: WriteTree, git: Git) -> None:
    root = write_tree({"train.py": ""})
    git(root, "init", "-q")
    project = discover(root)
    assert _trackings(project) == {"train.py": Tracking.UNTRACKED}
    assert project.notes == ("nothing is in git yet",)


def test_detached_head_shallow_clone_and_linked_work_tree(
    write_repository: WriteTree, git: Git, tmp_path: Path
) -> None:
    root = write_repository({"train.py": ""})
    git(root, "commit", "-q", "--allow-empty", "-m", "More")
    git(root, "checkout", "-q", "--detach")
    assert _trackings(discover(root)) == {"train.py": Tracking.GIT}

    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "shallow")
    project = discover(tmp_path / "shallow")
    assert project.notes == ("shallow clone",)
    assert _trackings(project) == {"train.py": Tracking.GIT}

    git(tmp_path / "shallow", "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    project = discover(tmp_path / "side")
    assert project.has_git
    assert project.notes == ("shallow clone",)
    assert _trackings(project) == {"train.py": Tracking.GIT}


def test_submodules_are_left_out_and_named(
    write_repository: WriteTree, git: Git, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / "net.py").write_text("")
    git(library, "init", "-q")
    git(library, "add", ".")
    git(library, "commit", "-q", "-m", "Start")
    root = write_repository({"train.py": ""})
    git(root, "submodule", "add", "-q", library.as_uri(), "lib/net")
    git(root, "commit", "-q", "-m", "Use the library")
    project = discover(root)
    assert [file.path for file in project.files] == [".gitmodules", "train.py"]
    reasons = {skipped.path: skipped.reason for skipped in project.skipped}
    assert reasons["lib/net"].startswith("git submodule")

    git(tmp_path, "clone", "-q", root.as_uri(), "empty")
    assert "lib/net" in {skipped.path for skipped in discover(tmp_path / "empty").skipped}


def test_a_repository_inside_the_repository_is_left_out(
    write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({"train.py": "", ".gitignore": "cloned/\n"})
    (root / "cloned").mkdir()
    (root / "cloned" / "theirs.py").write_text("")
    git(root / "cloned", "init", "-q")
    project = discover(root)
    assert ("cloned", "another git repository") in [(s.path, s.reason) for s in project.skipped]
    assert "cloned/theirs.py" not in project.by_path


def test_several_repositories_in_one_folder_are_all_scanned(
    write_tree: WriteTree, git: Git
) -> None:
    root = write_tree({"a/train.py": "", "b/serve.py": ""})
    git(root / "a", "init", "-q")
    project = discover(root)
    assert not project.has_git
    assert [file.path for file in project.files] == ["a/train.py", "b/serve.py"]


def test_settings_of_the_repository_start_no_program(
    write_repository: WriteTree, git: Git, tmp_path: Path
) -> None:
    root = write_repository({"train.py": ""})
    script = tmp_path / "started.sh"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path / 'started'}\n")
    script.chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "filter.x.clean", "core.sshCommand"):
        git(root, "config", setting, str(script))
    (root / ".gitattributes").write_text("*.py filter=x\n")
    assert discover(root).has_git
    assert not (tmp_path / "started").exists()


def test_the_program_is_never_taken_from_the_tree(
    write_repository: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_repository({"git": "#!/bin/sh\ntouch started\n"})
    (root / "git").chmod(0o755)
    monkeypatch.chdir(root)
    monkeypatch.setenv("PATH", f".{os.pathsep}{root}{os.pathsep}{os.environ['PATH']}")
    assert discover(root).has_git
    assert not (root / "started").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may chown")
def test_a_repository_of_somebody_else_is_read(write_repository: WriteTree) -> None:
    root = write_repository({"train.py": ""})
    for path in (root, *root.rglob("*")):
        shutil.chown(path, 12345, 12345)
    assert _trackings(discover(root)) == {"train.py": Tracking.GIT}


def test_settings_of_the_user_do_not_count(
    write_repository: WriteTree, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = write_repository({"train.py": ""})
    (root / "notes.txt").write_text("")
    home = tmp_path / "home"
    (home / ".config" / "git").mkdir(parents=True)
    (home / ".config" / "git" / "ignore").write_text("*.txt\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert _trackings(discover(root))["notes.txt"] is Tracking.UNTRACKED
