from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.report.escape import disarm, disarm_xml, lines, plain, to_json, visible

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("data/Kunden-Ü 日本.csv", "data/Kunden-Ü 日本.csv"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31mred\x1b]8;;http://x\x07", "\\x1b[31mred\\x1b]8;;http://x\\x07"),
        ("gpj\u202efdp", "gpj\\u202efdp"),
        ("no\u200bwidth\ufeff", "no\\u200bwidth\\ufeff"),
        ("line\u2028and\x85", "line\\u2028and\\x85"),
        (b"caf\xe9".decode("utf-8", "surrogateescape"), "caf\\xe9"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("no\u00a0break", "no\\xa0break"),
    ],
)
def test_what_does_not_show_becomes_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_visible_text_is_printable_encodable_and_stable(text: str) -> None:
    shown = visible(text)
    assert shown.isprintable()
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert visible(shown) == shown


@given(ANY_TEXT)
def test_plain_text_is_printable_ascii(text: str) -> None:
    assert plain(text).isascii()
    assert plain(text).isprintable()


@given(st.recursive(ANY_TEXT, lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner)))
def test_json_is_utf8_without_anything_that_acts_on_a_terminal(value: object) -> None:
    text = to_json(value)
    assert text.encode("utf-8")
    assert text.replace("\n", "").isprintable()
    json.loads(text)


@given(st.text())
def test_json_keeps_text_that_has_no_lone_surrogates(text: str) -> None:
    assert json.loads(to_json({"key": [text]})) == {"key": [text]}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "./::error::x"),
        ("a\n  ::stop-commands::x", "a\n  ./::stop-commands::x"),
        ("a ::b:: c", "a ::b:: c"),
        ("\x1b[1;31m ::b::", "\x1b[1;31m ./::b::"),
        ("##VSO[task]", "#\\x23VSO[task]"),
        ("x ##[error]y", "x #\\x23[error]y"),
        ("##vso[task]##teamcity[x]", "#\\x23vso[task]#\\x23teamcity[x]"),
        ("## Heading [a]", "## Heading [a]"),
    ],
)
def test_no_line_is_a_command_of_a_ci_system(text: str, shown: str) -> None:
    assert disarm(text) == shown


def test_xml_holds_no_command_and_the_same_text() -> None:
    text = disarm_xml("<a b='##[error]'>\n::error::x ##vso[y]</a>")
    assert disarm(text) == text
    element = ElementTree.fromstring(text)
    assert (element.get("b"), element.text) == ("##[error]", "\n::error::x ##vso[y]")


def test_a_message_keeps_its_own_lines_alone() -> None:
    assert lines("no\n  ::error::\x1b[1m") == "no\n  ./::error::\\x1b[1m"


def test_json_holds_no_command_and_the_same_text() -> None:
    text = to_json(["##[error]x"])
    assert "##[" not in text
    assert json.loads(text) == ["##[error]x"]
