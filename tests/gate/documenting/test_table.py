"""Entries at the end of a configuration file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlaudit.configuration import ConfigurationError
from mlaudit.gate.documenting.entry import Entry
from mlaudit.gate.documenting.table import Target, WriteError, append_entry, find_target
from tests.conftest import Git

ENTRY = Entry(
    id="export",
    what="Export it",
    who="data team",
    how="docs/export.md",
    why="no API",
    until="2030-12-31",
    produces=("data/raw.csv",),
    rule="untracked-input",
    subject="data/raw.csv",
    paths=("/src/train.py",),
)
BEFORE = b'# ours\n[tool.mlaudit]\nprofile   = "strict"   # odd  spacing\n\n[tool.other]\na = 1'


def table_of(file: Path) -> dict[str, object]:
    (entry,) = tomllib.loads(file.read_text(encoding="utf-8"))["manual-step"]
    assert isinstance(entry, dict)
    return entry


def test_a_new_file_holds_the_entry(tmp_path: Path) -> None:
    target = find_target(tmp_path)
    append_entry(target, ENTRY)
    assert target.file == tmp_path / "mlaudit.toml"
    assert target.file.read_text(encoding="utf-8") == (
        '[[manual-step]]\nid = "export"\nwhat = "Export it"\nwho = "data team"\n'
        'how = "docs/export.md"\nwhy = "no API"\nuntil = 2030-12-31\n'
        'produces = ["data/raw.csv"]\nrule = "untracked-input"\nsubject = "data/raw.csv"\n'
        'paths = ["/src/train.py"]\n'
    )


def test_what_is_not_known_is_left_to_fill_in(tmp_path: Path) -> None:
    target = find_target(tmp_path)
    append_entry(target, replace(ENTRY, who="", how="", why="", until="", produces=(), paths=()))
    lines = target.file.read_text(encoding="utf-8").splitlines()
    assert [line[:10] for line in lines[3:]] == [
        '# who = ""',
        '# how = ""',
        'rule = "un',
        "subject = ",
    ]


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_what_was_there_stays_byte_for_byte(tmp_path: Path, end: str) -> None:
    before = BEFORE + end.encode()
    (tmp_path / "pyproject.toml").write_bytes(before)
    target = find_target(tmp_path)
    assert target == Target(tmp_path / "pyproject.toml", "tool.mlaudit.manual-step")
    append_entry(target, ENTRY)
    append_entry(target, replace(ENTRY, id="second"))
    after = target.file.read_bytes()
    assert after.startswith(before)
    if end == "\r\n":
        assert b"\n" not in after.removeprefix(before).replace(b"\r\n", b"")
    entries = tomllib.loads(after.decode().replace("\r\n", "\n"))["tool"]["mlaudit"]["manual-step"]
    assert [entry["id"] for entry in entries] == ["export", "second"]


def test_mlaudit_toml_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(BEFORE)
    (tmp_path / "mlaudit.toml").write_bytes(b"")
    assert find_target(tmp_path).table == "manual-step"


@pytest.mark.parametrize("text", ["[tool.other]\n", "broken = \n", "tool = 3\n"])
def test_a_pyproject_without_settings_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    assert find_target(tmp_path).file.name == "mlaudit.toml"


@pytest.mark.parametrize("text", ["manual-step = []\n", "[manual-step]\n"])
def test_a_file_that_cannot_take_it_stays_as_it_is(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mlaudit.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WriteError, match="mend the file"):
        append_entry(find_target(tmp_path), ENTRY)
    assert file.read_text(encoding="utf-8") == text


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "mlaudit.toml").write_text("broken = \n", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        find_target(tmp_path)


def test_settings_above_are_named(tmp_path: Path, git: Git) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "mlaudit.toml").write_text("", encoding="utf-8")
    project = tmp_path / "services" / "churn"
    project.mkdir(parents=True)
    with pytest.raises(WriteError, match="--dir") as caught:
        find_target(project)
    assert str(tmp_path / "mlaudit.toml") in str(caught.value)


def test_settings_above_the_git_root_are_of_another_project(tmp_path: Path, git: Git) -> None:
    (tmp_path / "mlaudit.toml").write_text("", encoding="utf-8")
    project = tmp_path / "churn"
    project.mkdir()
    git(project, "init", "-q")
    assert find_target(project).file == project / "mlaudit.toml"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mlaudit.toml"
    file.unlink(missing_ok=True)
    append_entry(Target(file, "manual-step"), replace(ENTRY, what=text, produces=(text, text)))
    entry = table_of(file)
    assert entry["what"] == text
    assert entry["produces"] == [text, text]
