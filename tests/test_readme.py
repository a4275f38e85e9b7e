"""The README counts what is really there; its commands run in tests/documentation."""

from __future__ import annotations

import re
from pathlib import Path

from mlaudit.catalog.command_models import command_models
from mlaudit.catalog.data import read_index

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"


def test_every_link_leads_to_a_file() -> None:
    targets = re.findall(r"\]\(([^)#]+)", README.read_text(encoding="utf-8"))
    assert len(targets) > 20
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_what_the_picture_is_said_to_show_is_what_it_shows() -> None:
    (said,) = re.findall(r"!\[[^\]]*?(\d+ actions by hand, \d+ of them)", README.read_text("utf-8"))
    picture = (ROOT / "docs/pictures/scan.svg").read_text(encoding="utf-8")
    assert said in picture.replace("&#160;", " ")


def test_catalogue_is_as_large_as_it_says() -> None:
    text = README.read_text(encoding="utf-8")
    said = re.search(r"More than ([\d,]+) library calls and ([\d,]+) command-line programs", text)
    assert said is not None
    calls, programs = (int(number.replace(",", "")) for number in said.groups())
    assert calls <= len(read_index()["names"]) < calls + 300
    assert programs <= len({model.name for model in command_models()}) < programs + 300
