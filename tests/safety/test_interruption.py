"""However a run ends: a message, the right exit code, no half-written file, and the next run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mlaudit.files
import mlaudit.reading
from mlaudit.cache import Store
from mlaudit.cli.app import app
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

HANGING = """
import os, time
from mlaudit import reading
from mlaudit.cli.app import main
def hang(path, data):
    open(os.path.join(os.environ["PIDS"], str(os.getpid())), "w").close()
    time.sleep(600)
reading.parse_file = hang
reading.APART_SIZE = 0
reading.BATCH_SIZE = 0
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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a safe fork")
@pytest.mark.parametrize(
    ("kind", "to_all", "code", "told"),
    [
        (signal.SIGINT, True, 130, "mlaudit: interrupted\n"),  # what a terminal does
        (signal.SIGTERM, False, 143, "mlaudit: terminated\n"),
    ],
)
def test_a_signal_ends_the_processes_that_work_for_it(
    write_tree: WriteTree, tmp_path: Path, kind: int, to_all: bool, code: int, told: str
) -> None:
    pids = tmp_path / "pids"
    pids.mkdir()
    root = write_tree({f"{number}.py": "x = 1\n" for number in range(4)})
    started = subprocess.Popen(
        [sys.executable, "-c", HANGING, "scan", str(root), "--jobs", "2"],
        env={**os.environ, "PIDS": str(pids)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        patience = time.monotonic() + 60
        while len(os.listdir(pids)) < 2:
            assert time.monotonic() < patience
            time.sleep(0.01)
        working = [int(name) for name in os.listdir(pids)]
        (os.killpg if to_all else os.kill)(started.pid, kind)
        assert started.communicate(timeout=60) == ("", told)
    finally:
        started.kill()
    assert started.returncode == code
    for pid in working:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


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


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of caches, which are used."""
    base = tmp_path / "cache"
    monkeypatch.delenv("MLAUDIT_NO_CACHE")
    monkeypatch.setenv("MLAUDIT_CACHE_DIR", str(base))
    return base


def _scan(root: Path, code: int = 1) -> str:
    """What a scan in this process says, but for the time that it took."""
    done = CliRunner().invoke(app, ["scan", str(root), "--format", "json"])
    assert (done.exit_code, done.stderr) == (code, "")
    return _without_time(done.stdout)


@pytest.mark.parametrize("state", ["file", "damaged", "one bit", "folder", "pipe", "link"])
def test_a_cache_that_cannot_be_used_is_as_if_it_were_not_there(
    write_tree: WriteTree, tmp_path: Path, cache: Path, state: str
) -> None:
    root = write_tree(TREE)
    expected = _scan(root)
    kept = [file for file in cache.rglob("*") if file.is_file()]
    assert kept
    outside = tmp_path / "outside"
    outside.write_text("mine")
    if state == "file":
        shutil.rmtree(cache)
        cache.write_text("no folder")
        kept = []
    for file in kept:
        content = file.read_bytes()
        file.unlink()
        if state == "damaged":
            file.write_bytes(content[: len(content) // 2])
        elif state == "one bit":
            middle = len(content) // 2
            file.write_bytes(
                content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
            )
        elif state == "folder":
            file.mkdir()
        elif state == "pipe":
            os.mkfifo(file)
        else:
            file.symlink_to(outside)
    assert [_scan(root) for _ in range(2)] == [expected] * 2
    assert outside.read_text() == "mine"


@pytest.mark.usefixtures("cache")
def test_a_cache_that_can_only_be_read_is_read(
    write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    root = write_tree(TREE)
    with monkeypatch.context() as closed:  # rights would not hold back whoever may do everything
        closed.setattr(os, "mkdir", refuse)
        closed.setattr(mlaudit.files, "_create_beside", refuse)
        expected = _scan(root)
    assert _scan(root) == expected
    monkeypatch.setattr(os, "utime", refuse)
    monkeypatch.setattr(mlaudit.files, "_create_beside", refuse)
    parsed: list[str] = []
    monkeypatch.setattr(mlaudit.reading, "parse_file", lambda path, _: parsed.append(path))
    assert _scan(root) == expected
    assert parsed == []


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
