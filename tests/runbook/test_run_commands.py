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


def test_a_workflow_that_is_tangled_with_others_is_started_once(tmp_path: Path) -> None:
    files = {
        "flow.yaml": """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {name: flow}
            spec:
              entrypoint: all
              templates:
              - name: all
                dag:
                  tasks:
                  - {name: one, template: one}
                  - {name: two, template: two}
              - name: one
                container: {image: i, command: [python, step.py, z.csv, b.csv]}
              - name: two
                container: {image: i, command: [python, step.py, c.csv, d.csv]}
        """,
        "step.py": STEP,
        "Makefile": """
            there:
            \tpython step.py b.csv c.csv
            back:
            \tpython step.py d.csv z.csv
            last:
            \tpython step.py d.csv last.csv
        """,
    }
    runs = _runs(tmp_path, files, "last.csv")
    assert runs.count("argo submit flow.yaml") == 1
