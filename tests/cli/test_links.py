from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from mlaudit.cli.links import find_rule_page, opens_links
from mlaudit.cli.rules import load_rules


@pytest.mark.parametrize(
    "variables",
    [
        {"TERM_PROGRAM": "vscode"},
        {"TERM": "xterm-kitty"},
        {"VTE_VERSION": "7200", "TERM": "xterm-256color"},
        {"WT_SESSION": "a-b-c"},
        {"FORCE_HYPERLINK": "1", "CI": "true"},
    ],
)
def test_terminals_that_open_links_get_them(variables: dict[str, str]) -> None:
    assert opens_links(variables, interactive=True)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"TERM": "xterm-256color"},
        {"VTE_VERSION": "5000"},
        {"VTE_VERSION": "new"},
        {"TERM_PROGRAM": "vscode", "TERM": "dumb"},
        {"TERM_PROGRAM": "vscode", "CI": "true"},
        {"TERM_PROGRAM": "vscode", "FORCE_HYPERLINK": "0"},
    ],
)
def test_others_get_none(variables: dict[str, str]) -> None:
    assert not opens_links(variables, interactive=True)


def test_neither_do_pipes_and_files() -> None:
    assert not opens_links({"TERM_PROGRAM": "vscode"}, interactive=False)
    assert opens_links({"FORCE_HYPERLINK": "1"}, interactive=False)


def test_the_page_of_every_rule_is_found() -> None:
    for rule in load_rules():
        page = Path(unquote(urlsplit(find_rule_page(rule.slug)).path))
        assert page.read_text(encoding="utf-8") == rule.documentation
    assert find_rule_page("no-such-rule") == ""
