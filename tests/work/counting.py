"""Counts the work of a first scan, as a program: `python -m tests.work.counting TREE`.

Prints how often certain functions of mlaudit are called, as JSON. Nothing in mlaudit counts:
Python tells of each call. A process of its own begins with nothing remembered, so that the same
tree gives the same numbers on any machine.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import FrameType

import mlaudit
from mlaudit.scan import scan_project

COUNTED = {
    "files parsed": ("parsers/registry.py", "parse_file"),
    "Python files read": ("parsers/python/__init__.py", "parse_python"),
    "ways to start code followed": ("graph/python/interpreter.py", "run_code"),
    "modules run": ("graph/python/imports.py", "run_module"),
    "functions entered": ("graph/python/calls.py", "_enter"),
    "statements executed": ("graph/python/statements.py", "execute"),
    "expressions evaluated": ("graph/python/expressions.py", "evaluate"),
    "scripts evaluated": ("graph/commands/evaluation.py", "evaluate_script"),
    "pairs of names compared": ("graph/matching.py", "same_by_pattern"),
    "answers taken from rules": ("judge/rule.py", "find"),
    "runbooks built": ("runbook/build.py", "build_runbook"),
}
"""(file, function) by what its calls stand for."""


def count(tree: Path) -> dict[str, int]:
    """How much of each kind of work a scan takes."""
    package = os.path.dirname(mlaudit.__file__)
    names = {(os.path.join(package, *f.split("/")), n): what for what, (f, n) in COUNTED.items()}
    counts = dict.fromkeys(COUNTED, 0)

    def see(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            what = names.get((frame.f_code.co_filename, frame.f_code.co_name))
            if what is not None:
                counts[what] += 1

    sys.setprofile(see)
    try:
        scan_project(tree)
    finally:
        sys.setprofile(None)
    return counts


if __name__ == "__main__":
    sys.stdout.write(json.dumps(count(Path(sys.argv[1])), indent=2))
