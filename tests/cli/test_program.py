"""The program as it is installed: exit codes, streams and start-up."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlaudit.cli.app import app
from tests.conftest import WriteTree

FINDS = {"train.py": 'import pickle\npickle.dump({}, open("model.pkl", "wb"))\n'}
SLOW = {"docutils", "libcst", "nbformat", "networkx", "pydantic", "rich", "tree_sitter", "yaml"}


def run(
    *arguments: object, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the program; what it writes is read as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "mlaudit", *map(os.fsencode, map(str, arguments))],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **variables},
        check=False,
    )


def test_the_version_comes_without_anything_slow() -> None:
    finished = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mlaudit", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.fullmatch(r"mlaudit \d+\.\d+\.\d+\S*\n", finished.stdout)
    imported = {line.rpartition("|")[2].strip() for line in finished.stderr.splitlines()}
    assert "mlaudit.cli.app" in imported
    assert not imported & SLOW


def test_the_console_script_is_the_same_program() -> None:
    program = shutil.which("mlaudit", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("not installed beside this interpreter")
    finished = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert finished.stdout == run("--version").stdout


@pytest.mark.parametrize("format_", ["text", "json"])
def test_findings_give_1_in_every_format(write_tree: WriteTree, format_: str) -> None:
    finished = run("scan", write_tree(FINDS), "--format", format_)
    assert finished.returncode == 1
    assert finished.stderr == ""
    assert "model.pkl" in finished.stdout


def test_exit_zero_gives_0(write_tree: WriteTree) -> None:
    assert run("scan", write_tree(FINDS), "--exit-zero").returncode == 0


def test_nothing_to_act_on_gives_0(write_tree: WriteTree) -> None:
    finished = run("scan", write_tree({"README.md": "# A library\n"}))
    assert finished.returncode == 0
    assert "Nothing was found" in finished.stdout


def test_no_directory_gives_3(tmp_path: Path) -> None:
    for command in (["scan"], ["graph"], ["runbook", "--dir"]):
        finished = run(*command, tmp_path / "nowhere")
        assert finished.returncode == 3
        assert "there is no" in finished.stderr
        assert finished.stdout == ""


def test_no_file_that_can_be_read_gives_3(write_tree: WriteTree) -> None:
    finished = run("scan", write_tree({"logo.png": b"\x89PNG"}), "--format", "json")
    assert finished.returncode == 3
    assert finished.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["scna"],
        ["scan", "--nonsense"],
        ["scan", "--format", "punch-card"],
        ["scan", "--profile", "loud"],
        ["scan", "--select", "untracked-inptu"],
        ["scan", "--report", "json"],
        ["scan", "--report", "xyz=file"],
        ["graph", "--format", "punch-card"],
        ["graph", "train.py"],
        ["rule", "no-such-rule"],
        ["runbook", "no-such-thing.pkl"],
        ["scan", ".", "train.py"],
    ],
)
def test_wrong_usage_gives_2(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(write_tree(FINDS))
    finished = CliRunner().invoke(app, arguments)
    assert finished.exit_code == 2
    assert finished.stdout == ""
    assert "Traceback" not in finished.stderr


def test_wrong_usage_of_the_program_gives_2() -> None:
    assert run("scna").returncode == run("scan", "--format", "punch-card").returncode == 2


def test_a_near_miss_gets_a_suggestion(write_tree: WriteTree) -> None:
    finished = run("scan", "--ignore", "untracked-inptu", cwd=write_tree(FINDS))
    assert "did you mean untracked-input" in finished.stderr


def test_reports_come_from_the_same_scan(write_tree: WriteTree, tmp_path: Path) -> None:
    first, second = tmp_path / "scan.json", tmp_path / "scan.txt"
    finished = run(
        "scan", write_tree(FINDS), "--format", "json", "--report", f"json={first}",
        "--report", f"text={second}",
    )  # fmt: skip
    assert first.read_text(encoding="utf-8") == finished.stdout
    assert "model.pkl" in second.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_gives_2(write_tree: WriteTree, tmp_path: Path) -> None:
    finished = run("scan", write_tree(FINDS), "--report", f"json={tmp_path / 'no' / 'file'}")
    assert finished.returncode == 2
    assert "cannot write" in finished.stderr


def test_graph_output_is_the_same_every_time(write_tree: WriteTree) -> None:
    root = write_tree(FINDS)
    outputs = {run("graph", "--format", "json", root, PYTHONHASHSEED=seed).stdout for seed in "123"}
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["root"] == str(root)


def test_pipes_get_no_colours_unless_forced(write_tree: WriteTree) -> None:
    root = write_tree(FINDS)
    assert "\x1b" not in run("scan", root).stdout
    assert "\x1b[" in run("scan", root, FORCE_COLOR="1", TERM="xterm").stdout
    assert "\x1b" not in run("scan", root, "--no-color", FORCE_COLOR="1", TERM="xterm").stdout
    assert "\x1b" not in run("scan", root, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm").stdout


def test_a_locale_without_unicode_gets_ascii(write_tree: WriteTree) -> None:
    root = write_tree({"größe.py": FINDS["train.py"]})
    text = run("scan", root, PYTHONUTF8="0", PYTHONIOENCODING="ascii").stdout
    assert text.isascii()
    assert "gr\\xf6\\xdfe.py" in text
    document = run("scan", root, "--format", "json", PYTHONIOENCODING="ascii").stdout
    assert "größe.py" in document


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_hostile_file_names(tmp_path: Path) -> None:
    name = b"a\nb\x1b[31m[bold]\xff\xe2\x80\xae.py"
    (tmp_path / os.fsdecode(name)).write_text(FINDS["train.py"], encoding="utf-8")
    for arguments in (["scan", "--verbose"], ["scan", "--format", "json"], ["graph"]):
        finished = run(*arguments, tmp_path)
        assert finished.returncode in (0, 1)
        assert finished.stdout.replace("\n", "").isprintable()
        assert finished.stderr == ""
    graph = json.loads(run("graph", "--format", "json", tmp_path).stdout)
    assert graph["steps"][0]["path"] == "a\nb\x1b[31m[bold]\\xff\u202e.py"


def test_a_reader_that_goes_away_is_no_error(write_tree: WriteTree) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "mlaudit", "graph", "--format", "json", write_tree(FINDS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    program.stdout.close()
    assert program.stderr is not None
    assert program.stderr.read() == b""
    assert program.wait() == 0


def test_rules_and_their_pages() -> None:
    listed = json.loads(run("rules", "--format", "json").stdout)["rules"]
    assert {rule["code"] for rule in listed} >= {"INP001", "ORD001"}
    by_code, by_slug = run("rule", "inp001"), run("rule", "untracked-input")
    assert by_code.returncode == by_slug.returncode == 0
    assert by_code.stdout == by_slug.stdout
    assert by_code.stdout.startswith("# ")


def test_the_runbook_of_one_deliverable(write_tree: WriteTree) -> None:
    root = write_tree(FINDS)
    finished = run("runbook", "./model.pkl", "--dir", root, "--format", "json")
    assert finished.returncode == 0
    (deliverable,) = json.loads(finished.stdout)["deliverables"]
    assert deliverable["artifact"] == "model.pkl"
    assert deliverable["manual_actions"] == len(deliverable["runbook"])
