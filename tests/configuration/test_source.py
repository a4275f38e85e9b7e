"""Which file configures a scan."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mlaudit.configuration import VARIABLE, ConfigurationError, load
from mlaudit.model.configuration import DEFAULTS
from tests.conftest import Git, WriteTree

STRICT, AUDIT = 'profile = "strict"\n', 'profile = "audit"\n'
TABLE = '[project]\nname = "x"\n\n[tool.mlaudit]\nprofile = "audit"\n'


def test_without_a_file_the_defaults_hold(write_tree: WriteTree) -> None:
    assert load(write_tree({"train.py": ""})) == DEFAULTS


def test_a_file_of_its_own_and_a_table(write_tree: WriteTree) -> None:
    root = write_tree({"a/mlaudit.toml": STRICT, "b/pyproject.toml": TABLE})
    own, table = load(root / "a"), load(root / "b")
    assert (own.profile, own.path, own.folder) == ("strict", "mlaudit.toml", root / "a")
    assert (table.profile, table.path, table.folder) == ("audit", "pyproject.toml", root / "b")


def test_its_own_file_wins_beside_a_table_and_a_note_says_so(write_tree: WriteTree) -> None:
    root = write_tree({"mlaudit.toml": STRICT, "pyproject.toml": TABLE})
    found = load(root)
    assert found.profile == "strict"
    (note,) = found.notes
    assert note.startswith("mlaudit.toml counts, not the table")


def test_the_nearest_file_up_to_the_top_of_the_repository(
    write_repository: WriteTree, tmp_path: Path
) -> None:
    tree = {
        "mlaudit.toml": STRICT,
        "services/pyproject.toml": '[project]\nname = "no table of ours"\n',
        "services/near/x.py": "",
        "services/near/pyproject.toml": TABLE,
        "services/far/src/x.py": "",
    }
    root = write_repository(tree)
    (tmp_path / "mlaudit.toml").write_text(AUDIT)
    assert load(root / "services" / "near").profile == "audit"
    far = load(root / "services" / "far" / "src")
    assert (far.profile, far.path) == ("strict", "../../../mlaudit.toml")
    (root / "mlaudit.toml").unlink()
    assert load(root / "services" / "far") == DEFAULTS


def test_without_a_repository_the_root_alone_is_looked_into(
    write_tree: WriteTree, tmp_path: Path
) -> None:
    root = write_tree({"x.py": ""})
    (tmp_path / "mlaudit.toml").write_text(AUDIT)
    assert load(root) == DEFAULTS


def test_a_linked_work_tree_is_a_top(write_repository: WriteTree, git: Git, tmp_path: Path) -> None:
    root = write_repository({"train.py": ""})
    (tmp_path / "mlaudit.toml").write_text(AUDIT)
    git(root, "worktree", "add", "-q", str(tmp_path / "second"))
    assert load(tmp_path / "second") == DEFAULTS


def test_a_person_names_a_file(
    write_tree: WriteTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_tree({"mlaudit.toml": STRICT, "ci/pyproject.toml": TABLE})
    other = tmp_path / "audit.toml"
    other.write_text(AUDIT)
    found = load(root, other)
    assert (found.profile, found.path, found.folder) == ("audit", str(other), None)
    assert load(root, root / "ci" / "pyproject.toml").profile == "audit"
    monkeypatch.setenv(VARIABLE, str(other))
    assert load(root).profile == "audit"
    assert load(root, root / "mlaudit.toml").profile == "strict"
    monkeypatch.setenv(VARIABLE, "")
    assert load(root).profile == "strict"


def test_a_named_file_around_the_root_keeps_its_folder(write_repository: WriteTree) -> None:
    root = write_repository({"strict.toml": STRICT, "a/b/x.py": ""})
    assert load(root / "a" / "b", root / "strict.toml").folder == root


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({"mlaudit.toml": "profile = \n"}, "mlaudit.toml: is no TOML"),
        ({"mlaudit.toml": b'profile = "\xff"\n'}, "mlaudit.toml: is not UTF-8"),
        ({"pyproject.toml": "[tool.mlaudit]\nprofile = \n"}, "pyproject.toml: is no TOML"),
        ({"pyproject.toml": "[tool]\nx = 1\n[[tool.mlaudit]]\n"}, "is no table"),
        ({"mlaudit.toml": "a = " + "[" * 20_000}, "mlaudit.toml: is no TOML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    write_tree: WriteTree, tree: dict[str, str | bytes], message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        load(write_tree(tree))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("no.toml", None, "cannot be read: No such file"),
        ("pyproject.toml", b"[project]\n", "has no table"),
        ("odd.toml", b"\xff\n", "is not UTF-8"),
    ],
)
def test_a_named_file_that_cannot_be_used(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigurationError, match=message):
        load(tmp_path, tmp_path / name)


def test_another_projects_broken_file_is_none_of_our_business(write_tree: WriteTree) -> None:
    tree = {"pyproject.toml": b"[project\n# mlaudit \xff\n"}
    assert load(write_tree(tree)) == DEFAULTS


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_are_not_followed(write_tree: WriteTree, tmp_path: Path) -> None:
    root = write_tree({"x.py": ""})
    (tmp_path / "out.toml").write_text(AUDIT)
    (root / "pyproject.toml").symlink_to(tmp_path / "out.toml")
    assert load(root) == DEFAULTS
    (root / "mlaudit.toml").symlink_to(tmp_path / "out.toml")
    with pytest.raises(ConfigurationError, match="is a link, which is not followed"):
        load(root)
    assert load(root, root / "mlaudit.toml").profile == "audit"


@pytest.mark.parametrize(
    "text",
    [
        '[tool]\nmlaudit.profile = "audit"\n',
        'tool.mlaudit.profile = "audit"\n',
        '[tool]\nmlaudit = { profile = "audit" }\n',
        '[ tool . "mlaudit" ]\nprofile = "audit"\n',
    ],
)
def test_every_way_of_writing_the_table(write_tree: WriteTree, text: str) -> None:
    assert load(write_tree({"pyproject.toml": text})).profile == "audit"


STEP = '[[manual-step]]\nid = "a"\nwhat = "Do it"\n'


def test_registered_steps_that_the_tree_does_not_hold_are_told(
    write_repository: WriteTree, tmp_path: Path
) -> None:
    root = write_repository({"mlaudit.toml": STEP, "part/a.py": "", "inner/mlaudit.toml": STEP})
    other = tmp_path / "mine.toml"
    other.write_text(STEP, encoding="utf-8")
    for scanned, named in ((root, None), (root, root / "inner/mlaudit.toml")):
        assert load(scanned, named).notes == ()
    for scanned, named in ((root / "part", None), (root, other)):
        (note,) = load(scanned, named).notes
        assert note.startswith("1 manual step of ")
