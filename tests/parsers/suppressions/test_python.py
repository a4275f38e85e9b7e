"""Notes in Python code."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.place import Place
from mlaudit.model.suppression import Suppression
from mlaudit.parsers.suppressions.finding import find_suppressions
from tests.parsers.suppressions.examples import covered, marked

NOTE = "# mlaudit: ignore[untracked-input] it is public"


def test_a_note_has_names_a_reason_and_a_place() -> None:
    text = "x = 1\ny = read('a.csv')  # mlaudit: ignore[untracked-input, INP004] made by  hand\n"
    (note,) = find_suppressions("a.py", text.encode())
    assert note == Suppression(
        ("untracked-input", "INP004"), "made by hand", Place("a.py", 2), first=2, last=2
    )


def test_a_trailing_note_stands_for_its_statement() -> None:
    text = f"a()\nread(\n    'a.csv',  {NOTE}\n    sep=';',\n)\nb()\n"
    assert marked("a.py", text) == {2, 3, 4, 5}
    assert marked("a.py", f"a()\nread('a.csv')  {NOTE}\nb()\n") == {2}
    assert marked("a.py", f"read(\n  'a')  {NOTE}\nb()\n") == {1, 2}
    assert marked("a.py", f"x = 1 + \\\n    read('a')  {NOTE}\nb()\n") == {1, 2}
    assert marked("a.py", f"x = '''\n'''; read('a')  {NOTE}\nb()\n") == {1, 2}


def test_a_note_of_its_own_stands_for_the_next_statement() -> None:
    assert marked("a.py", f"a()\n{NOTE}\n\n# why\nread(\n  'a')\nb()\n") == {2, 3, 4, 5, 6}
    assert marked("a.py", f"if a:\n    {NOTE}\n    b()\n    c()\n") == {2, 3}
    assert marked("a.py", f"a()\n{NOTE}\n") == {2}


def test_a_note_inside_of_a_statement_stands_for_it() -> None:
    assert marked("a.py", f"read(\n    {NOTE}\n    'a.csv',\n)\nb()\n") == {1, 2, 3, 4}


def test_a_header_is_a_statement_and_its_body_is_not() -> None:
    assert marked("a.py", f"def f(\n  a,\n):  {NOTE}\n    g()\n") == {1, 2, 3}
    assert marked("a.py", f"with open('a') as f:  {NOTE}\n    f.read()\n") == {1}


def test_decorators_belong_to_what_they_decorate() -> None:
    text = "{}@task(\n    retries=2,\n)\n@other{}\ndef f():\n    g()\n"
    assert marked("a.py", text.format(f"{NOTE}\n", "")) == {1, 2, 3, 4, 5, 6}
    assert marked("a.py", text.format("", f"  {NOTE}")) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "text",
    [
        f'a = "{NOTE}"\n',
        f"a = '{NOTE}'\n",
        f'a = """\n{NOTE}\n"""\n',
        f"a = r'''x'\n{NOTE}\n'''\n",
        f'a = "x\\" {NOTE}"\n',
        f'a = f"{{x}} {NOTE}"\n',
        f'"""Write `{NOTE}`."""\n',
        "# to set it aside write mlaudit: ignore[untracked-input] reason\n",
        "# mlaudit: ignored[untracked-input] reason\n",
        "# mlaudit: ignore-all[untracked-input] reason\n",
        "mlaudit: ignore[untracked-input]\n",
    ],
)
def test_what_only_looks_like_a_note_is_none(text: str) -> None:
    assert covered("a.py", text) == []


def test_a_note_behind_a_string_counts() -> None:
    assert covered("a.py", f'a = "it\'s"  {NOTE}\n') == [(1, 1)]
    assert covered("a.py", f"a = '#'  {NOTE}\n") == [(1, 1)]


def test_a_note_beside_those_of_other_tools() -> None:
    text = "read('a')  # noqa: S301  # mlaudit: ignore[INP001] see #12, it is public  # type: x\n"
    (note,) = find_suppressions("a.py", text.encode())
    assert (note.names, note.reason) == (("INP001",), "see #12, it is public")


def test_a_note_for_the_file() -> None:
    text = "a()\n# mlaudit: file-ignore[notebooks] an exercise\nb()\n"
    (note,) = find_suppressions("a.py", text.encode())
    assert note.whole
    assert note.covers(Place("a.py", 900))
    assert note.covers(Place("a.py"))
    assert not note.covers(Place("b.py", 1))


def test_what_is_missing_is_seen() -> None:
    text = (
        "a()  # mlaudit: ignore reason\nb()  # mlaudit: ignore[INP001]\nc()  # mlaudit: ignore[]\n"
    )
    found = find_suppressions("a.py", text.encode())
    assert [(note.names, note.reason) for note in found] == [
        ((), "reason"),
        (("INP001",), ""),
        ((), ""),
    ]


def test_line_ends_of_windows() -> None:
    text = f"a()\nread(\n  'a',  {NOTE}\n)\n".replace("\n", "\r\n")
    (note,) = find_suppressions("a.py", text.encode())
    assert (note.first, note.last, note.reason) == (2, 4, "it is public")


def test_a_bracket_that_never_closes_does_not_cover_the_rest() -> None:
    assert marked("a.py", f"a()\nread(  {NOTE}\nb()\nc()\n") == {2}


def test_code_that_is_no_python_any_more() -> None:
    assert marked("a.py", f"print 'a'  {NOTE}\n<<<<<<< HEAD\nx = ]\n") == {1}


def test_snakefiles_are_read_as_python() -> None:
    text = f'{NOTE}\nrule a:\n    input: "a.csv"  {NOTE}\n    shell: """\n    x {NOTE}\n    """\n'
    assert covered("Snakefile", text) == [(1, 2), (3, 3)]
    assert covered("workflow/rules/a.smk", text) == [(1, 2), (3, 3)]


LINES = st.sampled_from(["", "import os", "x = (1,\n  2)", "# why", "def f():\n    return '#'"])
BODIES = [
    f"read(\n  'a',  {NOTE}\n)\n",
    f"{NOTE}\n@task\ndef f():\n    pass\n",
    f"{NOTE}\nread('a')\n",
]


@settings(deadline=None)
@given(st.lists(LINES, max_size=6), st.sampled_from(BODIES))
def test_lines_above_do_not_change_what_is_covered(above: list[str], body: str) -> None:
    text = "".join(line + "\n" for line in above)
    shift = text.count("\n")
    assert marked("a.py", text + body) == {line + shift for line in marked("a.py", body)}


@settings(deadline=None)
@given(st.text(alphabet="\"'#()[]{}\\\nabc :@", max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = find_suppressions("a.py", f"{text}\n{NOTE}\nlast()".encode())
    lines = text.count("\n") + 3
    assert all(1 <= note.first <= note.last <= lines for note in found)
