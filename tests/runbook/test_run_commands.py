"""The one command that runs several steps of a pipeline file."""

from __future__ import annotations

from pathlib import Path

from mlaudit.runbook import build_runbook
from tests.graph.test_ordering import link_files

STEP = "import sys\nimport pandas as pd\npd.read_csv(sys.argv[1]).to_csv(sys.argv[2])\n"


def _runs(root: Path, files: dict[str, str], deliverable: str) -> list[str]:
    workflow = link_files(root, files)
    (wanted,) = (d for d in workflow.deliverables if d.artifact == deliverable)
    return [action.what for action in build_runbook(workflow, wanted) if action.kind == "run"]


def _project(main: str) -> dict[str, str]:
    return {
        "MLproject": f"""
            name: p
            entry_points:
              clean:
                command: "python step.py raw.csv clean.csv"
              fit:
                command: "python step.py clean.csv fit.csv"
              main:
                command: "{main}"
        """,
        "step.py": STEP,
        "main.py": "import mlflow\nmlflow.run('.', 'clean')\nmlflow.run('.', 'fit')\n",
    }


def test_an_entry_point_that_starts_the_others_is_the_command(tmp_path: Path) -> None:
    assert _runs(tmp_path, _project("python main.py"), "fit.csv") == ["mlflow run . -e main"]


def test_entry_points_that_nothing_starts_are_run_one_by_one(tmp_path: Path) -> None:
    runs = _runs(tmp_path, _project("echo nothing") | {"main.py": ""}, "fit.csv")
    assert runs == ["mlflow run . -e clean; mlflow run . -e fit"]


def test_a_rule_with_wildcards_is_no_target(tmp_path: Path) -> None:
    files = {
        "Snakefile": """
            rule all:
                input: expand("out_{name}.csv", name=["a", "b"])

            rule fit:
                input: "raw_{name}.csv"
                output: "out_{name}.csv"
                shell: "python step.py {input} {output}"
        """,
        "step.py": STEP,
    }
    assert _runs(tmp_path, files, "out_{name}.csv") == ["snakemake --cores all all"]
