"""What messages claim holds."""

from __future__ import annotations

import json
from pathlib import Path

from mlaudit.model.finding import Finding
from mlaudit.scan import scan_project
from tests.graph.test_ordering import link_files


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
