"""action.yml: its shell steps run here, as the runner of GitHub runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.test_program import FINDS
from tests.conftest import Git, WriteTree

ROOT = Path(__file__).resolve().parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


@dataclass(frozen=True, slots=True)
class Runner:
    """The files and folders that a runner gives to the steps of an action."""

    workspace: Path
    temp: Path

    def run(self, name: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the shell step of a name."""
        (step,) = [step for step in STEPS if step.get("name") == name]
        assert step["shell"] == "bash"
        bash = shutil.which("bash")
        assert bash is not None
        self.temp.mkdir(exist_ok=True)
        environment = {
            **os.environ,
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "PYTHON": sys.executable,
            **variables,
        }
        assert set(step["env"]) <= set(environment)
        return subprocess.run(
            [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def scan(self, target: str = ".", words: str = "") -> subprocess.CompletedProcess[str]:
        """Run the step that scans."""
        return self.run("Scan", TARGET=target, WORDS=words)

    def outputs(self) -> dict[str, str]:
        """What the steps have told the runner."""
        lines = (self.temp / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(write_tree: WriteTree, tmp_path: Path) -> Runner:
    return Runner(write_tree(FINDS), tmp_path / "runner temp")


def test_findings_are_told_and_fail_the_last_step_alone(runner: Runner) -> None:
    runner.temp.mkdir()
    (runner.temp / "summary").write_text("before\n")
    done = runner.scan()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::error file=train.py,line=")
    outputs = runner.outputs()
    assert int(outputs["new-findings"]) == done.stdout.count("::error ") + done.stdout.count(
        "::warning "
    )
    assert 0 <= float(outputs["score"]) <= 100
    assert outputs["exit-code"] == "1"
    assert Path(outputs["sarif-file"]).stat().st_size
    summary = (runner.temp / "summary").read_text(encoding="utf-8")
    assert summary.startswith("before\n<!-- mlaudit -->\n")
    assert runner.run("Gate", STATUS=outputs["exit-code"]).returncode == 1
    assert set(outputs) == set(ACTION["outputs"])


def test_nothing_new_passes(runner: Runner) -> None:
    assert runner.scan(words="  --select\n  human ").returncode == 0
    outputs = runner.outputs()
    assert (outputs["exit-code"], outputs["new-findings"]) == ("0", "0")
    assert runner.run("Gate", STATUS="0").returncode == 0


def test_wrong_words_fail_the_last_step_with_their_code(runner: Runner) -> None:
    runner.scan()
    (runner.temp / "output").unlink()
    done = runner.scan(words="--profile none")
    assert done.returncode == 0
    assert "--profile" in done.stderr
    assert runner.outputs() == {"exit-code": "2"}
    assert runner.run("Gate", STATUS="2").returncode == 2


def test_a_target_is_one_path_and_no_option(runner: Runner) -> None:
    folder = runner.workspace / "-my project; echo x"
    folder.mkdir()
    shutil.move(runner.workspace / "train.py", folder)
    done = runner.scan(target="-my project; echo x", words="--profile\n  audit")
    assert done.returncode == 0, done.stderr
    assert "::error file=-my project; echo x/train.py," in done.stdout


def test_a_summary_begins_with_what_a_change_adds(runner: Runner, git: Git) -> None:
    git(runner.workspace, "init", "-q")
    git(runner.workspace, "add", ".")
    git(runner.workspace, "commit", "-q", "-m", "Start")
    code = "import pandas as pd\npd.read_csv('hand_made.csv').to_csv('report.csv')\n"
    (runner.workspace / "report.py").write_text(code)
    assert runner.scan(words="--against HEAD").returncode == 0
    assert int(runner.outputs()["new-findings"]) > 0
    summary = (runner.temp / "summary").read_text(encoding="utf-8")
    assert "\nAgainst `HEAD`: this change adds " in summary


def test_no_module_of_the_scanned_repository_is_run(runner: Runner) -> None:
    for name in ("json", "mlaudit", "pip", "sitecustomize", "typer"):
        (runner.workspace / f"{name}.py").write_text("open('run', 'w')")
    assert runner.scan().returncode == 0
    assert runner.outputs()["exit-code"] == "1"
    runner.run("Install mlaudit", SOURCE=str(runner.workspace / "absent"))
    assert not (runner.workspace / "run").exists()


def test_no_input_stands_in_a_script() -> None:
    for step in STEPS:
        assert "${{" not in step.get("run", "")


@pytest.mark.slow
def test_the_action_installs_itself(runner: Runner) -> None:
    done = runner.run("Install mlaudit", SOURCE=str(ROOT))
    assert done.returncode == 0, done.stderr
    assert (runner.temp / "mlaudit/lib/mlaudit_rules/__init__.py").exists()
    bare = runner.temp / "bare"
    subprocess.run([sys.executable, "-m", "venv", str(bare)], check=True)
    scanned = runner.run("Scan", TARGET=".", WORDS="", PYTHON=str(bare / "bin/python"))
    assert scanned.returncode == 0, scanned.stderr
    assert runner.outputs()["exit-code"] == "1"


@pytest.mark.slow
def test_the_action_stands_an_audit() -> None:
    zizmor = shutil.which("zizmor")
    if zizmor is None:
        pytest.skip("zizmor is not installed")
    words = [zizmor, "--offline", "--persona", "auditor", "action.yml"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
