"""What a file says to mlaudit is no evidence of the project."""

from __future__ import annotations

from mlaudit.model.data import plain
from mlaudit.parsers.edits.placeholders import parse_placeholders
from mlaudit.parsers.own_settings import without_own_settings
from mlaudit.parsers.toml_data import read_toml
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

ENTRY = '[[manual-step]]\nid = "a"\nwhat = "Set API_KEY"\nproduces = ["path/to/data.csv"]\n'
SHARED = "[tool.other]\nx = 1\n\n" + ENTRY.replace("[[manual", "[[tool.mlaudit.manual")


def test_the_rest_of_a_shared_file_stays() -> None:
    data = read_toml(SHARED)[0]
    assert plain(without_own_settings("a/pyproject.toml", data)) == {"tool": {"other": {"x": 1}}}
    assert without_own_settings("mlaudit.toml", read_toml(ENTRY)[0]) is None
    assert without_own_settings("other.toml", data) is data


def test_they_hold_no_placeholders() -> None:
    assert parse_placeholders("mlaudit.toml", ENTRY.encode()).placeholders == ()
    assert parse_placeholders("pyproject.toml", SHARED.encode()).placeholders == ()
    assert parse_placeholders("other.toml", ENTRY.encode()).placeholders != ()


def test_they_name_no_variables(write_tree: WriteTree) -> None:
    root = write_tree({"mlaudit.toml": ENTRY, "pyproject.toml": SHARED})
    assert "API_KEY" not in read_workflow(root).named_variables
    (root / "other.toml").write_text(ENTRY)
    assert "API_KEY" in read_workflow(root).named_variables
