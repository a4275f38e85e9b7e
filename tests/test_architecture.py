"""What keeps the code readable and the start quick, beside the contracts in pyproject.toml."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted([*(ROOT / "mlaudit").rglob("*.py"), *(ROOT / "rules").rglob("*.py")])
SLOW = {"docutils", "libcst", "nbformat", "networkx", "pydantic", "tree_sitter", "yaml"}


def _count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _list_function_lengths() -> Iterator[int]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert _count_lines(path) <= 400


def test_most_files_fit_on_a_screen_or_two() -> None:
    assert statistics.median(_count_lines(path) for path in SOURCES) < 85


def test_most_functions_are_short() -> None:
    assert statistics.quantiles(_list_function_lengths(), n=10)[-1] < 30


def test_start_loads_nothing_slow() -> None:
    code = f"import sys, mlaudit.cli.app; print(*sorted({SLOW!r} & sys.modules.keys()))"
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert finished.stdout.split() == []
