"""Magics of notebook cells."""

from __future__ import annotations

import json

import pytest

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Call,
    Constant,
    Expression,
    Format,
    Item,
    Name,
    Unknown,
)
from mlaudit.model.shell import Command, Redirect, Variable, Word
from mlaudit.model.summary import Assign, Evaluate, For, If, Shell, Statement
from mlaudit.parsers.notebook import parse_notebook


def body(source: str) -> tuple[Statement, ...]:
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    facts = parse_notebook("a.ipynb", json.dumps({"nbformat": 4, "cells": [cell]}).encode())
    assert facts.problems == ()
    assert facts.module is not None
    return facts.module.body


def shell(source: str) -> Shell:
    (found,) = body(source)
    assert isinstance(found, Shell)
    return found


def words(command: object) -> list[str | None]:
    assert isinstance(command, Command)
    return [word.literal for word in command.words]


def variables(word: Word) -> list[str]:
    return [part.name for part in word.parts if isinstance(part, Variable)]


def sql(text: str) -> Call:
    return Call(Name("__sql_magic__"), (Argument(Constant(text)),), 1)


@pytest.mark.parametrize(
    ("source", "expected", "persistent", "same_process"),
    [
        ("!wget https://example.org/a.zip", "wget https://example.org/a.zip", False, False),
        ("!!ls data", "ls data", False, False),
        ("!cd data", "cd data", False, False),
        ("%cd data", "cd data", True, False),
        ("cd data", "cd data", True, False),
        ("%pip install pandas", "pip install pandas", False, False),
        ("pip install pandas", "pip install pandas", False, False),
        ("%sx ls data", "ls data", False, False),
        ("%mkdir data", "mkdir data", False, False),
        ("%env SEED=1", 'export SEED="1"', True, False),
        ("%set_env DIR my data", 'export DIR="my data"', True, False),
        ("%run train.py --lr 0.1", "python train.py --lr 0.1", False, True),
        ("%run -i -t train.py a", "python train.py a", False, True),
        ("%run -m pkg.train a", "python -m pkg.train a", False, True),
        ("%run 01_clean.ipynb", "python 01_clean.ipynb", False, True),
        ("%load helpers.py", "cat helpers.py", False, False),
        ("%time !ls", "ls", False, False),
        ("%%time\n!ls", "ls", False, False),
        ("%%capture out\n%%bash\nls\n", "ls\n", False, False),
        ("#@title Download\n%%sh\nls", "ls", False, False),
        ("%%script bash --bg\nls", "ls", False, False),
        ("  !ls", "ls", False, False),
    ],
)
def test_commands(source: str, expected: str, persistent: bool, same_process: bool) -> None:
    found = shell(source)
    assert found.script.text == expected
    assert (found.persistent, found.same_process) == (persistent, same_process)


@pytest.mark.parametrize(
    "source",
    [
        *("%matplotlib inline", "%load_ext autoreload", "?x", "x??", "df.head?", "%timeit?"),
        *("%%R -i df\nwrite.csv(df, 'a')", "%%latex\n$x$", "%%script false\nxx yy", "%env"),
        *("%%html\n<b>a</b>", "%%time", "%pinfo x"),
    ],
)
def test_magics_that_do_nothing(source: str) -> None:
    assert body(source) == ()


def test_places_of_commands() -> None:
    found = body("import os\nif a:\n    !mkdir x \\\n        y\n    b()\nelse:\n    %cd z\n")
    branch = found[1]
    assert isinstance(branch, If)
    first, second = branch.body
    assert isinstance(first, Shell)
    assert first.line == 3
    assert words(first.script.nodes[0]) == ["mkdir", "x", "y"]
    assert isinstance(second, Evaluate)
    assert second.line == 5
    assert isinstance(branch.otherwise[0], Shell)


def test_bash_cells_count_lines_from_the_cell() -> None:
    (command, other) = shell("# first\n%%bash\ncd data\nunzip a.zip\n").script.nodes
    assert isinstance(command, Command)
    assert isinstance(other, Command)
    assert (command.line, other.line) == (3, 4)


