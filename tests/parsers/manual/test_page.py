"""The examples of docs/manual-steps.md are read as they are meant."""

from __future__ import annotations

import re
from pathlib import Path

from mlaudit.parsers.manual.comments import parse_comments
from mlaudit.parsers.manual.entries import LISTS, TEXTS
from mlaudit.parsers.manual.tables import parse_tables

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "manual-steps.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}.*?\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_its_table_and_its_comment_register_steps() -> None:
    (table,), (code,) = blocks("toml"), blocks("python")
    for facts in (
        parse_tables("mlaudit.toml", table.encode()),
        parse_comments("promote.py", code.encode()),
    ):
        assert len(facts.steps) == 1
        assert facts.problems == ()


def test_it_names_every_key() -> None:
    named = set(re.findall(r"`([a-z]+)`", PAGE))
    assert named >= {*TEXTS, *LISTS}
