"""However a run ends: a message, the right exit code, no half-written file, and the next run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import mlaudit.reading
from mlaudit.cache import Store
from mlaudit.discover.tree import FolderTree
from mlaudit.scan import scan_project
from tests.conftest import WriteTree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

TREE = {
    "train.py": 'import pickle\npickle.dump({}, open("model.pkl", "wb"))\n',
    "other.py": "import pandas as pd\npd.read_csv('a.csv')\n",
}
SIGNALLED = """
import os, signal, sys
import mlaudit.graph.link as link
from mlaudit.cli.app import main
def interrupt(*_):
    os.kill(os.getpid(), getattr(signal, os.environ["SIGNAL"]))
    signal.pause()
link.link = interrupt
main()
"""


def run(
    *arguments: object,
    cwd: Path | None = None,
    code: str | None = None,
    variables: Mapping[str, str | None] | None = None,
    **options: object,
) -> subprocess.CompletedProcess[str]:
    program = ["-m", "mlaudit"] if code is None else ["-c", code]
    environment = {**os.environ, **(variables or {})}
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, *program, *map(str, arguments)],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options},
        cwd=cwd,
        env={key: value for key, value in environment.items() if value is not None},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [("SIGINT", 130, "interrupted"), ("SIGTERM", 143, "terminated")],
)
def test_a_signal_ends_it_with_a_line(
    write_tree: WriteTree, tmp_path: Path, name: str, code: int, told: str
) -> None:
    report = tmp_path / "report.json"
    report.write_text("old")
    finished = run(
        "scan", write_tree(TREE), "--report", f"json={report}",
        code=SIGNALLED, variables={"SIGNAL": name},
    )  # fmt: skip
    assert finished.returncode == code
    assert finished.stderr == f"mlaudit: {told}\n"
    assert finished.stdout == ""
    assert report.read_text() == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
@pytest.mark.parametrize("command", [["scan"], ["--version"], ["init", "--dry-run"]])
def test_a_full_disk_behind_the_output_is_told(write_tree: WriteTree, command: list[str]) -> None:
    with open("/dev/full", "w") as full:
        finished = run(*command, cwd=write_tree(TREE), stdout=full)
    assert finished.returncode == 2
    assert finished.stderr.startswith("mlaudit: cannot write the output: ")
    assert finished.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ["scan", ".", "--report", "json={file}"],
        ["baseline", "write", "--baseline", "{file}"],
        ["runbook", "--write", "{file}"],
    ],
)
def test_a_full_disk_leaves_the_old_file(
    write_tree: WriteTree, tmp_path: Path, command: list[str]
) -> None:
    """The limit on the size of files stands for a full disk."""
    resource = pytest.importorskip("resource")
    out = tmp_path / "out"
    out.mkdir()
    file = out / "file"
    root = write_tree(TREE)
    words = [word.replace("{file}", str(file)) for word in command]
    assert run(*words, cwd=root).returncode in (0, 1)
    before = file.read_bytes()
    (root / "more.py").write_text(TREE["train.py"].replace("model", "model2"))

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))

    finished = run(*words, cwd=root, preexec_fn=limit)
    assert finished.returncode == 2
    assert "cannot write" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert file.read_bytes() == before
    assert os.listdir(out) == ["file"]
    assert run(*words, cwd=root).returncode in (0, 1)
    assert file.read_bytes() != before


@pytest.mark.parametrize("state", ["file", "damaged", "folder", "pipe"])
def test_a_cache_that_cannot_be_used_is_as_if_it_were_not_there(
    write_tree: WriteTree, tmp_path: Path, state: str
) -> None:
    root, base = write_tree(TREE), tmp_path / "cache"
    variables = {"MLAUDIT_NO_CACHE": None, "MLAUDIT_CACHE_DIR": str(base)}
    expected = run("scan", root, "--format", "json").stdout
    if state == "file":
        base.write_text("no folder")
    else:
        run("scan", root, variables=variables)
        for file in [file for file in base.rglob("*") if file.is_file()]:
            content = file.read_bytes()
            file.unlink()
            if state == "damaged":
                file.write_bytes(content[: len(content) // 2])
            elif state == "folder":
                file.mkdir()
            else:
                os.mkfifo(file)
    for _ in range(2):
        finished = run("scan", root, "--format", "json", variables=variables)
        assert finished.returncode == 1
        assert finished.stderr == ""
        assert _without_time(finished.stdout) == _without_time(expected)


def test_no_home_and_no_folder_for_temporary_files(write_tree: WriteTree) -> None:
    missing = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "USER", "LOGNAME"))
    finished = run("scan", write_tree(TREE), variables=missing)
    assert finished.returncode == 1
    assert finished.stderr == ""


def test_two_processes_at_once_share_a_cache(write_tree: WriteTree, tmp_path: Path) -> None:
    variables = {"MLAUDIT_CACHE_DIR": str(tmp_path / "cache")}
    environment = {k: v for k, v in os.environ.items() if k != "MLAUDIT_NO_CACHE"} | variables
    root = write_tree(TREE)
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "mlaudit", "scan", str(root), "--format", "json"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    told = {_without_time(process.communicate(timeout=60)[0]) for process in started}
    assert len(told) == 1
    assert {process.returncode for process in started} == {1}


@pytest.mark.parametrize("change", ["vanishes", "is closed", "becomes a pipe", "becomes a folder"])
def test_a_file_that_changes_before_it_is_read_is_named(
    write_tree: WriteTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    root = write_tree(TREE)
    real = FolderTree.read

    def read(tree: FolderTree, path: str, limit: int = -1) -> bytes:
        file = root / path
        if path == "other.py":
            if change == "is closed":
                raise PermissionError(13, "Permission denied")
            file.unlink(missing_ok=True)
            if change == "becomes a pipe":
                os.mkfifo(file)
            elif change == "becomes a folder":
                file.mkdir()
        return real(tree, path, limit)

    monkeypatch.setattr(FolderTree, "read", read)
    store = Store(tmp_path / "cache")
    result = scan_project(root, store=store)
    assert [problem.place.path for problem in result.workflow.problems] == ["other.py"]
    assert "model.pkl" in {artifact.id for artifact in result.workflow.artifacts}
    monkeypatch.undo()
    _make_whole(root / "other.py")
    again = scan_project(root, store=store)
    assert again.workflow.problems == ()
    assert "a.csv" in {artifact.id for artifact in again.workflow.artifacts}


def test_a_file_that_grows_beyond_the_limit_is_named(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_tree(TREE)
    monkeypatch.setattr(mlaudit.reading, "MAX_FILE_SIZE", 60)
    real = FolderTree.read

    def read(tree: FolderTree, path: str, limit: int = -1) -> bytes:
        if path == "other.py":
            (root / path).write_text("x = 1\n" * 20)
        return real(tree, path, limit)

    monkeypatch.setattr(FolderTree, "read", read)
    result = scan_project(root)
    assert [problem.place.path for problem in result.workflow.problems] == ["other.py"]


def _make_whole(file: Path) -> None:
    if file.is_dir():
        file.rmdir()
    elif file.exists():
        file.unlink()
    file.write_text(TREE["other.py"])


def _without_time(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if '"seconds"' not in line)
