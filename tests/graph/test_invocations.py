"""Who starts whom, with which words, and from which folder."""

from __future__ import annotations

import json

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import CHAIN, CLEAN, accesses, invocations

ARGS = (
    "import argparse\nimport pandas as pd\np = argparse.ArgumentParser()\n"
    "p.add_argument('source')\np.add_argument('--out', default='default.csv')\n"
    "a = p.parse_args()\npd.read_csv(a.source).to_csv(a.out)\n"
)
JOB = "jobs:\n  build:\n    runs-on: x\n    steps:\n      - run: make data\n"


def test_from_documents_over_shell_and_make_to_python(write_repository: WriteTree) -> None:
    files = {
        **CHAIN,
        "README.md": "# Usage\n\n```sh\nbash run.sh\n```\n",
        "run.sh": "make data\npython train.py\n",
        "Makefile": "data:\n\tpython clean.py\n",
        ".github/workflows/ci.yml": f"on: push\n{JOB}",
    }
    assert invocations(read_workflow(write_repository(files))) >= {
        ("README.md:bash run.sh", "run.sh"),
        ("run.sh", "Makefile:data"),
        ("run.sh", "train.py"),
        ("Makefile:data", "clean.py"),
        (".github/workflows/ci.yml:build", "Makefile:data"),
    }


@pytest.mark.parametrize(
    ("path", "content", "step"),
    [
        ("run.sh", "python clean.py in.csv --out out.csv\n", "run.sh"),
        ("run.sh", "IN=in.csv\nOUT=out\npython clean.py $IN --out=${OUT}.csv\n", "run.sh"),
        (
            "Makefile",
            "OUT = out.csv\nall:\n\tpython clean.py in.csv --out $(OUT)\n",
            "Makefile:all",
        ),
        (
            "dvc.yaml",
            "stages:\n  a:\n    cmd: python clean.py in.csv --out out.csv\n",
            "dvc.yaml:a",
        ),
        (
            "run.py",
            "import subprocess\nsubprocess.run(['python', 'clean.py', 'in.csv', '--out',"
            " 'out.csv'])\n",
            "run.py",
        ),
        (
            "run.py",
            "import os, sys\nos.system(f'{sys.executable} clean.py in.csv --out out.csv')\n",
            "run.py",
        ),
        (
            "README.md",
            "```\n$ python clean.py in.csv --out out.csv\n```\n",
            "README.md:python clean.py in.csv --out out.csv",
        ),
    ],
)
def test_words_reach_the_code(
    write_repository: WriteTree, path: str, content: str, step: str
) -> None:
    found = read_workflow(write_repository({"clean.py": ARGS, path: content}))
    (invocation,) = found.invocations
    assert (invocation.by, invocation.of) == (step, "clean.py")
    assert {"read in.csv inferred", "write out.csv inferred"} <= accesses(found, "clean.py")
    assert found.step_by_id["clean.py"].unresolved == ()
    assert found.step_by_id["clean.py"].arguments_missing == ()


def test_missing_words_are_those_of_the_code_alone(write_repository: WriteTree) -> None:
    found = read_workflow(write_repository({"clean.py": ARGS, "run.sh": "python clean.py\n"}))
    assert found.step_by_id["clean.py"].arguments_missing == ("source",)
    assert found.step_by_id["run.sh"].arguments_missing == ()


def test_folders_that_were_only_tried_start_nothing(write_repository: WriteTree) -> None:
    files = {
        "jobs/clean.py": CLEAN,
        "jobs/run.py": "import os\nopen('in.txt')\nos.system('python clean.py')\n",
        "jobs/in.txt": "x\n",
        "clean.py": CLEAN,
    }
    found = read_workflow(write_repository(files))
    assert invocations(found) == {("jobs/run.py", "jobs/clean.py")}
    assert "read jobs/data/raw.csv inferred" in accesses(found, "jobs/clean.py")
    assert "read jobs/data/raw.csv inferred" not in accesses(found, "clean.py")


