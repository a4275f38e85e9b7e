from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from markdown_it import MarkdownIt

from mlaudit.report.escape import visible
from mlaudit.report.markdown.text import MAX_TEXT, cell, clip, code, escape, html_code, prose
from tests.report.hostile import TEXTS

READER = MarkdownIt("gfm-like", {"html": True})
TABLE = "| a | b |\n|---|---|\n"


def read(markdown: str) -> tuple[str, set[str]]:
    """What a cell of a table shows, without the spaces of no width, and of what it is made."""
    inline = [t for t in READER.parse(f"{TABLE}| {markdown} | end |\n") if t.type == "inline"]
    assert [token.content for token in inline[:2]] == ["a", "b"]
    cell, end = inline[2:]
    assert end.content == "end"
    children = cell.children or []
    shown = "".join(child.content for child in children).replace("\u200b", "")
    return shown, {child.type for child in children}


def expected(text: str) -> str:
    return clip(visible(text)).strip()


@settings(deadline=None)
@given(TEXTS)
def test_escaped_text_shows_as_it_is(text: str) -> None:
    shown, made_of = read(cell(escape(text)))
    assert shown.strip() == expected(text)
    assert made_of <= {"text", "text_special"}


@settings(deadline=None)
@given(TEXTS)
def test_code_shows_as_it_is(text: str) -> None:
    shown, made_of = read(cell(code(text)))
    assert shown.strip() == expected(text)
    assert made_of <= {"text", "text_special", "code_inline"}


@settings(deadline=None)
@given(TEXTS)
def test_what_is_copied_from_code_is_what_is_shown(text: str) -> None:
    assume("\\|" not in visible(text) and text.strip())
    (inline,) = (t for t in READER.parse(f"- {code(text)}\n") if t.type == "inline")
    assert "".join(child.content for child in inline.children or ()) == clip(visible(text))


@settings(deadline=None)
@given(TEXTS)
def test_prose_shows_its_words_and_acts_no_more(text: str) -> None:
    shown, made_of = read(cell(prose(text)))
    if text.count("`") % 2:
        assert shown.strip() == expected(text)
    assert made_of <= {"text", "text_special", "code_inline"}


@settings(deadline=None)
@given(TEXTS)
def test_code_in_html_is_one_element(text: str) -> None:
    written = html_code(text)
    assert written.startswith("<code>")
    assert written.endswith("</code>")
    assert "<" not in written[6:-7]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("run `dvc add x` now", "run `dvc add x` now"),
        ("`a|b` is", "`a|b` is"),
        ("an odd ` is text", "an odd \\` is text"),
        ("x_y `x_y`", "x\\_y `x_y`"),
    ],
)
def test_words_between_backticks_are_code(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_long_text_ends_somewhere() -> None:
    assert len(clip("x" * 10_000)) == MAX_TEXT
