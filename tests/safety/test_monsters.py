"""A file that repeats one thing without end is read in time, and costs nothing but itself."""

from __future__ import annotations

import time

import pytest

from mlaudit.parsers.registry import parse_file
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

SIZE = 50_000
LIMIT = 5.0
"""Seconds of processor time."""

MONSTERS = [
    *((path, " ") for path in ("Makefile", "a.md", "a.rst", "Dockerfile", "a.R", "a.do")),
    *((path, "(") for path in ("a.py", "a.sh", "Jenkinsfile", "main.nf", "a.jl", "a.m")),
    *((path, "a ") for path in ("Jenkinsfile", "a.sas", "requirements.txt", "tox.ini")),
    *((path, "${") for path in ("a.ps1", "a.sh", "Dockerfile", "Makefile", ".env")),
    *((path, "[") for path in ("a.json", "params.yaml", "pyproject.toml", "a.ipynb", "a.md")),
    *((path, "{{ a") for path in ("a.sh", "environment.yml", ".github/workflows/a.yml")),
    *((path, "- a\n") for path in ("a.md", "params.yaml", ".gitlab-ci.yml")),
    ("a.sh", "{"),
    ("a.sh", "<"),
    ("a.sh", "<<A\n"),
    ("a.sh", "if a; then\n"),
    ("a.py", "x = f'{"),
    ("a.py", "elif x:\n    pass\n"),
    ("a.py", "1"),
    ("a.bat", "if a ("),
    ("a.md", "| a "),
    ("a.md", "<!--"),
    ("docker-compose.yml", "a: &a\n"),
]


@pytest.mark.parametrize(("path", "unit"), MONSTERS)
def test_a_file_without_end_is_read_in_time(path: str, unit: str) -> None:
    data = (unit * (SIZE // len(unit))).encode()
    parse_file(path, b"")
    start = time.process_time()
    assert parse_file(path, data) is not None
    assert time.process_time() - start < LIMIT


def test_a_script_with_too_many_redirections_is_named(write_tree: WriteTree) -> None:
    code = "import pandas as pd\npd.read_csv('in.csv')\n"
    found = read_workflow(write_tree({"a.sh": "cat <<A\nA\n" * 3000, "ok.py": code}))
    assert [(p.place.path, p.reason) for p in found.problems] == [("a.sh", "too many redirections")]
    assert "in.csv" in {artifact.id for artifact in found.artifacts}