def test_words_that_nobody_gives_are_missing(write_repository: WriteTree) -> None:
    found = read_workflow(write_repository({"clean.py": ARGS}))
    assert found.step_by_id["clean.py"].arguments_missing == ("source",)
    assert len(found.step_by_id["clean.py"].unresolved) == 1


def test_two_starts_of_one_script_are_both_followed(write_repository: WriteTree) -> None:
    files = {"clean.py": ARGS, "run.sh": "python clean.py a --out b\npython clean.py b --out c\n"}
    found = read_workflow(write_repository(files))
    assert {
        "read a inferred",
        "write b inferred",
        "read b inferred",
        "write c inferred",
    } <= accesses(found, "clean.py")
    assert len(found.invocations) == 2


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("cd src\npython clean.py\n", "src/data/clean.csv"),
        ("cd src && python clean.py\n", "src/data/clean.csv"),
        ("(cd src && ls)\npython src/clean.py\n", "data/clean.csv"),
        ("cd src\ncd ..\npython src/clean.py\n", "data/clean.csv"),
        ("pushd src\npython clean.py\npopd\n", "src/data/clean.csv"),
        ("make -C src\n", "src/data/clean.csv"),
    ],
)
def test_folder_of_the_command_holds_the_paths(
    write_repository: WriteTree, script: str, expected: str
) -> None:
    files = {"src/clean.py": CLEAN, "run.sh": script, "src/Makefile": "all:\n\tpython clean.py\n"}
    files = files if "make" in script else {k: v for k, v in files.items() if "Make" not in k}
    found = read_workflow(write_repository(files))
    assert f"write {expected} inferred" in accesses(found, "src/clean.py")


def test_modules_console_scripts_and_notebooks(write_repository: WriteTree) -> None:
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "source": "%run ../clean.py",
                "metadata": {},
                "outputs": [],
                "execution_count": None,
            }
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    files = {
        "clean.py": CLEAN,
        "src/tool/__init__.py": "",
        "src/tool/train.py": "def main():\n    open('model.bin', 'wb')\n\n"
        "if __name__ == '__main__':\n    main()\n",
        "src/tool/deep/__main__.py": "open('deep.bin', 'wb')\n",
        "nb/a.ipynb": json.dumps(notebook),
        "pyproject.toml": "[project]\nname = 'tool'\n[project.scripts]\n"
        "fit-tool = 'tool.train:main'\n",
        "a.sh": "python -m tool.train\n",
        "b.sh": "fit-tool\n",
        "c.sh": "jupyter nbconvert --execute nb/a.ipynb\n",
        "d.sh": "python -m tool.deep\n",
        "e.sh": "python src/tool/deep\n",
    }
    found = read_workflow(write_repository(files))
    assert invocations(found) == {
        ("a.sh", "src/tool/train.py"),
        ("b.sh", "src/tool/train.py"),
        ("c.sh", "nb/a.ipynb"),
        ("d.sh", "src/tool/deep/__main__.py"),
        ("e.sh", "src/tool/deep/__main__.py"),
        ("nb/a.ipynb", "clean.py"),
    }
    assert "write model.bin inferred" in accesses(found, "src/tool/train.py")


def test_programs_that_start_each_other_end(write_repository: WriteTree) -> None:
    files = {
        "a.sh": "bash b.sh\n",
        "b.sh": "bash a.sh\npython c.py\n",
        "c.py": "import os\nos.system('bash a.sh')\nos.system('python c.py')\n",
        "Makefile": "a: b\n\tmake b\nb: a\n\tmake a\n",
    }
    found = read_workflow(write_repository(files))
    assert {("a.sh", "b.sh"), ("b.sh", "c.py"), ("c.py", "a.sh")} <= invocations(found)


READS_VARIABLE = "import os\nopen(os.environ['TABLE'])\n"


