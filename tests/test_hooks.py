"""The hooks of pre-commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.test_program import FINDS
from tests.conftest import WriteTree
from tests.test_ci_documentation import run

ROOT = Path(__file__).resolve().parents[1]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("hook", HOOKS, ids=[hook["id"] for hook in HOOKS])
def test_a_hook_reads_the_whole_project_once(hook: dict[str, Any], write_tree: WriteTree) -> None:
    assert (hook["pass_filenames"], hook["require_serial"]) == (False, True)
    assert hook["language"] == "python"
    root = write_tree(FINDS)
    assert run(hook["entry"], root).returncode != 0
    assert run("mlaudit baseline write", root).returncode == 0
    assert run(hook["entry"], root).returncode == 0


@pytest.mark.slow
def test_a_repository_can_be_tried(write_repository: WriteTree, tmp_path: Path) -> None:
    program = shutil.which("pre-commit")
    if program is None:
        pytest.skip("pre-commit is not installed")
    subprocess.run([program, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], check=True)
    root = write_repository(FINDS)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    words = [program, "try-repo", str(ROOT), "mlaudit", "--all-files", "--color", "never"]
    done = subprocess.run(
        words, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"^train\.py:2: ART001 unversioned-model ", done.stdout, re.MULTILINE)
    assert re.search(r"exit code: 1$", done.stdout, re.MULTILINE)
