"""How to keep an input, by what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.missing import missing_inputs
from mlaudit.judge.keeping import how_to_keep
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

READ = 'import pandas as pd\n\npd.read_csv("d/raw.csv").to_csv("out.csv")\n'


def remedy(root: Path) -> str:
    workflow = read_workflow(root)
    ((found,),) = missing_inputs(workflow)
    return how_to_keep(workflow, (found,))


def test_data_that_are_kept_out_go_to_dvc(write_repository: WriteTree) -> None:
    said = remedy(write_repository({"use.py": READ, ".gitignore": "*.csv\n", "d/.gitkeep": ""}))
    assert "`dvc init` and `dvc add d/raw.csv`, then commit d/raw.csv.dvc" in said


def test_a_secret_has_a_template(write_repository: WriteTree) -> None:
    compose = "services:\n  api:\n    image: nginx\n    env_file: .env\n"
    tree = {"docker-compose.yml": compose, ".env.example": "KEY=\n", ".gitignore": ".env\n"}
    said = remedy(write_repository(tree))
    assert said == "Say in the README to copy .env.example to .env, and who hands out its values."
