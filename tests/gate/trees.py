"""Small repositories to scan, from fixtures and from the documentation of the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mlaudit.judge.examples import Example, notebook_of
from mlaudit.model.report import ScanResult
from tests.gate.edits import Files

FIXTURES = Path(__file__).parents[2] / "fixtures"

Scan = Callable[..., ScanResult]
"""Files, and paths that git does not know, to the result of a scan."""


def files_of(example: Example) -> Files:
    """The files of an example; notebooks as JSON."""
    return {
        path: notebook_of(text) if path.endswith(".ipynb") else text
        for path, text in example.files.items()
    }


def read_story(name: str) -> Files:
    """The text files of a fixture."""
    found = {}
    for path in sorted((FIXTURES / name).rglob("*")):
        try:
            found[path.relative_to(FIXTURES / name).as_posix()] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return found
