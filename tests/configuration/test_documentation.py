"""docs/configuration.md and the schema are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlaudit.configuration import load
from mlaudit.configuration.documentation import PAGE, SCHEMA, render_page, render_schema
from mlaudit.gate.names import check_names
from mlaudit.judge.loading import installed_rules
from tests.conftest import WriteTree

TEXT = PAGE.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```toml path=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_schema_is_in_step_with_the_keys() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == render_schema()


def test_the_tables_are_in_step_with_the_keys() -> None:
    assert render_page(TEXT) == TEXT


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for keys"):
        render_page(TEXT.replace("<!-- keys -->", ""))


@pytest.mark.parametrize("block", BLOCK.findall(TEXT), ids=lambda block: block[1][:20].strip())
def test_the_examples_can_be_used(write_tree: WriteTree, block: tuple[str, str]) -> None:
    name, text = block
    found = load(write_tree({name: text}))
    assert found.path == name
    check_names(found, installed_rules())


def test_every_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\(([^)#]+)", TEXT):
        assert (Path(PAGE).parent / target).exists(), target
