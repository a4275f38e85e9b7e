"""What says that one step comes before another, and the data that flows between them."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import CHAIN, CLEAN, TRAIN, evidence

PAIR = ("clean.py", "train.py")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, ("data-flow",)),
        ({"run.sh": "python clean.py\npython train.py\n"}, ("sequence", "data-flow")),
        (
            {"run.py": "import os\nos.system('python clean.py')\nos.system('python train.py')\n"},
            ("sequence", "data-flow"),
        ),
        (
            {"README.md": "```\npython clean.py\npython train.py\n```\n"},
            ("documented", "mentioned", "data-flow"),
        ),
        (
            {"README.md": "# A\n\n```\npython clean.py\n```\n\n# B\n\n```\npython train.py\n```\n"},
            ("mentioned", "data-flow"),
        ),
        ({"run.sh": "python train.py\npython clean.py\n"}, ("data-flow",)),
    ],
)
def test_evidence_between_scripts(
    write_repository: WriteTree, files: dict[str, str], expected: tuple[str, ...]
) -> None:
    found = read_workflow(write_repository({**CHAIN, **files}))
    assert evidence(found, *PAIR) == expected
    assert found.is_fixed(*PAIR) is ("sequence" in expected)


def test_stages_are_ordered_by_what_they_declare(write_repository: WriteTree) -> None:
    dvc = (
        "stages:\n  clean:\n    cmd: python clean.py\n    outs: [data/clean.csv]\n"
        "  train:\n    cmd: python train.py\n    deps: [data/clean.csv]\n"
        "    outs: [models/model.joblib]\n"
    )
    found = read_workflow(write_repository({**CHAIN, "dvc.yaml": dvc}))
    assert evidence(found, "dvc.yaml:clean", "dvc.yaml:train") == ("declared", "data-flow")
    undeclared = dvc.replace("    deps: [data/clean.csv]\n", "")
    found = read_workflow(write_repository({**CHAIN, "dvc.yaml": undeclared}))
    assert evidence(found, "dvc.yaml:clean", "dvc.yaml:train") == ("data-flow",)


def test_prerequisites_order_targets(write_repository: WriteTree) -> None:
    make = "train: clean\n\tpython train.py\nclean:\n\tpython clean.py\n"
    found = read_workflow(write_repository({**CHAIN, "Makefile": make}))
    assert evidence(found, "Makefile:clean", "Makefile:train") == ("prerequisite", "data-flow")


def test_jobs_hand_their_order_to_what_they_start(write_repository: WriteTree) -> None:
    workflow = (
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: python clean.py\n"
        "  b:\n    needs: a\n    runs-on: x\n    steps:\n      - run: python train.py\n"
    )
    root = write_repository({**CHAIN, ".github/workflows/ci.yml": workflow})
    assert evidence(read_workflow(root), *PAIR) == ("declared", "data-flow")


def test_declared_order_without_data_is_kept(write_repository: WriteTree) -> None:
    make = "b: a\n\techo b > b.txt\na:\n\techo a > a.txt\n"
    found = read_workflow(write_repository({"Makefile": make}))
    assert evidence(found, "Makefile:a", "Makefile:b") == ("prerequisite",)


def _flows(found: object) -> list[tuple[str, str, str]]:
    return [(f.written, f.read, f.match) for f in found.flows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("write", "read", "expected"),
    [
        ("'a/x.csv'", "'a/x.csv'", [("a/x.csv", "a/x.csv", "exact")]),
        ("'a/x.csv'", "'./b/../a/x.csv'", [("a/x.csv", "a/x.csv", "exact")]),
        ("'a/x.csv'", "f'a/{name()}.csv'", [("a/x.csv", "a/{name}.csv", "pattern")]),
        ("f'a/{name()}.csv'", "'a/x.csv'", [("a/{name}.csv", "a/x.csv", "pattern")]),
        ("'a/x.csv'", "glob.glob('a/*.csv')[0]", [("a/x.csv", "a/*.csv", "pattern")]),
        ("'a/x.csv'", "'a/y.csv'", []),
        ("'a/x.csv'", "'x.csv'", []),
        ("'a/x.csv'", "f'b/{name()}.csv'", []),
        ("'a/x.csv'", "name()", []),
        ("name()", "'a/x.csv'", []),
        ("f'{name()}.csv'", "'a/x.csv'", []),
    ],
)
def test_flow_between_scripts(
    write_repository: WriteTree, write: str, read: str, expected: list[tuple[str, str, str]]
) -> None:
    head = "import glob\nimport pandas as pd\n"
    files = {"a.py": f"{head}df.to_csv({write})\n", "b.py": f"{head}pd.read_csv({read})\n"}
    assert _flows(read_workflow(write_repository(files))) == expected


def test_folder_flows_into_the_files_inside_it(write_repository: WriteTree) -> None:
    files = {
        "a.sh": "unzip data.zip -d raw\n",
        "b.py": "import pandas as pd\npd.read_csv('raw/x.csv')\n",
    }
    found = read_workflow(write_repository(files))
    assert ("raw", "raw/x.csv", "directory") in _flows(found)


def test_step_does_not_flow_into_itself(write_repository: WriteTree) -> None:
    assert _flows(read_workflow(write_repository({"a.py": CLEAN + TRAIN}))) == []
