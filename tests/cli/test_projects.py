from __future__ import annotations

from pathlib import Path

import pytest

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.projects import Target, find_target
from tests.conftest import WriteTree

TREE = {"src/a.py": "", "src/deep/b.py": "", "other/c.py": ""}


def test_a_directory_is_a_project(write_tree: WriteTree) -> None:
    root = write_tree(TREE)
    assert find_target([root]) == Target(root)
    assert find_target([root / "src"]) == Target(root / "src")
    assert find_target([]) == Target(Path())


def test_files_belong_to_the_git_work_tree_around_them(write_repository: WriteTree) -> None:
    root = write_repository(TREE)
    target = find_target([root / "src/deep/b.py", root / "src/a.py"])
    assert target == Target(root, ("src/a.py", "src/deep/b.py"))


def test_files_without_git_belong_to_the_current_directory(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_tree(TREE)
    monkeypatch.chdir(root)
    assert find_target([Path("src/a.py")]) == Target(Path(), ("src/a.py",))
    monkeypatch.chdir(root / "other")
    assert find_target([root / "src/a.py"]) == Target(root / "src", ("a.py",))


def test_a_root_is_named_as_seen_from_the_current_directory(
    write_repository: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_repository(TREE)
    monkeypatch.chdir(root / "src")
    assert find_target([Path("deep/b.py")]) == Target(Path(".."), ("src/deep/b.py",))
    monkeypatch.chdir(root.parent)
    assert find_target([root / "src/a.py"]) == Target(Path(root.name), ("src/a.py",))


@pytest.mark.parametrize("paths", [["src", "other"], ["src", "other/c.py"]])
def test_several_projects_are_wrong_usage(write_tree: WriteTree, paths: list[str]) -> None:
    root = write_tree(TREE)
    with pytest.raises(Stop) as stopped:
        find_target([root / path for path in paths])
    assert stopped.value.code == ExitCode.USAGE


def test_a_path_that_is_absent_is_nothing_to_scan(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stopped:
        find_target([tmp_path / "a\x1b"])
    assert stopped.value.code == ExitCode.NOTHING_TO_SCAN
    assert "a\\x1b" in str(stopped.value)
