"""What hints at an order: numbers of names, and the places where documents name the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlaudit.graph.analysis.hints import hint_of
from mlaudit.scan import read_workflow

README = "# Study\n\nFirst comes `load.py`, which makes the table.\n\nThen see `fit.py`.\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("load.py", "fit.py", "README.md:3"),
        ("fit.py", "load.py", None),
        ("2_a.py", "10_b.py", "2_a.py"),
        ("10_b.py", "2_a.py", None),
        ("2_a.py", "more/3_c.py", None),
        ("2_a.py", "fit.py", None),
    ],
)
def test_hint_of(tmp_path: Path, before: str, after: str, expected: str | None) -> None:
    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    (tmp_path / "more").mkdir()
    for name in ("load.py", "fit.py", "2_a.py", "10_b.py", "more/3_c.py"):
        code = f"import pandas as pd\npd.DataFrame().to_csv('out/{name}.csv')\n"
        (tmp_path / name).write_text(code, encoding="utf-8")
    workflow = read_workflow(tmp_path)
    steps = workflow.step_by_id
    hint = hint_of(workflow, steps[before], steps[after])
    assert (hint and str(hint.place)) == expected
