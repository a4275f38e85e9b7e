from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mlaudit.model.report import ScanResult
from mlaudit.scan import scan_project
from tests.conftest import Git
from tests.gate.edits import Files
from tests.gate.trees import Scan


@pytest.fixture
def scan(tmp_path: Path, git: Git) -> Scan:
    """Scan files in a repository that knows all of them but some; each call starts anew."""
    number = 0

    def run(files: Files, untracked: Sequence[str] = ()) -> ScanResult:
        nonlocal number
        number += 1
        root = tmp_path / str(number) / "project"
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        git(root, "init", "-q")
        git(root, "add", "--all")
        if gone := [path for path in untracked if path in files]:
            git(root, "rm", "-q", "--cached", *gone)
        return scan_project(root)

    return run
