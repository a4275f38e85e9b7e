"""Inputs that are chosen because they are the newest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.newest_chosen import newest_choices
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

CHOOSE = (
    "import glob\nimport os\nimport joblib\n\n"
    'joblib.load(max(glob.glob("models/*.pkl"), key=os.path.getmtime))\n'
)


def test_the_newest_file_is_a_choice(write_repository: WriteTree) -> None:
    (choice,) = newest_choices(read_workflow(write_repository({"use.py": CHOOSE})))
    assert choice.units == ("use.py",)
    assert choice.names == ("models/*.pkl",)
    assert (choice.first.place.line, choice.is_doubtful) == (5, False)


def test_the_last_name_may_hold_a_version(write_repository: WriteTree) -> None:
    code = CHOOSE.replace("max(", "sorted(").replace(", key=os.path.getmtime)", ")[-1]")
    (choice,) = newest_choices(read_workflow(write_repository({"use.py": code})))
    assert choice.is_doubtful


@pytest.mark.parametrize(
    "tree",
    [
        {"use.py": CHOOSE.replace("models/", "/tmp/models/")},
        {"tests/test_use.py": CHOOSE},
        {"use.py": CHOOSE.replace("max(", "list(").replace(", key=os.path.getmtime)", ")[0]")},
    ],
)
def test_temporary_files_and_tests_choose_nothing(
    write_repository: WriteTree, tree: Mapping[str, str]
) -> None:
    assert newest_choices(read_workflow(write_repository(tree))) == ()
