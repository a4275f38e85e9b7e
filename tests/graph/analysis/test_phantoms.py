"""What stages declare and do not touch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from mlaudit.graph.analysis.phantoms import (
    phantom_outputs,
    phantoms_by_stage,
    touched_instead,
)
from mlaudit.scan import read_workflow

WriteTree: TypeAlias = Callable[[Mapping[str, str | bytes]], Path]

CODE = 'import pandas as pd\n\npd.DataFrame({"x": [1]}).to_csv("other/clean.csv")\n'
STAGES = "stages:\n  clean:\n    cmd: python clean.py\n    outs: [d/clean.csv, d/report.csv]\n"


def test_phantoms_of_a_stage_stand_together(write_repository: WriteTree) -> None:
    tree = {"clean.py": CODE, "dvc.yaml": STAGES, "d/.gitkeep": "", "other/.gitkeep": ""}
    workflow = read_workflow(write_repository(tree))
    (group,) = phantoms_by_stage(phantom_outputs(workflow))
    assert [phantom.declared.artifact for phantom in group] == ["d/clean.csv", "d/report.csv"]
    moved = group[0]
    access = touched_instead(workflow, moved)
    assert (access.artifact, access.place.path) == ("other/clean.csv", "clean.py")
    assert group[1].instead == ()
