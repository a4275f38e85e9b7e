"""Tables that register manual steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.manual.tables import PARSER, parse_tables
from mlaudit.parsers.registry import parse_file


def read(text: str, path: str = "mlaudit.toml") -> Facts:
    return parse_tables(path, text.encode())


def read_one(text: str, path: str = "mlaudit.toml") -> DeclaredStep:
    facts = read(text, path)
    assert facts.problems == ()
    (step,) = facts.steps
    return step


FULL = """\
[[manual-step]]
id = "export"
what = '''
Export the
customers'''
who = "data team"
how = "docs/export.md#crm"
why = "no API"
until = 2030-12-31
rule = "untracked-input"
subject = "data/raw/customers.csv"
paths = ["src/*.py"]
produces = [
    "data/raw/customers.csv",
    "s3://bucket/customers/",
]
needs = ["./config/query.sql"]
before = "train"
after = ["prepare.py"]
"""


def test_every_key_is_read() -> None:
    step = read_one(FULL)
    assert (step.kind, step.name, step.scope) == (
        StepKind.MANUAL_STEP,
        "export",
        "manual-step.export",
    )
    assert step.place == Place("mlaudit.toml", 1)
    assert [(d.path, d.place.line, d.role) for d in step.writes] == [
        ("data/raw/customers.csv", 13, "produces"),
        ("s3://bucket/customers", 13, "produces"),
    ]
    assert [d.path for d in step.reads] == ["config/query.sql"]
    manual = step.manual
    assert manual is not None
    assert (manual.what, manual.who, manual.why) == ("Export the customers", "data team", "no API")
    assert manual.how == "docs/export.md#crm"
    assert manual.document == ("docs/export.md", "crm")
    assert (manual.until, manual.rule) == ("2030-12-31", "untracked-input")
    assert (manual.subject, manual.paths) == ("data/raw/customers.csv", ("src/*.py",))
    assert (manual.before, manual.after) == (("train",), ("prepare.py",))


def test_paths_are_relative_to_the_folder_of_the_file() -> None:
    text = FULL.replace("[[manual-step]]", "[[tool.mlaudit.manual-step]]")
    step = read_one(text, "services/churn/pyproject.toml")
    assert step.writes[0].path == "services/churn/data/raw/customers.csv"
    assert step.writes[1].path == "s3://bucket/customers"
    assert step.reads[0].path == "services/churn/config/query.sql"
    assert step.manual is not None
    assert step.manual.document == ("services/churn/docs/export.md", "crm")
    assert step.manual.folder == "services/churn"


@pytest.mark.parametrize(
    "how", ["https://wiki.example.org/export#crm", "Reports > Export", "ask the CRM", "", "#data"]
)
def test_words_and_addresses_are_no_documents(how: str) -> None:
    step = read_one(f'[[manual-step]]\nid = "a"\nwhat = "b"\nhow = "{how}"\n', "sub/mlaudit.toml")
    assert step.manual is not None
    assert step.manual.how == how
    assert step.manual.document is None


@pytest.mark.parametrize(
    ("line", "reason", "number"),
    [
        ('what = "b"', "needs 'id'", 1),
        ('id = "c"', "needs 'what'", 1),
        ('id = "c"\nwhat = " "', "needs 'what'", 1),
        ('id = "c"\nwhat = "b"\nwho = 3', "'who' of a manual step must be a text", 4),
        ('id = "c"\nwhat = "b"\nproduces = "x"', "'produces' of a manual step must be a list", 4),
        ('id = "c"\nwhat = "b"\nneeds = ["x", 1]', "'needs' of a manual step must be a list", 4),
        ('id = "c"\nwhat = "b"\nuntil = "soon"', "must be a date such as 2030-12-31", 4),
        ('id = "c d"\nwhat = "b"', "'id' of a manual step is one word", 2),
        ('id = "good"\nwhat = "b"', "a second manual step with the id 'good'", 1),
    ],
)
def test_a_bad_entry_is_a_problem_and_the_rest_counts(line: str, reason: str, number: int) -> None:
    good = '[[manual-step]]\nid = "good"\nwhat = "b"\n\n'
    facts = read(f"{good}[[manual-step]]\n{line}\n\n" + good.replace("good", "other"))
    (problem,) = facts.problems
    assert reason in problem.reason
    assert problem.place == Place("mlaudit.toml", number + 4)
    assert not problem.whole
    assert [step.name for step in facts.steps] == ["good", "other"]


@pytest.mark.parametrize("text", ['manual-step = "x"\n', "[manual-step]\nid = 'a'\n"])
def test_anything_but_an_array_of_tables_is_a_problem(text: str) -> None:
    facts = read(text)
    assert facts.steps == ()
    assert "must be an array of tables" in facts.problems[0].reason


def test_other_files_and_tables_have_none() -> None:
    assert read(FULL, "pyproject.toml").steps == ()
    assert read("[tool.x]\n").steps == ()
    assert not PARSER.claims("other.toml")


def test_broken_syntax_is_told_once() -> None:
    facts = parse_file("mlaudit.toml", b"[[manual-step]]\nid = \n")
    assert facts is not None
    assert len(facts.problems) == 1


@given(st.text() | st.text().map(lambda text: f"[[manual-step]]\n{text}"))
def test_any_text_gives_facts(text: str) -> None:
    assert read(text).path == "mlaudit.toml"


@given(st.binary())
def test_any_bytes_give_facts(data: bytes) -> None:
    assert parse_tables("pyproject.toml", data).path == "pyproject.toml"
