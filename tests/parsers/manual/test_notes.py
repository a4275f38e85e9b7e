"""Comments that speak to mlaudit tell a person nothing."""

from __future__ import annotations

from time import perf_counter

import pytest

from mlaudit.parsers.manual.notes import holds_words, is_note
from mlaudit.parsers.python import PARSER as PYTHON
from mlaudit.parsers.shell.comments import told_in_comments

TOLD = "Download the labels by hand and copy them to data/labels.csv."
NOTE = f'# mlaudit: manual-step id=a rule=b\n#   what="{TOLD}" who=us\n'


@pytest.mark.parametrize(
    "text", [" mlaudit: ignore[x] download it", "   what='b c' who=d", 'a="x \\" y"', "a=b=c"]
)
def test_notes_and_lines_that_hold_nothing_but_keys(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize("text", [" set a=b", "a = b", 'a="b', "", " see mlaudit: it finds this"])
def test_anything_else_is_none(text: str) -> None:
    assert not is_note(text)


def test_long_lines_are_read_at_once() -> None:
    start = perf_counter()
    assert not holds_words("a=" * 5000 + " x")
    assert not holds_words("a=a " * 5000 + "x")
    assert perf_counter() - start < 1


def test_what_a_note_says_is_no_instruction() -> None:
    assert PYTHON.parse("a.py", f"{NOTE}x = 1\n".encode()).instructions == ()
    assert PYTHON.parse("a.py", f"# {TOLD}\nx = 1\n".encode()).instructions != ()
    assert told_in_comments("a.sh", NOTE) == ()
    assert told_in_comments("a.sh", f"# {TOLD}\n") != ()
