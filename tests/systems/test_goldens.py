"""What mlaudit sees in a small repository of each system, word for word.

`MLAUDIT_WRITE_GOLDEN=1 pytest tests/systems/test_goldens.py` writes the golden files anew; read
the difference before committing it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlaudit.scan import read_workflow
from tests.fixtures.stories import FIXTURES, clone
from tests.systems.rendering import render_workflow

GOLDEN = Path(__file__).resolve().parent / "golden"
SYSTEMS = sorted(folder.name for folder in (FIXTURES / "systems").iterdir() if folder.is_dir())
WRITE = os.environ.get("MLAUDIT_WRITE_GOLDEN") == "1"


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_is_seen(name: str, tmp_path: Path) -> None:
    clone(f"systems/{name}", tmp_path)
    workflow = read_workflow(tmp_path)
    assert [str(problem.place) for problem in workflow.problems] == []
    text = "".join(f"{line}\n" for line in render_workflow(workflow))
    file = GOLDEN / f"{name}.txt"
    if WRITE:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_golden_file_has_a_system() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*.txt")) == SYSTEMS
