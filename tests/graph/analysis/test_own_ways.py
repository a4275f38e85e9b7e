"""Definitions that hold the same pipeline do not wait for each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.edges import loose_edges
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

CODE = {
    "train.py": "import sys\nimport joblib\n\njoblib.dump(1, sys.argv[1])\n",
    "test.py": 'import joblib\n\njoblib.load("out/model.pkl")\n',
    "out/.gitkeep": "",
}
MAKE = "train:\n\tpython train.py out/model.pkl\n"
JUST = "test:\n    python test.py\n"
OWN = 'train:\n    python train.py "$TARGET"\n\n'
CI = (
    "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n"
    "      - uses: actions/checkout@v4\n      - run: tar -czf all.tgz out/model.pkl\n"
)


def pairs(root: Path) -> list[tuple[str, str]]:
    return [(edge.before.id, edge.after.id) for edge in loose_edges(read_workflow(root))]


def test_a_definition_that_runs_the_code_itself_waits_for_no_other(
    write_repository: WriteTree,
) -> None:
    root = write_repository({**CODE, "Makefile": MAKE, "justfile": OWN + JUST})
    assert pairs(root) == []


def test_a_definition_without_the_code_waits(write_repository: WriteTree) -> None:
    root = write_repository({**CODE, "Makefile": MAKE, "justfile": JUST})
    assert pairs(root) == [("Makefile:train", "justfile:test")]


def test_code_that_runs_only_after_the_reader_makes_nothing_for_it(
    write_repository: WriteTree,
) -> None:
    late = OWN.replace("train:", "train: test")
    root = write_repository({**CODE, "Makefile": MAKE, "justfile": late + JUST})
    assert pairs(root) == [("Makefile:train", "justfile:test")]


def test_a_runner_of_continuous_integration_does_not_hold_what_make_left(
    write_repository: WriteTree,
) -> None:
    root = write_repository({**CODE, "Makefile": MAKE, ".github/workflows/ci.yml": CI})
    assert [after for _, after in pairs(root) if "ci.yml" in after] == []
    task = "all:\n    tar -czf all.tgz out/model.pkl\n"
    root = write_repository({**CODE, "Makefile": MAKE, "justfile": task})
    assert ("Makefile:train", "justfile:all") in pairs(root)
