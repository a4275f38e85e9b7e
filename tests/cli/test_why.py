"""`mlaudit why` as it is installed: what it answers, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mlaudit.cli.app import app
from tests.conftest import WriteTree

PROJECT = {
    "README.md": "# Model\n\n    python src/train.py --out models/churn.pkl\n",
    "params.yaml": "data: data/train.csv\n",
    "src/train.py": (
        "import argparse, pickle, yaml\n"
        "import pandas as pd\n"
        "def save(model, path):\n"
        "    pickle.dump(model, open(path, 'wb'))\n"
        "parser = argparse.ArgumentParser()\n"
        "parser.add_argument('--out')\n"
        "args = parser.parse_args()\n"
        "params = yaml.safe_load(open('params.yaml'))\n"
        "frame = pd.read_csv(params['data'])\n"
        "save(frame, args.out)\n"
    ),
    "score.ipynb": json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {},
            "cells": [
                {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Score"},
                {
                    "cell_type": "code",
                    "id": "b",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": "import pandas as pd\npd.read_csv('data/test.csv')",
                },
            ],
        }
    ),
}


@pytest.fixture
def project(write_tree: WriteTree) -> Path:
    return write_tree(PROJECT)


def why(*arguments: str, cwd: Path, width: int = 80) -> Result:
    with contextlib.chdir(cwd):
        return CliRunner().invoke(app, ["why", *arguments, "--width", str(width)])


def test_the_installed_program_knows_it(project: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "mlaudit", "why", "models/churn.pkl"],
        capture_output=True,
        encoding="utf-8",
        cwd=project,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert finished.returncode == 0
    assert "src/train.py writes it" in finished.stdout


def test_an_artifact_is_explained_from_the_command_line_to_the_call(project: Path) -> None:
    finished = why("models/churn.pkl", cwd=project)
    assert finished.exit_code == 0
    assert finished.stdout == (
        "models/churn.pkl\n"
        "  model, made by a step, deliverable\n"
        "\n"
        "src/train.py writes it  script, documented\n"
        "  README.md:3      python src/train.py --out models/churn.pkl\n"
        "  src/train.py:10  save(frame, args.out)\n"
        '  src/train.py:4   pickle.dump(model, open(path, "wb"))\n'
        "  src/train.py:10    path = args.out  → models/churn.pkl\n"
        "  src/train.py:6       args.out is --out of the command line  → models/churn.pkl\n"
        "\n"
        "No step that mlaudit sees reads it.\n"
    )


def test_a_line_is_explained(project: Path) -> None:
    assert why("src/train.py:9", cwd=project).stdout == (
        "src/train.py:9\n"
        "\n"
        "src/train.py reads data/train.csv  script, documented\n"
        "  README.md:3     python src/train.py --out models/churn.pkl\n"
        '  src/train.py:9  pd.read_csv(params["data"])\n'
        '  params.yaml:1     params["data"] is the setting data  → data/train.csv\n'
    )


def test_a_line_that_calls_a_function_shows_what_happens_in_there(project: Path) -> None:
    shown = why("src/train.py:10", cwd=project).stdout
    assert "src/train.py writes models/churn.pkl" in shown
    assert "data/train.csv" not in shown


def test_a_line_of_a_cell_is_named_with_the_cell(project: Path) -> None:
    for name in ("score.ipynb:1:2", "score.ipynb:cell 1:2"):
        assert "score.ipynb reads data/test.csv" in why(name, cwd=project).stdout


@pytest.mark.parametrize("name", ["churn.pkl", "./models/churn.pkl"])
def test_other_ways_of_naming_an_artifact(project: Path, name: str) -> None:
    assert why(name, cwd=project).stdout.startswith("models/churn.pkl\n")


def test_paths_may_be_completed_by_the_shell_of_another_folder(project: Path) -> None:
    name = f"{project.name}/src/train.py:9"
    finished = why(name, "--dir", project.name, cwd=project.parent)
    assert finished.stdout.startswith("src/train.py:9\n")
    assert (
        why(str(project / "params.yaml"), "--dir", str(project), cwd=project.parent).exit_code == 0
    )


def test_json_holds_the_same(project: Path) -> None:
    document = json.loads(why("models/churn.pkl", "-f", "json", cwd=project).stdout)
    assert document["schema"] == "mlaudit/why/1"
    assert document["artifact"]["kind"] == "model"
    opened, dumped = document["accesses"]
    assert [opened["via"], dumped["via"]] == ["open", "pickle.dump"]
    (way,) = dumped["ways"]
    assert way["starts"] == [
        {
            "lines": [{"code": "python src/train.py --out models/churn.pkl", "at": "README.md:3"}],
            "directory": ".",
        }
    ]
    assert way["calls"][0] == {"code": "save(frame, args.out)", "at": "src/train.py:10"}
    (path,) = way["sources"]
    assert (path["kind"], path["name"], path["at"]) == ("argument", "path", "src/train.py:10")
    (option,) = path["sources"]
    assert (option["kind"], option["note"]) == ("command-line", "--out")


def test_an_unknown_name_suggests_near_ones(project: Path) -> None:
    finished = why("models/chrun.pkl", cwd=project)
    assert finished.exit_code == 2
    assert finished.stdout == ""
    assert "did you mean models/churn.pkl?" in finished.stderr


def test_a_line_without_access_names_the_nearest(project: Path) -> None:
    finished = why("src/train.py:7", cwd=project)
    assert finished.exit_code == 2
    assert "nothing is read or written at src/train.py:7" in finished.stderr
    assert "src/train.py:8, src/train.py:9" in finished.stderr


def test_a_file_that_no_step_uses_is_no_error(project: Path) -> None:
    finished = why("README.md", cwd=project)
    assert finished.exit_code == 0
    assert "No step that mlaudit sees writes or reads it." in finished.stdout


def test_other_ends(project: Path) -> None:
    assert why("x.csv", "--dir", "nowhere", cwd=project).exit_code == 3
    assert why("x.csv", "-f", "punch-card", cwd=project).exit_code == 2
