"""Notes in formats whose comments end with the line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.place import Place
from mlaudit.parsers.suppressions.finding import find_suppressions, syntax_of
from tests.parsers.suppressions.examples import covered, marked

NOTE = "mlaudit: ignore[unpinned-download] it never changes"


@pytest.mark.parametrize(
    ("path", "sign"),
    [
        ("run.sh", "# "),
        ("Makefile", "#"),
        ("Dockerfile", "# "),
        ("requirements.txt", "# "),
        ("Procfile", "# "),
        ("environment.yml", "# "),
        ("params.toml", "# "),
        ("setup.cfg", "; "),
        ("tox.ini", "# "),
        ("Jenkinsfile", "// "),
        ("main.nf", "// "),
        (".vscode/tasks.json", "// "),
        (".devcontainer/devcontainer.json", "// "),
        ("a.sql", "-- "),
        ("a.m", "% "),
        ("a.R", "# "),
        ("a.jl", "# "),
        ("a.do", "// "),
        ("a.sas", "/* "),
        ("a.bat", "REM "),
        ("a.cmd", ":: "),
        ("a.ps1", "# "),
        ("manifest.scm", ";; "),
    ],
)
def test_every_format_has_a_note_of_its_own_line(path: str, sign: str) -> None:
    end = " */" if sign == "/* " else ""
    (note,) = find_suppressions(path, f"first\n\n{sign}{NOTE}{end}\nnext\nlast\n".encode())
    assert (note.names, note.reason) == (("unpinned-download",), "it never changes")
    assert (note.place, note.first, note.last) == (Place(path, 3), 3, 4)
    (whole,) = find_suppressions(path, f"a\n{sign}mlaudit: file-ignore[x] y{end}\n".encode())
    assert (whole.whole, whole.reason) == (True, "y")


@pytest.mark.parametrize(
    ("path", "sign"),
    [("run.sh", "#"), ("Makefile", "#"), ("setup.cfg", "#"), ("a.groovy", "//"), ("a.sql", "--")],
)
def test_a_trailing_note_stands_for_its_line(path: str, sign: str) -> None:
    assert covered(path, f"a\nb  {sign} {NOTE}\nc\n") == [(2, 2)]


@pytest.mark.parametrize("path", ["data.json", "package.json", "README", "README.txt", "USAGE"])
def test_formats_without_comments_have_no_notes(path: str) -> None:
    assert syntax_of(path).name == "nothing"
    assert covered(path, f"# {NOTE}\n// {NOTE}\n") == []


def test_continued_lines_are_one_statement() -> None:
    text = f"# {NOTE}\nwget \\\n  -O a.csv \\\n  https://x/a.csv\nnext\n"
    assert covered("run.sh", text) == [(1, 4)]
    assert covered("run.sh", f"wget \\\n  https://x/a.csv  # {NOTE}\nnext\n") == [(1, 2)]


def test_a_comment_between_continued_lines_of_a_dockerfile() -> None:
    text = f"FROM a\nRUN b && \\\n    # {NOTE}\n    c && \\\n    d\nRUN e\n"
    assert covered("Dockerfile", text) == [(2, 5)]


def test_what_only_looks_like_a_note_in_shell_code() -> None:
    assert covered("run.sh", f'echo "# {NOTE}"\n') == []
    assert covered("run.sh", f"echo '# {NOTE}'\n") == []
    assert covered("run.sh", f"echo a#{NOTE}\n") == []


def test_apostrophes_in_text_hide_no_note() -> None:
    assert covered("run.sh", f"cat <<EOF\ndon't\nEOF\na  # {NOTE}\n") == [(4, 4)]
    assert covered("a.yml", f"name: don't wait  # {NOTE}, isn't it\n") == [(1, 1)]


def test_slashes_of_urls_begin_no_comment() -> None:
    assert covered("a.nf", f"a = https://{NOTE}\nb = 'http://x' // {NOTE}\n") == [(2, 2)]


def test_a_call_with_a_body_is_no_statement_as_a_whole() -> None:
    text = f"// {NOTE}\nstage('a') {{\n  sh(\n    'b'\n  ) // {NOTE}\n}}\n"
    assert covered("Jenkinsfile", text) == [(1, 2), (3, 5)]
    text = f"# {NOTE}\nmain <- function() {{\n  read.csv(\n    'b' # {NOTE}\n  )\n}}\n"
    assert covered("a.R", text) == [(1, 2), (3, 5)]


def test_transposed_matrices_begin_no_string() -> None:
    assert covered("a.m", f"b = a' * c; % {NOTE}\n") == [(1, 1)]
    assert covered("a.jl", f"b = a' * c # {NOTE}\n") == [(1, 1)]


def test_values_of_toml() -> None:
    text = f'[project]\ndependencies = [\n  "pandas", # {NOTE}\n]\nname = "# {NOTE}"\n'
    assert covered("pyproject.toml", text) == [(2, 4)]


def test_options_have_indented_lines() -> None:
    text = f"[options]\n# {NOTE}\ninstall_requires =\n  pandas\n  numpy  # {NOTE}\nx = 1\n"
    assert covered("setup.cfg", text) == [(2, 5), (5, 5)]


SIGNS = {"run.sh": "#", "Makefile": "#", "a.sql": "--", "a.yaml": "#", "a.nf": "//", "a.cfg": "#"}
ABOVE = st.lists(st.sampled_from(["", "x: 1", "a 'b' c", "don't", "- y", '"z"']), max_size=6)


@settings(deadline=None)
@given(st.sampled_from(sorted(SIGNS)), ABOVE)
def test_lines_above_do_not_change_what_is_covered(path: str, above: list[str]) -> None:
    text = "".join(line + "\n" for line in above)
    body = f"a: b {SIGNS[path]} {NOTE}\n\n{SIGNS[path]} {NOTE}\nc: d\ne: f\n"
    shift = text.count("\n")
    assert marked(path, text + body) == {line + shift for line in marked(path, body)}


@settings(deadline=None)
@given(st.sampled_from([*sorted(SIGNS), "a.rst", "a.md", "a.ipynb", "a.R", "a.m"]), st.text())
def test_any_text_is_read(path: str, text: str) -> None:
    data = f"{text}\n# {NOTE}\n<!-- {NOTE} -->\n.. {NOTE}\n".encode("utf-8", "replace")
    lines = text.count("\n") + text.count("\r") + 5
    assert all(0 <= note.first <= note.last <= lines for note in find_suppressions(path, data))
