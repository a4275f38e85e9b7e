"""What mlaudit infers from a copy of a repository whose pipeline files declare nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.recovery.paths import is_code
from tests.benchmarks.recovery.systems import System

SECONDS = 120
COMMIT = ("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x", "--no-gpg-sign")


@dataclass(frozen=True, slots=True)
class InferredStep:
    """The paths, code left out, that one step reads and writes according to mlaudit."""

    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


InferredSteps = dict[tuple[str, str], InferredStep]


class InferenceError(Exception):
    """mlaudit gave no graph of the repository."""


def infer_steps(root: Path, system: System) -> InferredSteps:
    """The steps of a system by path and name, from a copy in which the truth is hidden.

    Raises InferenceError where mlaudit fails or needs more than two minutes.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "repository")
        shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        system.hide_truth(copy)
        _commit(copy)
        steps = _run_graph(copy)
    return {
        (step["path"], step["name"]): InferredStep(_select(step["reads"]), _select(step["writes"]))
        for step in steps
        if step["kind"] == system.kind
    }


def _commit(copy: Path) -> None:
    """Make the copy a git repository of its own, so that ignored files stay ignored."""
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (("init", "-q"), ("add", "-A"), COMMIT):
        subprocess.run(["git", *words], cwd=copy, env=environment, capture_output=True, check=False)


def _run_graph(root: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "mlaudit", "graph", "--format", "json", str(root)]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=SECONDS, check=True
        )
        steps: list[dict[str, Any]] = json.loads(done.stdout)["steps"]
    except subprocess.TimeoutExpired as error:
        raise InferenceError(f"{root.name}: no answer within {SECONDS} s") from error
    except (subprocess.SubprocessError, ValueError, KeyError) as error:
        # What the exception says holds the whole command line, with folders of this machine.
        raise InferenceError(f"{root.name}: {type(error).__name__}") from error
    return steps


def _select(accesses: list[dict[str, Any]]) -> tuple[str, ...]:
    paths = {access["artifact"] for access in accesses}
    return tuple(sorted(path for path in paths if not is_code(path)))
