"""The formats as the installed program writes them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from mlaudit.cli.contents import open_contents
from mlaudit.report.registry import formats
from mlaudit.scan import find_files
from tests.cli.test_program import FINDS, run
from tests.conftest import WriteTree

NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# Clean\n"]},
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": [
                    "import pandas as pd\n",
                    "data = pd.read_csv('raw.csv')\n",
                    "data.to_parquet('clean.parquet')",
                ],
            },
        ],
        "metadata": {"kernelspec": {"language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    },
    indent=1,
)


def test_a_finding_in_a_notebook_has_the_line_of_the_file(write_tree: WriteTree) -> None:
    root = write_tree({"clean.ipynb": NOTEBOOK})
    shown = run("scan", ".", "--format", "concise", cwd=root).stdout
    match = re.search(r"^clean\.ipynb:(\d+): INP001 untracked-input cell 1, line 2: ", shown, re.M)
    assert match is not None, shown
    assert "read_csv" in NOTEBOOK.split("\n")[int(match[1]) - 1]


def test_one_scan_writes_every_format_anew(write_tree: WriteTree, tmp_path: Path) -> None:
    root = write_tree({f"services/{path}": text for path, text in FINDS.items()})
    names = formats("scan")
    for name in names:
        (tmp_path / name).write_text("an earlier report")
    wanted = [word for name in names for word in ("--report", f"{name}={tmp_path / name}")]
    finished = run("scan", "services", "--format", "markdown", *wanted, cwd=root)
    assert (finished.returncode, finished.stderr) == (1, "")
    for name in names:
        shown = (tmp_path / name).read_text(encoding="utf-8")
        assert "an earlier report" not in shown
        assert ("services/train.py" in shown) == (name not in ("badge", "html", "json", "text"))
    assert finished.stdout == (tmp_path / "markdown").read_text(encoding="utf-8")


def test_contents_are_those_of_files_of_the_tree_alone(write_tree: WriteTree) -> None:
    root = write_tree({"a.py": "x = 1\n", "gone.py": ""})
    (root.parent / "secret.txt").write_text("secret")
    (root / "link.py").symlink_to(root.parent / "secret.txt")
    contents = open_contents(find_files(root))
    (root / "gone.py").unlink()
    assert contents("a.py") == b"x = 1\n"
    for path in ("gone.py", "link.py", "../secret.txt", "absent.py"):
        assert contents(path) == b""


def test_text_loads_nothing_for_the_other_formats(write_tree: WriteTree) -> None:
    finished = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mlaudit", "scan", str(write_tree(FINDS))],
        capture_output=True,
        text=True,
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in finished.stderr.splitlines()}
    assert "mlaudit.report.registry" in imported
    assert not imported & {"xml.etree.ElementTree", "mlaudit.parsers.notebook.positions"}
