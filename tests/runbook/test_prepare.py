"""What prepares a machine."""

from __future__ import annotations

from pathlib import Path

from mlaudit.runbook import build_runbook
from tests.graph.test_ordering import link_files

POINTER = """
    version https://git-lfs.github.com/spec/v1
    oid sha256:7d118fef8b6ccf7f81111877bc388536f7b1e498a655e3d649d19aaa010e9f6f
    size 61194
"""


def test_large_files_are_pulled(tmp_path: Path) -> None:
    files = {
        ".gitattributes": "*.csv filter=lfs diff=lfs merge=lfs -text\n",
        "raw.csv": POINTER,
        "fit.py": "import joblib, pandas\njoblib.dump(pandas.read_csv('raw.csv'), 'm.pkl')",
    }
    workflow = link_files(tmp_path, files)
    actions = build_runbook(workflow, workflow.deliverables[0])
    pulls = [a for a in actions if a.what == "git lfs pull"]
    assert [(a.kind, a.manual, a.about) for a in pulls] == [("prepare", False, ("raw.csv",))]
    assert pulls[0] is actions[1]
