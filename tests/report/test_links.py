"""Links of the terminal lead to files of the tree, and carry nothing else."""

from __future__ import annotations

import re

import pytest

from mlaudit.model.place import Place
from mlaudit.report.base import Presentation
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.scan import render
from tests.report.examples import make_result
from tests.report.hostile import HOSTILE, make_hostile_result

PAGES = "file://host/rules/"
LINKED = Presentation(
    colors="truecolor",
    links="file://host/a%20b/",
    rule_page=lambda slug: f"{PAGES}{slug}.md" if slug != "unknown-rule" else "",
)
LINK = re.compile(r"\x1b\]8;([^;\x1b]*);([^\x1b]*)\x1b\\")


def list_addresses(text: str) -> set[str]:
    return {match[2] for match in LINK.finditer(text)} - {""}


def test_places_lead_to_their_files() -> None:
    found = list_addresses(render(make_result(), LINKED))
    found = {address for address in found if not address.startswith(PAGES)}
    assert found == {f"file://host/a%20b/{end}" for end in ("src/train.py#4", "README.md#21")} | {
        "file://host/a%20b/cd.yml#2"
    }


def test_codes_lead_to_the_pages_of_their_rules() -> None:
    shown = render(make_result(), LINKED)
    slugs = {finding.rule for finding in make_result().findings}
    linked = {address for address in list_addresses(shown) if address.startswith(PAGES)}
    assert linked == {f"{PAGES}{slug}.md" for slug in slugs}
    page = Page(LINKED)
    page.line(page.rule("XYZ001", "unknown-rule"))
    assert "XYZ001" in page.render()
    assert not list_addresses(page.render())


def test_links_change_nothing_that_is_seen() -> None:
    linked = LINK.sub("", render(make_result(), LINKED))
    assert linked == render(make_result(), Presentation(colors="truecolor"))


def test_a_line_within_a_cell_is_no_line_of_the_file() -> None:
    page = Page(LINKED)
    page.line(page.place(Place("a b.ipynb", 3, 2)))
    assert list_addresses(page.render()) == {"file://host/a%20b/a%20b.ipynb"}


def test_a_name_that_is_no_text_keeps_its_bytes() -> None:
    page = Page(LINKED)
    page.line(page.place(Place("caf\udce9.py", 3)), page.place(Place("\ud800.py")))
    assert list_addresses(page.render()) == {"file://host/a%20b/caf%E9.py#3"}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_can_end_or_begin_an_escape(text: str) -> None:
    shown = render(make_hostile_result(text), LINKED)
    for address in list_addresses(shown):
        if address.startswith(PAGES):
            continue
        assert re.fullmatch(r"file://host/a%20b/[\w.~/%-]*(#\d+)?", address, re.ASCII)
    rest = re.sub(r"\x1b\[[\d;]*m", "", LINK.sub("", shown))
    assert rest.replace("\n", "").isprintable()
