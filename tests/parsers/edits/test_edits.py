"""Placeholders, and calls and commands that are commented out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import Facts
from mlaudit.parsers.edits.commented import PARSER as COMMENTED
from mlaudit.parsers.edits.placeholders import PARSER as PLACEHOLDERS
from mlaudit.parsers.edits.signs import is_placeholder_value
from mlaudit.parsers.notebook import parse_notebook


@pytest.mark.parametrize(
    "value",
    [
        *("YOUR_API_KEY", "your-bucket", "<your bucket>", "/path/to/data", "CHANGE_ME", "changeme"),
        *(
            "REPLACE_ME/image:latest",
            "TODO: set it",
            "xxxx-xxxx",
            "sk-xxxxxxxx",
            "<API_KEY>",
            "my-bucket",
        ),
        *("https://your-host/api", "INSERT_TOKEN_HERE", "PUT YOUR KEY HERE", "C:\\path\\to\\x"),
    ],
)
def test_placeholders(value: str) -> None:
    assert is_placeholder_value(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "<pad>", "<unk>", "data/train.csv", "your name", "You are an assistant", "[MASK]"),
        *(
            "your data is long " * 9,
            "{{ your_bucket }}",
            "<user>",
            "changes",
            "xxx",
            "todo",
            "TODO",
        ),
    ],
)
def test_other_values(value: str) -> None:
    assert not is_placeholder_value(value)


def found(path: str, text: str) -> list[tuple[str, int, str]]:
    facts = PLACEHOLDERS.parse(path, text.encode())
    return [(p.name, p.place.line, p.scope) for p in facts.placeholders]


def test_named_values_of_code() -> None:
    code = '''"""Replace YOUR_API_KEY."""
KEY = "YOUR_API_KEY"
def f(url="https://your-host/x", *, token="CHANGE_ME"):
    connect(bucket="your-bucket", help="YOUR_BUCKET")
    return {"path": "/path/to/x"}
x.y: str = "CHANGE_ME"
d["k"] = "CHANGE_ME"
if KEY == "YOUR_API_KEY":
    raise ValueError("set YOUR_API_KEY")
'''
    assert sorted(found("a.py", code)) == [
        ("KEY", 2, ""),
        ("bucket", 4, "f"),
        ("k", 7, ""),
        ("path", 5, "f"),
        ("token", 3, "f"),
        ("url", 3, "f"),
        ("y", 6, ""),
    ]


def test_configuration_of_several_documents() -> None:
    text = "a: 1\n---\nb:\n  - image: REPLACE_ME/x\n    c: <your key>\n"
    assert found("k8s/a.yaml", text) == [("b.image", 4, ""), ("b.c", 5, "")]
    assert found("a.toml", '[a]\nb = "CHANGE_ME"\n') == [("a.b", 2, "")]
    assert found(".env", "A=your-key\n") == [("A", 1, "")]


def test_notebooks_tell_the_cell() -> None:
    cells = [{"cell_type": "code", "source": "!ls\nkey = 'YOUR_KEY'", "metadata": {}}]
    data = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    (placeholder,) = parse_notebook("a.ipynb", data.encode()).placeholders
    assert (placeholder.place.cell, placeholder.place.line) == (0, 2)


def test_templates_are_not_claimed() -> None:
    assert not PLACEHOLDERS.claims(".env.example")
    assert not PLACEHOLDERS.claims("conf/config-template.yaml")
    assert PLACEHOLDERS.claims("conf/distance.yaml")


def commented(path: str, text: str) -> list[tuple[str, str, str]]:
    facts = COMMENTED.parse(path, text.encode())
    return [(c.target, c.sibling, c.scope) for c in facts.commented]


def test_calls_beside_others() -> None:
    code = (
        "from src.prep import clean\nimport steps\n"
        "def train(): pass\n\n"
        "def main():\n    # data = clean(1)\n    # steps.load()\n    # print(2)\n    train()\n"
        "    # train(3)\n"
    )
    assert commented("a.py", code) == [
        ("src.prep.clean", "train", "main"),
        ("steps.load", "train", "main"),
    ]


def test_comments_without_a_call_beside_them() -> None:
    assert commented("a.py", "def f(): pass\n# f()\nx = 1\n") == []
    assert (
        commented("a.py", "def f(): pass\ndef g(): pass\nif x:\n    # f()\n    pass\ng()\n") == []
    )


def test_commands_below_others() -> None:
    text = "# python a.py\npython b.py\n# python c.py --x 1\n# make d\n"
    assert commented("run.sh", text) == [("python c.py --x 1", "python b.py", "")]


@given(st.binary(max_size=200), st.sampled_from(["a.py", "a.sh", "a.yaml", "a.json"]))
def test_any_bytes_give_facts(data: bytes, path: str) -> None:
    for signed in (data, data + b"\n# f()\nYOUR_KEY"):
        assert isinstance(PLACEHOLDERS.parse(path, signed), Facts)
        assert isinstance(COMMENTED.parse(path, signed), Facts)
