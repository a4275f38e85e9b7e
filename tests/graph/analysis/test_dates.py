"""Dates in constants and in names of files, and whether work needs them."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.dates import dated_files, needed_dates, written_dates
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree

HEAD = "import pandas as pd\n\n"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("data/train_2024-05-31.csv", "2024-05-31"),
        ("data/train_202405.csv", "202405"),
        ("data/2024-05-31/train.csv", None),
        ("data/train_2024-13.csv", None),
        ("data/train.csv", None),
        ("/data/train_2024-05.csv", None),
    ],
)
def test_dates_in_names(write_tree: WriteTree, name: str, date: str | None) -> None:
    root = write_tree({"train.py": f"{HEAD}pd.read_csv('{name}').to_csv('out.csv')\n"})
    found = dated_files(read_workflow(root))
    assert [file.date for file in found] == ([date] if date else [])
    assert all((file.reader.id, file.access.artifact) == ("train.py", name) for file in found)


NAME = "data/train_2024-05.csv"
TRAIN = f"{HEAD}pd.read_csv('{NAME}').to_csv('out.csv')\n"


@pytest.mark.parametrize(
    "tree",
    [
        {"train.py": TRAIN, "make.py": f"{HEAD}pd.DataFrame().to_csv('{NAME}')\n"},
        {"train.py": TRAIN, f"{NAME}.dvc": "outs:\n- md5: 1f0e\n  path: train_2024-05.csv\n"},
        {"train.py": f"{HEAD}print(pd.read_csv('{NAME}'))\n"},
        {
            "train.py": f"{HEAD}MONTH = '2024-05'\n"
            "pd.read_csv(f'data/train_{MONTH}.csv').to_csv('out.csv')\n"
        },
    ],
)
def test_files_that_are_made_kept_not_needed_or_named_by_a_constant(
    write_tree: WriteTree, tree: Tree
) -> None:
    assert dated_files(read_workflow(write_tree(tree))) == ()


def test_a_file_that_two_steps_read_is_one(write_tree: WriteTree) -> None:
    again = TRAIN.replace("out.csv", "other.csv")
    found = dated_files(read_workflow(write_tree({"a.py": TRAIN, "b.py": again})))
    assert [(file.reader.id, file.access.place.path) for file in found] == [("a.py", "a.py")]


def test_constants_that_only_show_something_are_not_needed(write_tree: WriteTree) -> None:
    use = "CUTOFF = '2024-05-31'\nold = pd.read_csv('data.csv')\nold = old[old.day < CUTOFF]\n"
    tree = {"look.py": f"{HEAD}{use}print(old)\n", "train.py": f"{HEAD}{use}old.to_csv('o.csv')\n"}
    workflow = read_workflow(write_tree(tree))
    assert {date.constant.place.path for date in written_dates(workflow)} == {"look.py", "train.py"}
    assert [date.constant.place.path for date in needed_dates(workflow)] == ["train.py"]
