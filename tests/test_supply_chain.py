"""Workflows trust nobody more than they must, and what is built holds the program and no more."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+")


@pytest.mark.parametrize("file", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda file: file.name)
def test_actions_are_named_by_their_commit(file: Path) -> None:
    used = re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))
    assert used
    assert [name for name in used if not _PINNED.fullmatch(name)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_jobs_can_read_the_code_and_nothing_else(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True]  # YAML takes `on` for a truth value
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert "permissions" not in job
        checkouts = [s for s in job["steps"] if "actions/checkout@" in s.get("uses", "")]
        assert [step["with"]["persist-credentials"] for step in checkouts] == [False]
        assert not any("${{ github." in step.get("run", "") for step in job["steps"])


@pytest.mark.slow
def test_a_wheel_holds_the_program_and_its_data_alone(tmp_path: Path) -> None:
    words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([sys.executable, *words, "--wheel-dir", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder, package in (("mlaudit", "mlaudit"), ("rules", "mlaudit_rules")):
        sources = [f for f in (ROOT / folder).rglob("*") if f.suffix in (".py", ".toml", ".md")]
        wanted = {f"{package}/{f.relative_to(ROOT / folder).as_posix()}" for f in sources}
        assert wanted <= held
    tops = {name.partition("/")[0] for name in held}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"mlaudit", "mlaudit_rules"}
