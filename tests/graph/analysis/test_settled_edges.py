"""Reads whose maker is in order wait for nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from mlaudit.graph.analysis.edges import confidence_of, loose_edges, reading_of, writing_of
from mlaudit.model.vocabulary import Confidence
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

HEAD = "import pandas as pd\n\n"
CLEAN = HEAD + 'pd.DataFrame({"x": [1]}).to_csv("data/clean.csv")\n'
TRAIN = HEAD + 'pd.read_csv("data/clean.csv").mean().to_json("metrics.json")\n'
MAKE = "clean:\n\tpython clean.py\n\ntrain: clean\n\tpython train.py\n"
ANY = HEAD + 'name = input()\npd.DataFrame({"x": [1]}).to_csv(f"data/{name}.csv")\n'
MORE = HEAD + 'old = pd.read_csv("data/clean.csv")\nold.to_csv("data/clean.csv")\n'


def pairs(root: Path) -> list[tuple[str, str]]:
    return [(edge.before.id, edge.after.id) for edge in loose_edges(read_workflow(root))]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({}, []),
        ({"any.py": ANY}, []),
        ({"again.py": CLEAN}, []),
        # One that changes the file between the two is still missing.
        ({"more.py": MORE}, [("more.py", "Makefile:train")]),
    ],
)
def test_another_maker_of_a_settled_file_is_not_waited_for(
    write_repository: WriteTree, extra: Mapping[str, str], expected: list[tuple[str, str]]
) -> None:
    tree = {"clean.py": CLEAN, "train.py": TRAIN, "Makefile": MAKE, "data/.gitkeep": "", **extra}
    assert [
        pair for pair in pairs(write_repository(tree)) if pair[1] == "Makefile:train"
    ] == expected


def test_a_maker_by_pattern_counts_where_no_other_is_in_order(write_repository: WriteTree) -> None:
    root = write_repository({"any.py": ANY, "train.py": TRAIN, "data/.gitkeep": ""})
    assert pairs(root) == [("any.py", "train.py")]


def test_a_folder_that_a_unit_fills_itself_comes_from_nobody_else(
    write_repository: WriteTree,
) -> None:
    upload = (
        "import shutil\nimport pandas as pd\n\n"
        'pd.DataFrame({"x": [1]}).to_csv("out/b.csv")\nshutil.make_archive("all", "zip", "out")\n'
    )
    other = HEAD + 'pd.DataFrame({"x": [1]}).to_csv("out/a.csv")\n'
    root = write_repository({"other.py": other, "upload.py": upload, "out/.gitkeep": ""})
    assert pairs(root) == []
    plain = upload.replace('pd.DataFrame({"x": [1]}).to_csv("out/b.csv")\n', "")
    root = write_repository({"other.py": other, "upload.py": plain, "out/.gitkeep": ""})
    assert pairs(root) == [("other.py", "upload.py")]


def test_the_write_of_an_edge_is_that_of_what_is_read(write_repository: WriteTree) -> None:
    write = HEAD + 'frame = pd.DataFrame({"x": [1]})\n'
    write += 'frame.to_csv("data/a.csv")\nframe.to_csv("data/b.csv")\n'
    read = HEAD + 'pd.read_csv("data/b.csv")\npd.read_csv("data/a.csv").to_csv("out.csv")\n'
    root = write_repository({"write.py": write, "read.py": read, "data/.gitkeep": ""})
    workflow = read_workflow(root)
    (edge,) = loose_edges(workflow)
    written = writing_of(workflow, edge)
    assert reading_of(workflow, edge).artifact == "data/b.csv"
    assert written is not None
    assert written.artifact == "data/b.csv"


def test_what_an_unpacked_archive_holds_is_a_guess(write_repository: WriteTree) -> None:
    read = HEAD + 'pd.read_csv("data/b.csv").to_csv("out.csv")\n'
    for command, expected in (
        ("unzip data.zip -d data\n", Confidence.LOW),
        ("python write.py > data/b.csv\n", Confidence.HIGH),
    ):
        root = write_repository({"get.sh": command, "read.py": read, "data/.gitkeep": ""})
        workflow = read_workflow(root)
        (edge,) = loose_edges(workflow)
        assert edge.before.id == "get.sh"
        assert confidence_of(workflow, edge) == expected
