"""Which steps are nodes of the data flow, and which are a part of others."""

from __future__ import annotations

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import CHAIN, CLEAN, accesses, units

DVC = """\
stages:
  clean:
    cmd: python clean.py
    deps: [data/raw.csv]
    outs: [data/clean.csv]
"""


def test_scripts_that_nothing_starts_are_units(write_repository: WriteTree) -> None:
    assert units(write_repository(CHAIN)) == ["clean.py", "train.py"]


def test_code_of_a_stage_is_a_part_of_it(write_repository: WriteTree) -> None:
    root = write_repository({**CHAIN, "dvc.yaml": DVC})
    assert units(root) == ["dvc.yaml:clean", "train.py"]
    assert accesses(read_workflow(root), "dvc.yaml:clean") == {
        "read data/raw.csv declared",
        "write data/clean.csv declared",
        "read data/raw.csv inferred",
        "write data/clean.csv inferred",
    }


def test_code_behind_a_shell_script_of_a_target_is_a_part_of_it(
    write_repository: WriteTree,
) -> None:
    files = {
        **CHAIN,
        "Makefile": "all:\n\tbash scripts/all.sh\n",
        "scripts/all.sh": "#!/bin/sh\npython clean.py\npython train.py\n",
    }
    root = write_repository(files)
    assert units(root) == ["Makefile:all"]
    assert "write models/model.joblib inferred" in accesses(read_workflow(root), "Makefile:all")


def test_imported_modules_are_a_part_of_the_script(write_repository: WriteTree) -> None:
    files = {
        "train.py": "from tools import load\nload().to_csv('out.csv')\n",
        "tools.py": "import pandas as pd\n\ndef load():\n    return pd.read_csv('in.csv')\n\n"
        "if __name__ == '__main__':\n    load()\n",
    }
    root = write_repository(files)
    assert units(root) == ["train.py"]
    found = read_workflow(root)
    assert accesses(found, "train.py") == {"read in.csv inferred", "write out.csv inferred"}
    assert {a.place.path for a in found.step_by_id["train.py"].reads} == {"tools.py"}


def test_script_that_only_starts_others_is_no_unit(write_repository: WriteTree) -> None:
    files = {**CHAIN, "run.sh": "python clean.py\npython train.py\n"}
    assert units(write_repository(files)) == ["clean.py", "train.py"]


def test_job_is_a_unit_only_for_its_own_work(write_repository: WriteTree) -> None:
    workflow = (
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: python clean.py\n"
        "  b:\n    runs-on: x\n    steps:\n      - run: cp data/clean.csv public/clean.csv\n"
    )
    root = write_repository({"clean.py": CLEAN, ".github/workflows/ci.yml": workflow})
    assert units(root) == [".github/workflows/ci.yml:b", "clean.py"]


def test_tests_and_examples_are_no_units(write_repository: WriteTree) -> None:
    files = {"tests/test_a.py": CLEAN, "examples/a.py": CLEAN, "clean.py": CLEAN}
    assert units(write_repository(files)) == ["clean.py"]
