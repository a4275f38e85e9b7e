"""Messages that ask a person for what is missing."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.messages import asking_code, is_request
from mlaudit.model.facts import Instruction
from mlaudit.model.place import Place
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

CODE = """\
import os
import sys

import pandas as pd


def load():
    if not os.path.exists("data/taxa.tsv"):
        sys.exit("Please download data/taxa.tsv first.")
    return pd.read_csv("data/taxa.tsv")


def check():
    if not os.path.exists("model.bin"):
        raise FileNotFoundError("Please run prepare.py first.")


check()
"""
SAVE = 'load().to_csv("out.csv")\n'


@pytest.mark.parametrize(
    ("text", "verb", "mentions", "asks"),
    [
        ("Please download the data", "download", (), True),
        ("Download the data", "download", (), False),
        ("Please run prepare first", "run", (), True),
        ("Please run prepare", "run", (), False),
        ("Please run prepare.py", "run", ("prepare.py",), True),
        ("Please pip install torch first", "run", (), False),
        ("Please add the option --data before", "add", (), False),
        ("Please read this first", "read", (), False),
    ],
)
def test_requests(text: str, verb: str, mentions: tuple[str, ...], asks: bool) -> None:
    message = Instruction(text, Place("train.py", 1), "message", "", verb, mentions)
    assert is_request(message) is asks


def test_each_function_asks_for_itself(write_tree: WriteTree) -> None:
    load, check = sorted(
        asking_code(read_workflow(write_tree({"train.py": CODE + SAVE}))),
        key=lambda code: code.first.place.sort_key,
    )
    assert (load.wants_a_run, check.wants_a_run) == (False, True)
    assert (load.artifacts, check.artifacts) == (("data/taxa.tsv",), ())
    assert [unit.id for unit in load.units] == ["train.py"]
    assert load.needed


def test_code_that_no_deliverable_needs(write_tree: WriteTree) -> None:
    made = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("out.csv")\n'
    found = asking_code(read_workflow(write_tree({"train.py": CODE, "make.py": made})))
    assert [code.needed for code in found] == [False, False]


def test_nothing_is_asked_where_nothing_is_made_or_a_service_runs(write_tree: WriteTree) -> None:
    assert asking_code(read_workflow(write_tree({"train.py": CODE}))) == ()
    app = "from fastapi import FastAPI\n\napp = FastAPI()\n" + CODE
    made = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("out.csv")\n'
    found = asking_code(read_workflow(write_tree({"train.py": app, "make.py": made})))
    assert found == ()
