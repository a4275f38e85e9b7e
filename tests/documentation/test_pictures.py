"""The pictures show what mlaudit says today. `make pictures` draws them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.tools.pictures import FOLDER, PICTURES, REPORT
from tests.fixtures.stories import clone


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    clone("churn", folder / "churn")
    return folder


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_is_drawn_today(name: str, stories: Path) -> None:
    kept = (FOLDER / name).read_text(encoding="utf-8")
    assert kept == PICTURES[name](stories)
    assert re.findall(r"https?://[^\"' )]+", kept) == ["http://www.w3.org/2000/svg"]


def test_every_picture_is_drawn_by_the_command() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*PICTURES, REPORT}


def test_the_photograph_of_the_report_is_a_small_picture() -> None:
    data = (FOLDER / REPORT).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") == 1280
    assert len(data) < 200_000
