"""`mlaudit runbook --write` as it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import WriteTree

PROJECT = {
    "README.md": "# Model\n\n    python train.py\n",
    "train.py": "import pickle\npickle.dump(open('in.csv').read(), open('model.pkl', 'wb'))\n",
}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mlaudit", "runbook", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_a_page_is_written_and_renewed_without_losing_notes(
    write_tree: WriteTree, tmp_path: Path
) -> None:
    root = write_tree(PROJECT)
    page = tmp_path / "docs" / "RUNBOOK.md"
    assert run("--write", str(page), cwd=root).returncode == 0
    first = page.read_bytes()
    assert b"**run** `python train.py`" in first
    assert run("--write", str(page), cwd=root).returncode == 0
    assert page.read_bytes() == first
    page.write_bytes(b"Ours \xff\r\n" + first + b"The file comes from Ada.\r\n")
    noted = page.read_bytes()
    assert run("--write", str(page), cwd=root).returncode == 0
    assert page.read_bytes() == noted
    (root / "train.py").write_text("print(1)\n")
    assert run("--write", str(page), cwd=root).returncode == 0
    assert page.read_bytes().startswith(b"Ours \xff\r\n")
    assert b"Notes on steps that are gone" in page.read_bytes()
    assert page.read_bytes().endswith(b"The file comes from Ada.\r\n")


def test_a_page_that_cannot_be_written_is_told(write_tree: WriteTree) -> None:
    root = write_tree(PROJECT)
    finished = run("--write", "train.py/RUNBOOK.md", cwd=root)
    assert finished.returncode == 2
    assert "cannot write train.py/RUNBOOK.md" in finished.stderr
