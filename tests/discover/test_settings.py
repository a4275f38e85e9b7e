"""Files that tell git what to do may hold anything, and may be no files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlaudit.discover import discover, is_ignored
from tests.conftest import WriteTree

NAMES = (".gitignore", ".gitattributes", ".gitmodules", ".git")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(NAMES), data=st.binary(max_size=80))
def test_any_bytes(write_tree: WriteTree, name: str, data: bytes) -> None:
    root = write_tree({"train.py": "", name: data})
    project = discover(root)
    assert isinstance(is_ignored(project, "data/x.csv"), bool)
    (root / name).unlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("name", NAMES)
def test_pipes_in_their_place_are_not_opened(write_tree: WriteTree, name: str) -> None:
    root = write_tree({"train.py": "", "sub/x.py": ""})
    os.mkfifo(root / name)
    assert discover(root).by_path.keys() == {"train.py", "sub/x.py"}


def test_links_in_their_place_are_not_followed(write_tree: WriteTree, tmp_path: Path) -> None:
    (tmp_path / "patterns").write_text("*.csv\n")
    root = write_tree({"train.py": "", "sub/x.py": ""})
    (root / ".gitignore").symlink_to(tmp_path / "patterns")
    assert not is_ignored(discover(root), "x.csv")
