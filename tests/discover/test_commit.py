from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from mlaudit.discover import discover, discover_commit
from mlaudit.discover.commit import open_commit
from mlaudit.discover.git_program import Git as GitProgram
from mlaudit.discover.git_program import find_git
from mlaudit.discover.repository import find_repository
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking
from tests.conftest import Git, WriteTree

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 9\n"
FILES: dict[str, str | bytes] = {
    ".gitignore": "data/\n*.pkl\n!kept.pkl\n",
    ".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n",
    "train.py": "print('fit')\n",
    "kept.pkl": b"\0",
    "weights.bin": POINTER,
    "plain.csv": POINTER,
    "src/pkg/__init__.py": "",
    "test_train.py": "import pytest\n",
    "test_set.py": "print('a test set')\n",
    "third_party/lib/code.py": "x = 1\n",
    "third_party/readme.txt": "no code\n",
    "cache/CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
    "env/bin/activate": "",
    "env/lib/a.py": "",
    "sub/requirements.txt": "pandas\n",
    "sub/run.py": "print(1)\n",
    "name with spaces é.py": "print(2)\n",
}


def _program(root: Path) -> GitProgram:
    repository = find_repository(root)
    assert repository is not None
    found = find_git(root, repository.top)
    assert found is not None
    return found


def _read_head(root: Path, prefix: str = "") -> tuple[Project, dict[str, bytes]]:
    here = root / prefix
    git = _program(here)
    commit = git.run("rev-parse", "HEAD").decode().strip()
    beside = discover(here)
    with open_commit(git, commit, prefix) as tree:
        project = discover_commit(tree, beside)
        kept = [f.path for f in project.files if not f.link and _is_kept(f.tracking)]
        read = {path: tree.read(path) for path in kept}
    return project, read


def _is_kept(tracking: Tracking) -> bool:
    return tracking not in (Tracking.IGNORED, Tracking.UNTRACKED)


@pytest.mark.parametrize("prefix", ["", "sub", "src"])
def test_a_commit_that_is_checked_out_is_seen_as_its_work_tree(
    write_repository: WriteTree, prefix: str
) -> None:
    root = write_repository(FILES)
    project, read = _read_head(root, prefix)
    assert project == discover(root / prefix)
    assert read == {path: (root / prefix / path).read_bytes() for path in read}
    assert read


def test_links_lead_where_they_lead_on_disk(write_tree: WriteTree, git: Git) -> None:
    root = write_tree({"a/train.py": "print(1)\n", "b/x.txt": "x"})
    links = {
        "to_file.py": "a/train.py",
        "to_folder": "a",
        "b/up.py": "../a/train.py",
        "b/twice.py": "up.py",
        "gone.py": "nothing.py",
        "out.py": "../outside.py",
        "absolute.py": "/etc/hosts",
        "annexed": ".git/annex/objects/aa/bb/key/key",
        "loop": "loop",
    }
    for name, target in links.items():
        os.symlink(target, root / name)
    git(root, "init")
    git(root, "add", "-A")
    git(root, "commit", "-m", "one")
    project, _ = _read_head(root)
    on_disk = discover(root)
    assert project.links == on_disk.links
    assert project.files == on_disk.files
    assert {s.path for s in project.skipped} == {s.path for s in on_disk.skipped}
    assert {s.path: s.reason for s in project.skipped if s.path != "loop"} == {
        s.path: s.reason for s in on_disk.skipped if s.path != "loop"
    }


def test_what_git_ignores_now_lies_beside_an_older_commit(
    write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({"a.py": "print(1)\n", ".gitignore": "data/\n"})
    (root / "data").mkdir()
    (root / "data/raw.csv").write_text("x\n")
    (root / "b.py").write_text("print(2)\n")
    (root / "c.py").write_text("print(3)\n")
    git(root, "add", "b.py")
    project, _ = _read_head(root)
    assert [f.path for f in project.files] == [".gitignore", "a.py", "data/raw.csv"]
    assert project.by_path["data/raw.csv"].tracking is Tracking.IGNORED


def test_a_submodule_is_named_and_not_entered(
    tmp_path: Path, write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init")
    git(other, "commit", "--allow-empty", "-m", "one")
    git(root, "submodule", "add", str(other), "lib")
    git(root, "commit", "-m", "two")
    project, _ = _read_head(root)
    assert replace(project, notes=()) == replace(discover(root), notes=())
    assert [s.path for s in project.skipped] == [".git", "lib"]


def test_a_blob_that_the_clone_lacks_is_an_unreadable_file(
    write_repository: WriteTree, git: Git
) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    name = git(root, "rev-parse", "HEAD:a.py").strip()
    (root / ".git/objects" / name[:2] / name[2:]).unlink()
    program = _program(root)
    commit = git(root, "rev-parse", "HEAD").strip()
    with (
        open_commit(program, commit, "") as tree,
        pytest.raises(OSError, match="not in this clone"),
    ):
        tree.read("a.py")


def test_what_a_commit_does_not_hold(write_repository: WriteTree, git: Git) -> None:
    root = write_repository({"a.py": "print(1)\n"})
    commit = git(root, "rev-parse", "HEAD").strip()
    with open_commit(_program(root), commit, "") as tree:
        with pytest.raises(FileNotFoundError):
            tree.read("b.py")
        with pytest.raises(FileNotFoundError):
            tree.list_folder("b")
        assert tree.read_settings("b") is None
