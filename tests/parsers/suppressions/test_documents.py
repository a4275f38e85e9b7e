"""Notes in Markdown and reStructuredText."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.place import Place
from mlaudit.parsers.suppressions.finding import find_suppressions
from tests.parsers.suppressions.examples import covered, marked

TEXT = "mlaudit: ignore[download-instruction] the portal asks for a login"
NOTE = f"<!-- {TEXT} -->"
HASH = f"# {TEXT}"


def test_a_note_for_the_next_block() -> None:
    assert covered("README.md", f"a\n\n{NOTE}\n\nb\nc\n\nd\n") == [(3, 6)]
    assert covered("README.md", f"{NOTE}\n# a\n\nb\n") == [(1, 2)]
    assert covered("README.md", f"a\n{NOTE}\nb\n") == [(2, 3)]
    assert covered("README.md", f"{NOTE}\n\n```sh\na\n\nb\n```\nc\n") == [(1, 7)]
    assert covered("README.md", f"{NOTE}\n") == [(1, 1)]


def test_a_trailing_note_stands_for_its_block() -> None:
    assert covered("README.md", f"a\n\nb\nc {NOTE}\nd\n") == [(3, 5)]
    assert covered("README.md", f"- a\n- b {NOTE}\n- c\n") == [(2, 2)]
    assert covered("README.md", f"## a {NOTE}\n\nb\n") == [(1, 1)]
    assert covered("README.md", f"| a |\n|---|\n| b {NOTE} |\n| c |\n") == [(3, 3)]


def test_a_note_over_several_lines() -> None:
    text = "a\n\n<!--\nmlaudit: ignore[DOC001]\nonly for\nmembers\n-->\nb\n"
    (note,) = find_suppressions("README.md", text.encode())
    assert (note.names, note.reason) == (("DOC001",), "only for members")
    assert (note.first, note.last) == (3, 8)


def test_a_note_for_the_file() -> None:
    (note,) = find_suppressions("README.md", b"<!-- mlaudit: file-ignore[documents] old -->\n\na\n")
    assert (note.names, note.reason, note.whole) == (("documents",), "old", True)


def test_a_comment_in_a_block_of_shell_code() -> None:
    text = f"a\n\n```sh\nwget b  {HASH}\n{HASH}\nwget \\\n  c\nwget d\n```\n\ne\n"
    assert covered("README.md", text) == [(4, 4), (5, 7)]
    assert covered("README.md", f"```sh\na\n{HASH}\n```\n\nb\n") == [(3, 3)]
    assert covered("README.md", f"1. a\n\n   ```\n   b {HASH}\n   ```\n") == [(4, 4)]
    assert covered("README.md", f"a\n\n    b  {HASH}\n") == [(3, 3)]


def test_a_comment_in_a_block_of_python() -> None:
    text = f"```python\nread(\n  'a',  {HASH}\n)\nx = '''\n{HASH}\n'''\n```\n"
    assert covered("README.md", text) == [(2, 4)]
    assert covered("a.qmd", text.replace("python", "{python}")) == [(2, 4)]


def test_what_only_looks_like_a_note() -> None:
    assert covered("README.md", f"Write `{NOTE}` above it.\n") == []
    assert covered("README.md", f"```html\n{NOTE}\n```\n") == []
    assert covered("README.md", f"{HASH}\n") == []
    assert covered("README.md", f"&lt;!-- {TEXT} --&gt;\n") == []


def test_front_matter_and_line_ends_of_windows() -> None:
    assert covered("a.md", f"---\nb: c\n---\n\n{NOTE}\nd\n".replace("\n", "\r\n")) == [(5, 6)]


def test_a_note_in_restructured_text() -> None:
    note = f".. {TEXT}"
    assert covered("a.rst", f"a\n\n{note}\n\nb\nc\n\nd\n") == [(3, 6)]
    (found,) = find_suppressions("a.rst", f"a\n\n{note}\n   of ours\n\nb\n\nc\n".encode())
    assert (found.place, found.first, found.last) == (Place("a.rst", 3), 3, 6)
    assert found.reason == "the portal asks for a login of ours"


def test_a_note_above_a_block_of_restructured_text() -> None:
    note = f".. {TEXT}"
    text = f"{note}\n\n.. code-block:: sh\n\n   a\n\n   b\n\nc\n"
    assert covered("a.rst", text) == [(1, 7)]
    assert covered("a.rst", f"{note}\n\nDo this::\n\n   a\n\nb\n") == [(1, 5)]


def test_a_comment_in_indented_lines() -> None:
    text = f"Do this::\n\n   wget a  {HASH}\n   {HASH}\n   wget b\n\nc  {HASH}\n"
    assert covered("a.rst", text) == [(3, 3), (4, 5)]


BLOCKS = ("", "# a", "b\n", "- c", "```\nd\n```", "\n> e\n")


@settings(deadline=None)
@given(st.lists(st.sampled_from(BLOCKS), max_size=5))
def test_lines_above_do_not_change_what_is_covered(above: list[str]) -> None:
    text = "".join(block + "\n" for block in above) + "\n***\n\n"
    shift = text.count("\n")
    body = f"a\nb {NOTE}\n\n{NOTE}\n\n1. c\n   d\n2. e\n"
    assert marked("a.md", body) == {1, 2, 4, 5, 6, 7}
    assert marked("a.md", text + body) == {line + shift for line in (1, 2, 4, 5, 6, 7)}
