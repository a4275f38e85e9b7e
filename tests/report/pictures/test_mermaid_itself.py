"""What is written as Mermaid is read by Mermaid."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from mlaudit.report.base import Presentation
from mlaudit.report.pictures.mermaid import render
from tests.report.examples import make_workflow
from tests.report.hostile import HOSTILE
from tests.report.pictures.workflows import make_chain, make_hostile_workflow

PARSER = Path(__file__).with_name("parse_mermaid.mjs")


@pytest.mark.slow
def test_mermaid_reads_every_flowchart(tmp_path: Path) -> None:
    folder, node = os.environ.get("MLAUDIT_MERMAID", ""), shutil.which("node")
    if node is None or not (Path(folder) / "node_modules" / "mermaid").is_dir():
        pytest.skip("mermaid is not installed")
    workflows = [make_workflow(), make_chain(200), *map(make_hostile_workflow, HOSTILE)]
    files = []
    for number, workflow in enumerate(workflows):
        files.append(tmp_path / f"{number}.mmd")
        files[-1].write_text(render(workflow, Presentation()), encoding="utf-8")
    finished = subprocess.run([node, PARSER, folder, *files], capture_output=True, text=True)
    assert finished.stderr == ""
    assert finished.stdout.split() == ["flowchart-v2"] * len(files)
