"""`mlaudit graph` as it is installed: formats and parts of the workflow."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parents[2] / "fixtures" / "churn"


def graph(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mlaudit", "graph", str(FIXTURE), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("format_", "start"),
    [
        ("mermaid", "flowchart TB\n"),
        ("dot", "digraph workflow {\n"),
        ("svg", '<?xml version="1.0" encoding="UTF-8"?>\n<svg'),
        ("graphml", '<?xml version="1.0" encoding="UTF-8"?>\n<graphml'),
    ],
)
def test_every_format_shows_the_same_part(format_: str, start: str) -> None:
    part = ["--focus", "models/threshold.json", "--depth", "1"]
    finished = graph("--format", format_, *part)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.startswith(start)
    assert "threshold" in finished.stdout
    assert "customers" not in finished.stdout


def test_only_manual_leaves_out_what_a_machine_does() -> None:
    finished = graph("--only", "manual", "--format", "json")
    steps = {s["id"]: s["automation"] for s in json.loads(finished.stdout)["steps"]}
    assert steps["notebooks/01_clean.ipynb"] == "hidden"
    assert ".github/workflows/tests.yml:pytest" not in steps


def test_unknown_names_and_a_depth_of_nothing_are_told() -> None:
    unknown = graph("--focus", "models/chrun.pkl")
    assert unknown.returncode == 2
    assert "did you mean models/churn.pkl" in unknown.stderr
    assert "--focus" in graph("--depth", "2").stderr