def test_names_in_braces_are_python_variables() -> None:
    (command,) = shell("!cp {source} '{target}' $third").script.nodes
    assert isinstance(command, Command)
    assert [variables(word) for word in command.words] == [[], ["source"], ["target"], ["third"]]


def test_expressions_in_braces_are_assigned_first() -> None:
    first, second, command = body('!cp {cfg["a"]} {i:03d}.csv')
    assert isinstance(first, Assign)
    assert first.value == Item(Name("cfg"), Constant("a"))
    assert isinstance(second, Assign)
    width = Call(Name("format"), (Argument(Name("i")), Argument(Constant("03d"))), 1)
    assert second.value == Format((width,))
    assert isinstance(command, Shell)
    node = command.script.nodes[0]
    assert isinstance(node, Command)
    targets: list[Expression] = [first.targets[0], second.targets[0]]
    assert [Name(name) for word in node.words for name in variables(word)] == targets


def test_braces_of_the_shell_stay() -> None:
    (pipeline,) = body("!echo {a,b} {1..2} | awk '{print $1}'")
    assert isinstance(pipeline, Shell)
    assert pipeline.script.problem is None
    assert all(isinstance(item, Shell) for item in body("!find . -exec ls {} +"))


def test_output_of_a_command_is_unknown() -> None:
    command, assign = body("files = !ls data/*.csv")
    assert isinstance(command, Shell)
    assert assign == Assign((Name("files"),), Unknown("output of a shell command"), 1)


def test_timing_keeps_the_statement() -> None:
    assert body("%time x = f()") == (Assign((Name("x"),), Call(Name("f"), (), 1), 1),)
    assert body("%timeit -n 10 -r3 f()") == (Evaluate(Call(Name("f"), (), 1), 1),)
    assert body("%%timeit -n1\nf()") == (Evaluate(Call(Name("f"), (), 2), 2),)


@pytest.mark.parametrize(
    ("source", "operator"),
    [("%%writefile src/{name}.py\nx = (\n", ">"), ("%%file -a src/{name}.py\nx\n", ">>")],
)
def test_written_files_are_redirections(source: str, operator: str) -> None:
    (command,) = shell(source).script.nodes
    assert isinstance(command, Command)
    (redirect,) = command.redirects
    assert isinstance(redirect, Redirect)
    assert redirect.operator == operator
    assert variables(redirect.target) == ["name"]


def test_queries_keep_their_text() -> None:
    assert body("%%sql sqlite:///a.db\nselect * from t\n") == (Evaluate(sql("select * from t"), 1),)
    assert body("%%bigquery df --project p\nselect 1") == (
        Assign((Name("df"),), sql("select 1"), 1),
    )
    assert body("r = %sql select 1") == (Assign((Name("r"),), sql("select 1"), 1),)
    assert body("%sql r << select 1") == (Assign((Name("r"),), sql("select 1"), 1),)


def test_what_only_looks_like_a_magic() -> None:
    assert [type(item) for item in body("x = '''\n!ls\n%s\n'''\n!ls\n")] == [Assign, Shell]
    assert [type(item) for item in body("x = (a\n  % b)\n!ls")] == [Assign, Shell]
    assert body("cat = 1\nls.append(2)\n")[0] == Assign((Name("cat"),), Constant(1), 1)
    call = Call(Attribute(Name("ls"), "append"), (Argument(Constant(2)),), 2)
    assert body("cat = 1\nls.append(2)\n!ls")[1] == Evaluate(call, 2)


def test_loops_around_commands() -> None:
    (loop,) = body("for name in names:\n    !python clean.py {name}.csv")
    assert isinstance(loop, For)
    assert isinstance(loop.body[0], Shell)


def test_text_under_an_unknown_magic_is_named() -> None:
    cell = {"cell_type": "code", "source": "%%mystery\n<b>", "metadata": {}, "outputs": []}
    facts = parse_notebook("a.ipynb", json.dumps({"cells": [cell]}).encode())
    assert [problem.reason for problem in facts.problems] == [
        "text under %%mystery that is not Python"
    ]
