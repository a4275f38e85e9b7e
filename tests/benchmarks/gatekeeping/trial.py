"""A repository under the gate: a work tree with one commit and an accepted baseline."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mlaudit.scan import read_workflow

_IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "gc.auto=0")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gate said.

    Attributes:
        code: exit code.
        new: (rule, subject, message) of each new finding.
    """

    code: int
    new: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A copy of a repository that can be edited and taken back.

    Attributes:
        root: of the work tree.
        script: a script of it that runs, or None.
    """

    root: Path
    script: str | None

    def scan(self) -> Outcome:
        """Scan the tree as a build would."""
        finished = run_mlaudit("scan", str(self.root), "--format", "json")
        if finished.returncode not in (0, 1):
            raise RuntimeError(finished.stderr)
        findings = json.loads(finished.stdout)["findings"]
        new = [f for f in findings if f["status"] == "new"]
        return Outcome(
            finished.returncode, tuple((f["rule"], f["subject"], f["message"]) for f in new)
        )

    def restore(self) -> None:
        """Take every edit back."""
        _run_git(self.root, "reset", "--hard", "-q")
        _run_git(self.root, "clean", "-fdxq")


@contextmanager
def open_trial(tree: Path) -> Iterator[Trial]:
    """Copy a tree, commit it, and accept what it is today."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / tree.name
        shutil.copytree(tree, root, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        _run_git(root, "init", "-q")
        _run_git(root, "add", "-A", "-f")
        _run_git(root, "commit", "-qm", "as it is")
        written = run_mlaudit("baseline", "write", str(root))
        if written.returncode != 0:
            raise RuntimeError(written.stderr)
        _run_git(root, "add", "-A", "-f")
        _run_git(root, "commit", "-qm", "baseline", "--allow-empty")
        yield Trial(root, _choose_script(root))


def run_mlaudit(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run(
        [sys.executable, "-m", "mlaudit", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )


def _choose_script(root: Path) -> str | None:
    """A script that makes the heaviest deliverable or what it needs, or the next one."""
    workflow = read_workflow(root)
    for deliverable in workflow.deliverables:
        needed = {deliverable.artifact, *deliverable.artifacts}
        accesses = (a for id_ in deliverable.steps for a in workflow.step_by_id[id_].accesses)
        places = [a.place.path for a in accesses if a.mode == "write" and a.artifact in needed]
        for path in places:
            if path in workflow.step_by_id and _is_readable(root / path):
                return path
    return None


def _is_readable(path: Path) -> bool:
    try:
        return path.suffix == ".py" and "\r" not in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _run_git(root: Path, *words: str) -> None:
    subprocess.run(["git", *_IDENTITY, *words], cwd=root, check=True, capture_output=True)
