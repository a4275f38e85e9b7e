"""What a person must obtain."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlaudit.runbook import build_runbook
from tests.graph.test_ordering import link_files

CODE = """
    import glob
    import joblib
    joblib.dump([joblib.load(name) for name in glob.glob("PLACE/v*")], "m.joblib")
"""


@pytest.mark.parametrize(("place", "obtained"), [("/tmp/models", 0), ("models", 1)])
def test_nobody_obtains_what_a_temporary_folder_happens_to_hold(
    tmp_path: Path, place: str, obtained: int
) -> None:
    workflow = link_files(tmp_path, {"train.py": CODE.replace("PLACE", place)})
    (model,) = workflow.deliverables
    kinds = [action.kind for action in build_runbook(workflow, model)]
    assert kinds.count("acquire") == obtained
