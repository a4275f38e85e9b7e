"""Words of command lines that code never looks at."""

from __future__ import annotations

import pytest

from tests.conftest import WriteTree
from tests.graph.test_owners import read

MAKE = "out.csv:\n\tpython main.py a b c\n"
DATA = "import pandas as pd\npd.DataFrame().to_csv('out.csv')\n"


def unread(write_tree: WriteTree, code: str, **modules: str) -> list[tuple[str, ...]]:
    files = {f"{name}.py": text for name, text in modules.items()}
    found = read(write_tree, {"Makefile": MAKE, "main.py": code + DATA, **files})
    assert {item.step for item in found.unread_words} <= {"Makefile:out.csv"}
    return [item.words for item in found.unread_words]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", ("a", "b", "c")),
        ("import sys\nprint(sys.argv[1])\n", ("b", "c")),
        ("import sys\nprint(sys.argv[2])\n", ("c",)),
        ("import configparser\n", ("a", "b", "c")),
    ],
)
def test_words_after_the_last_that_is_asked_for(
    write_tree: WriteTree, code: str, words: tuple[str, ...]
) -> None:
    assert unread(write_tree, code) == [words]


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nprint(sys.argv[3])\n",
        "import sys\nprint(sys.argv[1:])\n",
        "import sys\nprint(sys.argv[-1])\n",
        "import sys\nprint(len(sys.argv))\n",
        "from sys import argv\nprint(argv)\n",
        "import argparse\n",
        "from transformers import HfArgumentParser\n",
        "import tensorflow as tf\ntf.compat.v1.flags.DEFINE_string('x', '', '')\n",
        "exec(open('other.py').read())\n",
        "import click.testing\n",
    ],
)
def test_code_that_may_look(write_tree: WriteTree, code: str) -> None:
    assert unread(write_tree, code) == []


def test_modules_may_look_too(write_tree: WriteTree) -> None:
    code = "import helper\n"
    assert unread(write_tree, code, helper="X = 1\n") == [("a", "b", "c")]
    assert unread(write_tree, code, helper="import sys\nX = sys.argv[1]\n") == []
