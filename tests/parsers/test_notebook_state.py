"""What a notebook leaves to its kernel: loose names, cells that are switched off, transfers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlaudit.model.notebook import NotebookState
from mlaudit.parsers.notebook import parse_notebook


def read(*sources: str, raw: str = "", tags: tuple[str, ...] = ()) -> NotebookState:
    cells: list[Any] = [
        {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}}
        for source in sources
    ]
    if raw:
        cells.append({"cell_type": "raw", "source": raw, "metadata": {}})
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    state = parse_notebook("a.ipynb", json.dumps(content).encode()).notebook
    assert state is not None
    return state


def loose(*sources: str) -> list[tuple[str, int | None]]:
    """Each loose name with the cell that binds it."""
    return [(n.name, None if n.bound is None else n.bound.cell) for n in read(*sources).loose]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (("print(a)", "a = 1"), [("a", 1)]),
        (("print(a)",), [("a", None)]),
        (("a += 1", "a = 2"), [("a", 1)]),
        (("def f():\n    return a", "f()", "a = 1"), [("a", 2)]),
        (("def g():\n    return a\ndef f():\n    return g()", "f()", "a = 1"), [("a", 2)]),
        (("def f(x=a):\n    return x", "a = 1"), [("a", 1)]),
        (("@deco\ndef f(): pass", "def deco(f): return f"), [("deco", 1)]),
        (("class A(B): pass", "class B: pass"), [("B", 1)]),
        (("f = lambda: a", "f()"), [("a", None)]),
        (("[x + y for x in range(3)]",), [("y", None)]),
        (("def f():\n    a = 1\nf()", "print(a)"), [("a", None)]),
        (("with open(p) as f:\n    pass", "p = 'x'"), [("p", 1)]),
        (("x[a] = 1", "x = {}\na = 1"), [("x", 1), ("a", 1)]),
        (("%time b = a",), [("a", None)]),
    ],
)
def test_names_that_are_read_too_early(
    sources: tuple[str, ...], expected: list[tuple[str, int | None]]
) -> None:
    assert sorted(loose(*sources)) == sorted(expected)


@pytest.mark.parametrize(
    "sources",
    [
        ("def f():\n    return a", "a = 1", "f()"),
        ("def f():\n    return a",),
        ("from x import *", "print(a)"),
        ("%run other.ipynb", "print(a)"),
        ("%store -r a", "print(a)"),
        ("%%capture out\nprint(1)", "print(out)"),
        ("%%sql result <<\nselect 1", "print(result)"),
        ("a = !ls", "print(a)"),
        ("exec('a = 1')", "print(a)"),
        ("try:\n    a\nexcept NameError:\n    a = 1", "print(a)"),
        ("if False:\n    print(a)",),
        ("display(spark, In, Out, _, _3, __name__)",),
        ("%%bash\necho $a",),
        ("%%writefile x.py\nprint(a)",),
        ("for i in range(3):\n    pass", "print(i)"),
        ("import a.b as c, d.e", "print(c, d)"),
        ("x: int = 3\ny: 'Later' = x",),
        ("def f(v: Later) -> Later:\n    return v", "f(1)"),
        ("def f():\n    global a\n    a = 1", "f()", "print(a)"),
        ("match x := 3:\n    case {'k': v, **rest}:\n        print(v, rest, x)",),
        ("print(a)", "this is broken = a ="),
        ("x <- rda(y)", "print(a)"),
        ("class A:\n    n = 3\n    def f(self):\n        return self.n + A.n", "A().f()"),
        ("print(sorted([1], key=lambda row: row))",),
        ("class A:\n    def f(self, *args, **kw):\n        return args, kw", "A()"),
    ],
)
def test_names_of_which_nothing_is_said(sources: tuple[str, ...]) -> None:
    assert loose(*sources) == []


def test_a_name_under_a_condition_is_less_sure() -> None:
    (name,) = read("if x := 0:\n    print(a)").loose
    assert name.sometimes


def test_a_comment_that_binds_the_name_is_found() -> None:
    (name,) = read("# a = 3", "print(a)").loose
    assert name.comment is not None
    assert (name.comment.cell, name.comment.line) == (0, 1)


def test_skipped_cells_do_not_count() -> None:
    assert read("print(a)", tags=("skip-execution",)).loose == ()


@pytest.mark.parametrize(
    ("source", "way", "calls"),
    [
        ("# data = pd.read_csv('x')\n# data.head()", "comment", ("pd.read_csv", "data.head")),
        ("#!wget https://x.org/a.zip", "comment", ("!wget",)),
        ("%%script false --no-raise-error\nmodel.fit(x)", "magic", ("model.fit",)),
        ("%%skip\nmodel.fit(x)", "magic", ("model.fit",)),
        ("if False:\n    model.fit(x)", "condition", ("model.fit",)),
    ],
)
def test_cells_that_are_switched_off(source: str, way: str, calls: tuple[str, ...]) -> None:
    (cell,) = read(source).dormant
    assert (cell.way, cell.calls) == (way, calls)


def test_raw_cells_with_code_are_switched_off() -> None:
    (cell,) = read(raw="model = fit(x)\nmodel.save('m')").dormant
    assert (cell.way, cell.binds, cell.text) == ("raw", ("model",), "model = fit(x)")


@pytest.mark.parametrize(
    "source",
    [
        "# We read the data (see below) and go on.",
        "# Your code here\n# model.fit(x)",
        "if flag:\n    model.fit(x)",
        "model.fit(x)  # not off",
        "#",
        "",
    ],
)
def test_other_cells_are_not_switched_off(source: str) -> None:
    assert read(source).dormant == ()


def test_transfers() -> None:
    state = read(
        "%run -i 'my prep.ipynb'", "%store -r a b", "%store x", "import import_ipynb", "%store"
    )
    assert [(t.way, t.target) for t in state.transfers] == [
        ("run", "my prep.ipynb"),
        ("restore", "a b"),
        ("store", "x"),
        ("import", "import_ipynb"),
    ]


_PIECES = (
    st.sampled_from(
        [
            "a",
            "b",
            " = ",
            "1",
            "def f():\n    ",
            "return ",
            "%",
            "%%capture o\n",
            "!",
            "#",
            "(",
            ")",
        ]
    )
    | st.sampled_from(
        [
            "\n",
            "    ",
            "lambda: ",
            "class A:\n    ",
            "if False:\n    ",
            "try:\n",
            ":",
            "[",
            "]",
            "for ",
        ]
    )
    | st.sampled_from(
        [
            " in ",
            "match a:\n    case ",
            "global a\n",
            "%run ",
            "%store -r ",
            "\ud800",
            "\0",
            "@",
            "*",
        ]
    )
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=12).map("".join), max_size=5))
def test_any_cells_give_a_state(sources: list[str]) -> None:
    assert isinstance(read(*sources), NotebookState)


def test_deep_code_is_no_trouble() -> None:
    assert read("x = " + "-" * 5000 + "a", "print(" + "(" * 3000 + ")").counts == (None, None)
