"""Inputs that the next person does not have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.missing import is_surely_absent, missing_inputs, template_of
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

READ = 'import pandas as pd\n\npd.read_csv("d/raw.csv").to_csv("out.csv")\n'
TREE = {"use.py": READ, ".gitignore": "*.csv\n", "d/.gitkeep": "", ".env.example": "KEY=\n"}


def test_what_git_ignores_is_missing(write_repository: WriteTree) -> None:
    workflow = read_workflow(write_repository(TREE))
    ((root,),) = missing_inputs(workflow)
    assert root.artifact.id == "d/raw.csv"
    assert is_surely_absent(root.artifact)
    assert template_of(workflow, ".env") == ".env.example"
    assert template_of(workflow, "other.env") is None


@pytest.mark.parametrize(
    "more",
    [
        {".gitignore": "", "d/raw.csv": "x\n1\n"},
        {"get.py": 'import pandas as pd\n\npd.DataFrame().to_csv("d/raw.csv")\n'},
        {"use.py": READ.replace("d/raw", "/home/ada/raw")},
    ],
)
def test_what_is_kept_made_or_elsewhere_is_not(
    write_repository: WriteTree, more: Mapping[str, str]
) -> None:
    assert missing_inputs(read_workflow(write_repository({**TREE, **more}))) == ()
