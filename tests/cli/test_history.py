"""`mlaudit scan --history`, as the installed program does it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_program import FINDS, run
from tests.conftest import Git, WriteTree


def read(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_each_commit_adds_one_record(write_repository: WriteTree, git: Git) -> None:
    root = write_repository(FINDS)
    file = root / "history.jsonl"
    words = ("scan", "--history", file.name, "--report", "json=scan.json", "--format", "concise")
    for _ in range(2):
        finished = run(*words, cwd=root)
        assert (finished.returncode, finished.stderr) == (1, "")
    (first,) = read(file)
    assert (first["commit"], first["clean"]) == (git(root, "rev-parse", "HEAD").strip(), True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(first["time"]))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Keep the history")
    run(*words, cwd=root)
    assert [record["clean"] for record in read(file)] == [True, True]


def test_the_record_does_not_depend_on_what_is_shown(write_repository: WriteTree) -> None:
    root = write_repository(FINDS)
    run("scan", "--history", "h", "--profile", "audit", cwd=root)
    run("scan", "--history", "h", "--ignore", "inputs", "--no-baseline", "train.py", cwd=root)
    assert len(read(root / "h")) == 1


def test_a_broken_line_is_told_and_does_not_fail_the_scan(write_tree: WriteTree) -> None:
    root = write_tree({**FINDS, "h": "\x1b[31m\n"})
    finished = run("scan", "--history", "h", cwd=root)
    assert finished.returncode == 1
    assert finished.stderr == "mlaudit: h:1: this line is left out: it is broken JSON\n"
    assert len((root / "h").read_text().splitlines()) == 2


@pytest.mark.parametrize("file", [".", "no/such/folder"])
def test_a_file_that_cannot_be_written_is_wrong_usage(write_tree: WriteTree, file: str) -> None:
    finished = run("scan", "--history", file, cwd=write_tree(FINDS))
    assert (finished.returncode, finished.stdout) == (2, "")
    assert re.match(r"mlaudit: cannot write (\.|no/such/folder): ", finished.stderr)
