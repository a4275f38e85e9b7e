from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.report.html.markup import Element, Source, code, link, prose, tag, write
from tests.report.hostile import HOSTILE, TEXTS
from tests.report.html.reading import Reading


@given(TEXTS)
def test_text_stays_text_and_values_stay_values(text: str) -> None:
    read = Reading(write(tag("div", tag("b", text), title=text or "x")))
    assert read.names == ["div", "b"]
    assert [name for name, _ in read.attributes] == ["title"]
    assert read.text == Reading(write(tag("div", text))).text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_does_not_show_is_written_out(text: str) -> None:
    assert write(text).isprintable()


def test_characters_that_mean_something_are_escaped() -> None:
    assert write(tag("p", "<a & \"b'>", title="<\"'&>")) == (
        '<p title="&lt;&quot;&#x27;&amp;&gt;">&lt;a &amp; "b\'&gt;</p>\n'
    )


def test_attributes_may_be_flags_and_may_be_left_out() -> None:
    element = tag("input", type="checkbox", checked=True, hidden=False, value=None, data_key="k")
    assert write(element) == '<input type="checkbox" checked data-key="k">'


def test_contents_may_be_nested_and_nothing() -> None:
    assert write(tag("b", "a", None, ["b", [code("c")]], (x for x in "de"))) == (
        "<b>ab<code>c</code>de</b>"
    )


def test_source_is_the_only_text_that_is_not_escaped() -> None:
    assert write(tag("style", Source("a > b {}"))) == "<style>a > b {}</style>"


@pytest.mark.parametrize("address", ["#x", "https://example.org/a?b=c&d", "http://example.org"])
def test_links_lead_to_the_page_and_to_sites(address: str) -> None:
    assert link(address, "x").name == "a"


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x"),
        *("file:///etc", "//evil.example", "x.html", "", "https://a\nb", "#a\0b", "vbscript:x"),
    ],
)
def test_every_other_address_is_plain_text(address: str) -> None:
    assert link(address, "x") == tag("span", "x")


def test_links_to_sites_tell_them_nothing() -> None:
    assert ("rel", "noopener noreferrer") in link("https://example.org", "x").attributes


def test_words_between_backticks_are_code() -> None:
    assert write(prose("use `dvc add <x>` now")) == "use <code>dvc add &lt;x&gt;</code> now"
    assert write(prose("one ` alone")) == "one ` alone"


def test_elements_are_values() -> None:
    assert tag("p", "x", class_="y") == Element("p", (("class", "y"),), ("x",))
