"""Comments that register manual steps next to the code."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.parsers.manual.comments import PARSER, parse_comments

TWO_LINES = """\
x = 1
# mlaudit: manual-step id=pick-run rule=interactive-prompt produces=data/a.csv,data/b.csv
#   what="Pick the \\"best\\" run" who='ml team' how=docs/promote.md until=2030-12-31
run = input("Which run? ")
"""


def read(path: str, text: str) -> Facts:
    return parse_comments(path, text.encode())


def read_one(path: str, text: str) -> DeclaredStep:
    facts = read(path, text)
    assert facts.problems == ()
    (step,) = facts.steps
    return step


@pytest.mark.parametrize("path", ["src/a.py", "run.sh", "ci.yml", "Makefile", "Dockerfile", "a.R"])
def test_keys_go_on_in_comment_lines_below(path: str) -> None:
    step = read_one(path, TWO_LINES)
    assert (step.name, step.place) == ("pick-run", Place(path, 2))
    assert [d.path for d in step.writes] == ["data/a.csv", "data/b.csv"]
    manual = step.manual
    assert manual is not None
    assert (manual.what, manual.who) == ('Pick the "best" run', "ml team")
    assert (manual.rule, manual.file) == ("interactive-prompt", path)
    assert (manual.how, manual.until) == ("docs/promote.md", "2030-12-31")


def test_a_comment_behind_code_stands_alone() -> None:
    text = "run = input()  # mlaudit: manual-step id=a what=b\n#   who=c\n"
    step = read_one("a.py", text)
    assert step.place == Place("a.py", 1)
    assert step.manual is not None
    assert step.manual.who == ""


def test_other_words_below_end_it() -> None:
    text = "# mlaudit: manual-step id=a what=b\n# who=c is unknown\n# who=d\n"
    step = read_one("a.sh", text)
    assert step.manual is not None
    assert step.manual.who == ""


def test_a_string_of_python_is_no_comment() -> None:
    assert read("a.py", 's = "# mlaudit: manual-step id=a what=b"\n').steps == ()


def test_cells_of_notebooks_are_places() -> None:
    cells = [
        {"cell_type": "markdown", "source": "# mlaudit: manual-step id=no what=b"},
        {"cell_type": "code", "source": ["%pip install x\n", "# mlaudit: manual-step id=a what=b"]},
    ]
    step = read_one("a.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    assert step.place == Place("a.ipynb", 2, 1)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("id=a what=b really", "not 'really'"),
        ("id=a what=b colour=red", "'colour' is no key"),
        ("id=a", "needs 'what'"),
        ("id=a what=b paths=src", "'paths' is a key of tables"),
        ('id=a what="b', "not 'what=\"b"),
    ],
)
def test_a_bad_comment_is_a_problem(words: str, reason: str) -> None:
    text = f"# mlaudit: manual-step {words}\n\n# mlaudit: manual-step id=good what=b\n"
    facts = read("a.sh", text)
    (problem,) = facts.problems
    assert reason in problem.reason
    assert problem.place == Place("a.sh", 1)
    assert [step.name for step in facts.steps] == ["good"]


def test_the_same_id_twice_is_a_problem() -> None:
    facts = read("a.sh", "# mlaudit: manual-step id=a what=b\n" * 2)
    assert len(facts.steps) == 1
    assert facts.problems[0].place == Place("a.sh", 2)


def test_formats_without_such_comments_are_left_alone() -> None:
    assert not PARSER.claims("README.md")
    assert not PARSER.claims("data.json")


@given(st.sampled_from(["a.py", "a.ipynb", "a.sh", "Makefile"]), st.text())
def test_any_text_gives_facts(path: str, text: str) -> None:
    assert read(path, f"# mlaudit: manual-step {text}").path == path


@given(st.binary())
def test_any_bytes_give_facts(data: bytes) -> None:
    assert parse_comments("a.py", b"# mlaudit: manual-step " + data).path == "a.py"
