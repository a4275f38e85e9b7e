"""Scanning starts git with words of our own and nothing else, and loads nothing of the tree."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mlaudit
from tests.conftest import Git
from tests.safety.hostile import make_hostile

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")

PROJECT = Path(mlaudit.__file__).parent.parent
RECORDER = Path(__file__).parent / "recorder"
GIT_COMMANDS = frozenset(
    {"ls-files", "ls-tree", "cat-file", "rev-parse", "merge-base", "for-each-ref", "config", "diff"}
)

_SCAN = ["scan", "--against", "HEAD~1", "--report", "json={out}/a.json"]
COMMANDS = [
    [*_SCAN, "--history", "{out}/h.jsonl", "--jobs", "1"],
    [*_SCAN, "--history", "{out}/h.jsonl", "--jobs", "2"],
    ["graph", "--format", "svg"],
    ["why", "out.csv"],
    ["runbook", "--write", "{out}/RUNBOOK.md"],
    ["baseline", "write", "--baseline", "{out}/baseline.json"],
    ["init", "--dry-run"],
]


def _start(
    command: list[str], cwd: Path, tmp_path: Path, **variables: str
) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    """Run the program in the folder, and what it did."""
    log = tmp_path / "events.jsonl"
    log.unlink(missing_ok=True)
    finished = subprocess.run(
        [sys.executable, "-m", "mlaudit", *command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(RECORDER), "RECORDED": str(log), **variables},
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=120,
        check=False,
    )
    return finished, [json.loads(line) for line in log.read_text().splitlines()]


def _is_harmless(event: list[str], root: Path, writable: tuple[Path, ...]) -> bool:
    name, *words = event
    if name == "exec":
        return not Path(words[0]).is_absolute() or not Path(words[0]).is_relative_to(root)
    if name == "subprocess.Popen":
        program, *rest = words
        settings = {"--no-pager", "-c"}
        verb = next((w for w in rest if w not in settings and "=" not in w), "")
        return os.path.basename(program) == "git" and verb in GIT_COMMANDS
    if name == "ctypes.dlopen":
        return not words[0].startswith(str(root))
    if name == "os.fork":  # a process of our own code; to start a program is another event
        return True
    if name == "pickle.find_class":  # what workers answer; `mlaudit.cache.values` lets no other in
        return words[0].partition(".")[0] in ("mlaudit", "pathlib")
    if name == "open" or name in ("os.mkdir", "os.remove", "os.rename"):
        path = Path(words[0])
        return path == Path(os.devnull) or any(path.is_relative_to(w) for w in writable)
    return False


def _harmful(events: list[list[str]], root: Path, *writable: Path) -> list[list[str]]:
    compiled = [e for e in events if "__pycache__" in " ".join(e)]
    return [e for e in events if e not in compiled and not _is_harmless(e, root, writable)]


@pytest.fixture
def hostile(tmp_path: Path, git: Git) -> tuple[Path, Path]:
    root, sprung = tmp_path / "hostile", tmp_path / "sprung"
    make_hostile(root, sprung, git)
    return root, sprung


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_of_a_hostile_repository_is_run(
    hostile: tuple[Path, Path], tmp_path: Path, command: list[str]
) -> None:
    root, sprung = hostile
    out = tmp_path / "out"
    out.mkdir()
    before = _list_files(root)
    words = [word.replace("{out}", str(out)) for word in command]
    finished, events = _start(words, root, tmp_path)
    assert finished.returncode in (0, 1), finished.stderr
    assert "internal error" not in finished.stderr
    assert _harmful(events, root, out) == []
    assert ["os.fork"] not in events or words[-1] != "1"
    assert ["os.fork"] in events or words[-1] != "2"
    assert os.listdir(sprung) == []
    assert _list_files(root) == before


def test_git_starts_no_program(hostile: tuple[Path, Path], tmp_path: Path) -> None:
    root, sprung = hostile
    trace = tmp_path / "trace"
    trace.mkdir()
    programs = tmp_path / "bin"
    programs.mkdir()
    wrapper = programs / "git"
    wrapper.write_text(
        f'#!/bin/sh\nGIT_TRACE2_EVENT={trace}/events exec {shutil.which("git")} "$@"\n'
    )
    wrapper.chmod(0o755)
    command = ["scan", "--against", "HEAD~1", "--history", str(tmp_path / "history.jsonl")]
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    finished, _ = _start(command, root, tmp_path, PATH=path)
    assert finished.returncode in (0, 1), finished.stderr
    told = [json.loads(line) for line in (trace / "events").read_text().splitlines()]
    assert {event["event"] for event in told} >= {"start", "exit"}
    assert [event for event in told if event["event"] == "child_start"] == []
    assert os.listdir(sprung) == []


def test_the_traps_are_set(hostile: tuple[Path, Path]) -> None:
    root, sprung = hostile
    subprocess.run(["git", "diff"], cwd=root, capture_output=True, check=False)
    subprocess.run([sys.executable, "-m", "typer"], cwd=root, capture_output=True, check=False)
    names = set(os.listdir(sprung))
    assert {"git-core.fsmonitor", "git-filter.evil.process", "typer.py"} <= names


def test_what_a_clone_lacks_is_not_fetched(tmp_path: Path, git: Git) -> None:
    root, sprung = tmp_path / "partial", tmp_path / "sprung"
    make_hostile(root, sprung, git)
    blob = git(root, "rev-parse", "HEAD~1:train.py").strip()
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    finished, events = _start(["scan", "--against", "HEAD~1"], root, tmp_path)
    assert finished.returncode in (0, 1), finished.stderr
    assert _harmful(events, root) == []
    assert os.listdir(sprung) == []


def test_nothing_of_the_fixtures_is_run(tmp_path: Path) -> None:
    """One process scans all of them, so that what is loaded is loaded once."""
    fixtures = PROJECT / "fixtures"
    roots = [*sorted(fixtures.iterdir()), *sorted((fixtures / "systems").iterdir())]
    roots = [root for root in roots if root.is_dir() and root.name != "systems"]
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom mlaudit.cli.app import app\n"
        "for root in sys.argv[1:]:\n"
        "    done = CliRunner().invoke(app, ['scan', root])\n"
        "    assert done.exit_code in (0, 1), (root, done.stderr)\n"
    )
    log = tmp_path / "events.jsonl"
    subprocess.run(
        [sys.executable, "-P", "-c", code, *map(str, roots)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(RECORDER), "RECORDED": str(log)},
        capture_output=True,
        check=True,
    )
    events = [json.loads(line) for line in log.read_text().splitlines()]
    assert len(roots) > 40
    assert sum(event[0] == "subprocess.Popen" for event in events) >= len(roots)
    assert _harmful(events, fixtures) == []


def _list_files(root: Path) -> list[tuple[str, int]]:
    return sorted(
        (os.path.join(folder, name), os.lstat(os.path.join(folder, name)).st_mtime_ns)
        for folder, _, names in os.walk(root)
        for name in names
    )
