"""What messages claim holds."""

from __future__ import annotations

import json
from pathlib import Path

from mlaudit.model.finding import Finding
from mlaudit.scan import scan_project
from tests.graph.test_ordering import link_files

FLOW = """
    from metaflow import FlowSpec, step
    import pandas as pd

    class Prepare(FlowSpec):
        @step
        def start(self):
            self.rows = pd.read_csv("raw.csv")
            self.next(self.end)

        @step
        def end(self):
            self.rows.to_csv("clean.csv")

    if __name__ == "__main__":
        Prepare()
"""
TRAIN = 'import joblib, pandas\njoblib.dump(pandas.read_csv("clean.csv"), "m.joblib")\n'


def _findings(root: Path, files: dict[str, str], code: str) -> list[Finding]:
    link_files(root, files)
    return [finding for finding in scan_project(root).findings if finding.code == code]


def test_a_notebook_names_only_what_the_deliverable_needs_of_it(tmp_path: Path) -> None:
    cell = (
        'import pandas as pd\ndata = pd.DataFrame({"x": [1]})\n'
        'data.to_csv("aside.csv")\ndata.to_csv("clean.csv")\n'
    )
    document = {
        "cells": [
            {"cell_type": "code", "source": cell, "metadata": {}, "outputs": []},
        ],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    train = 'import joblib, pandas\njoblib.dump(pandas.read_csv("clean.csv"), "m.joblib")\n'
    files = {"a.ipynb": json.dumps(document), "train.py": train}
    found = [f for f in _findings(tmp_path, files, "ORD010") if f.subject == "m.joblib"]
    assert [finding.message for finding in found] == [
        "Only a.ipynb writes clean.csv, which m.joblib needs; a person must open it and run all "
        "cells."
    ]


def test_a_person_runs_the_file_of_a_flow_and_none_of_its_steps(tmp_path: Path) -> None:
    files = {"prepare.py": FLOW, "train.py": TRAIN}
    (found,) = _findings(tmp_path, files, "ORD005")
    assert found.message.startswith("To make m.joblib a person must run prepare.py and train.py;")
    assert found.remedy.endswith(": python prepare.py run; python train.py")


def test_a_machine_takes_what_the_last_run_of_a_flow_left(tmp_path: Path) -> None:
    files = {
        "prepare.py": FLOW,
        "train.py": TRAIN,
        "Makefile": "m.joblib: train.py\n\tpython train.py\n",
    }
    (found,) = _findings(tmp_path, files, "ORD011")
    assert "as the last run of prepare.py by hand left it" in found.message
    assert "`python prepare.py run`" in found.remedy
