"""Programs that start entry points of an MLflow project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.graph.python.running import behaviour
from tests.graph.test_ordering import link_files


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("mlflow.run('.')", ("mlflow", "run", ".", "-e", "main")),
        (
            "mlflow.run('.', 'fit', parameters={'out': 'a.csv'})",
            ("mlflow", "run", ".", "-e", "fit", "-P", "out=a.csv"),
        ),
        (
            "mlflow.projects.run(uri='sub', entry_point='fit')",
            ("mlflow", "run", "sub", "-e", "fit"),
        ),
    ],
)
def test_run(call: str, words: tuple[str, ...]) -> None:
    (found,) = behaviour(f"import mlflow\n{call}\n").calls
    assert found.words == words


def test_entry_points_are_started_through_a_wrapper(tmp_path: Path) -> None:
    files = {
        "MLproject": """
            name: p
            entry_points:
              fit:
                parameters:
                  out: string
                command: "python fit.py {out}"
              main:
                command: "python main.py"
        """,
        "fit.py": "import sys\nimport pandas as pd\npd.DataFrame().to_csv(sys.argv[1])\n",
        "main.py": """
            import mlflow

            def start(name, given):
                return mlflow.run(".", name, parameters=given)

            start("fit", {"out": "a.csv"})
        """,
    }
    workflow = link_files(tmp_path, files)
    started = {(i.by, i.of) for i in workflow.invocations}
    assert ("main.py", "MLproject:fit") in started
