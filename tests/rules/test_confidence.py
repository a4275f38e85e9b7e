"""How sure findings are of what they say."""

from __future__ import annotations

from mlaudit.model.vocabulary import Confidence
from mlaudit.scan import read_workflow
from mlaudit_rules.inputs.untracked_input import find_untracked_inputs
from tests.conftest import WriteTree

READER = """\
import os
import pandas as pd

frames = [pd.read_csv(os.path.join("data/raw", name)) for name in os.listdir("data/raw")]
pd.concat(frames).mean().to_json("metrics.json")
"""


def test_files_of_an_ignored_folder_are_surely_absent(write_tree: WriteTree) -> None:
    root = write_tree({"train.py": READER, ".gitignore": "data/raw/\n"})
    (found,) = find_untracked_inputs(read_workflow(root))
    assert (found.subject, found.confidence) == ("data/raw/{file}", Confidence.MEDIUM)


def test_files_of_any_other_folder_are_less_so(write_tree: WriteTree) -> None:
    root = write_tree({"train.py": READER})
    (found,) = find_untracked_inputs(read_workflow(root))
    assert found.confidence == Confidence.LOW