@pytest.mark.parametrize(
    "tree",
    [
        {"Makefile": "export TABLE := data/a.csv\n\nall:\n\tpython read.py\n"},
        {
            "Makefile": "export TABLE := data/a.csv\n\nall:\n\tsh all.sh\n",
            "all.sh": "python read.py\n",
        },
        {"all.sh": "export TABLE=data/a.csv\nsh inner.sh\n", "inner.sh": "python read.py\n"},
        {
            "all.sh": "TABLE=data/a.csv python run.py\n",
            "run.py": "import os\nos.system('python read.py')\n",
        },
    ],
)
def test_variables_reach_programs_that_programs_start(
    write_repository: WriteTree, tree: dict[str, str]
) -> None:
    found = read_workflow(write_repository({"read.py": READS_VARIABLE, **tree}))
    assert "read data/a.csv inferred" in accesses(found, "read.py")
    assert found.step_by_id["read.py"].unresolved == ()


@pytest.mark.parametrize(
    "command",
    [
        "python tools/app clean",
        "python ./tools/app/ clean",
        "cd tools && python app clean",
        "pipx run uv run --python 3.11 --with pandas python tools/app clean",
    ],
)
def test_folder_with_a_main_module_is_started(command: str, write_repository: WriteTree) -> None:
    files = {
        "run.sh": f"{command}\n",
        "tools/app/__main__.py": "import sys\nfrom work import run\nrun(sys.argv[1])\n",
        "tools/app/work.py": "def run(name):\n    open('/data/' + name + '.txt', 'w')\n",
    }
    workflow = read_workflow(write_repository(files))
    assert ("run.sh", "tools/app/__main__.py") in invocations(workflow)
    written = accesses(workflow, "tools/app/__main__.py")
    assert "write /data/clean.txt inferred" in written


def test_folder_without_a_main_module_is_not_started(write_repository: WriteTree) -> None:
    files = {"run.sh": "python tools\n", "tools/a.py": "open('a.txt', 'w')\n"}
    assert invocations(read_workflow(write_repository(files))) == set()


def test_variables_that_are_not_known_are_holes(write_tree: WriteTree) -> None:
    job = "on: push\nenv: {TAG: '${{ github.sha }}', OUT: out}\njobs:\n  a:\n    steps:\n"
    job += "      - run: cp x.csv $OUT/$TAG.csv\n"
    workflow = read_workflow(write_tree({".github/workflows/ci.yml": job}))
    writes = workflow.step_by_id[".github/workflows/ci.yml:a"].writes
    assert [access.artifact for access in writes] == ["out/{TAG}.csv"]


@pytest.mark.parametrize(
    "command", ["streamlit run app/Home.py", "cd app && streamlit run Home.py"]
)
def test_streamlit_runs_the_pages_beside_its_app(write_repository: WriteTree, command: str) -> None:
    page = "import pandas as pd\n\npd.DataFrame().to_csv('out.csv')\n"
    files = {
        "run.sh": command + "\n",
        "app/Home.py": "import streamlit as st\n\nst.title('x')\nst.Page('views/more.py')\n",
        "app/pages/1_Train.py": page,
        "app/pages/old/2_Old.py": page,
        "app/views/more.py": page,
        "pages/other.py": page,
    }
    found = invocations(read_workflow(write_repository(files)))
    assert found >= {("run.sh", "app/pages/1_Train.py"), ("app/Home.py", "app/views/more.py")}
    assert {of for _, of in found}.isdisjoint({"app/pages/old/2_Old.py", "pages/other.py"})


def test_other_programs_run_one_file(write_repository: WriteTree) -> None:
    page = "import pandas as pd\n\npd.DataFrame().to_csv('out.csv')\n"
    files = {"run.sh": "python app.py\n", "app.py": page, "pages/more.py": page}
    assert invocations(read_workflow(write_repository(files))) == {("run.sh", "app.py")}
