"""A program that writes every report on a directory into a folder, from one process.

    python tests/safety/reporting.py ROOT FOLDER

`MLAUDIT_TEST_SHUFFLE=SEED` changes the order in which folders and git list files.
`MLAUDIT_TEST_APART=1` lets processes share the work, as they do in a large tree.
"""

from __future__ import annotations

import os
import random
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from mlaudit import reading
from mlaudit.cache import open_store
from mlaudit.configuration import load
from mlaudit.discover.git_program import Git
from mlaudit.gate.baseline.entries import Baseline
from mlaudit.gate.baseline.updating import accept_all
from mlaudit.gate.passing import pass_gate
from mlaudit.gate.selection import Profile
from mlaudit.gate.settings import GateSettings
from mlaudit.graph import ahead
from mlaudit.graph.explanation.explain import explain_artifact
from mlaudit.judge.loading import installed_rules
from mlaudit.model.report import Runbooks, ScanResult
from mlaudit.report.base import Presentation
from mlaudit.report.registry import reporters
from mlaudit.scan import read_linked, scan_project
from mlaudit.workers import count_jobs

DAY = date(2026, 1, 1)
SHUFFLE = "MLAUDIT_TEST_SHUFFLE"
APART = "MLAUDIT_TEST_APART"
SCAN_ONLY = "MLAUDIT_TEST_SCAN_ONLY"


def write_reports(root: Path, folder: Path) -> None:
    """Scan with the cache, and show all there is to show; a time that passed is no part of it."""
    configuration = load(root)
    result = scan_project(root, None, open_store(root), configuration, DAY)
    if SCAN_ONLY in os.environ:
        subjects: dict[str, Any] = {}
    else:
        linked = read_linked(root, configuration=configuration)
        explained = linked.workflow.artifacts[::20]
        subjects = {
            "graph": linked.workflow,
            "unresolved": linked.workflow,
            "why": [explain_artifact(linked, artifact) for artifact in explained],
        }
    subjects |= {
        "scan": _settle(result),
        "runbook": Runbooks(result.workflow, result.assessment.deliverables),
        "rules": installed_rules(),
        "baseline": accept_all(result, Baseline()).entries,
    }

    def read(path: str) -> bytes:
        return (root / path).read_bytes()

    wanted = {reporter.format for reporter in reporters()}
    if SCAN_ONLY in os.environ:
        wanted = {"json", "html"}  # which hold all there is
    shown = Presentation(verbose=True, contents=read, statistics=True)
    for reporter in reporters():
        if reporter.subject not in subjects or reporter.format not in wanted:
            continue
        values = subjects[reporter.subject]
        values = values if reporter.subject == "why" else [values]
        text = "".join(reporter.render(value, shown) for value in values)
        file = folder / f"{reporter.subject}.{reporter.format}"
        file.write_bytes(text.encode("utf-8", "backslashreplace"))


def _settle(result: ScanResult) -> ScanResult:
    settings = GateSettings(profile=Profile.AUDIT)
    return pass_gate(replace(result, seconds=0.0), settings).result


class _Listing:
    """What `os.scandir` returns."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> _Listing:
        return self

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> _Listing:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing is open."""


def _shuffle(chance: random.Random) -> None:
    """Let folders and git tell their entries in any order."""
    list_folder, run = os.scandir, Git.run

    def scan(path: Any = ".") -> _Listing:
        with list_folder(path) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
        chance.shuffle(listed)
        return _Listing(listed)

    def run_shuffled(git: Git, *words: str) -> bytes:
        output = run(git, *words)
        if b"ls-files" not in " ".join(words).encode() or not output.endswith(b"\0"):
            return output
        records = output[:-1].split(b"\0")
        chance.shuffle(records)
        return b"".join(record + b"\0" for record in records)

    os.scandir = scan  # type: ignore[assignment]
    Git.run = run_shuffled  # type: ignore[method-assign, assignment]


def _share_work() -> list[None]:
    """Let other processes share all of the work; gives a list that grows with each of them."""
    started: list[None] = []
    reading.APART_SIZE = ahead.LEAST_SIZE = 0
    os.register_at_fork(after_in_parent=lambda: started.append(None))
    return started


if __name__ == "__main__":
    seed = os.environ.get(SHUFFLE)
    if seed:
        _shuffle(random.Random(seed))
    processes = _share_work() if os.environ.get(APART) else None
    write_reports(Path(sys.argv[1]), Path(sys.argv[2]))
    assert processes is None or len(processes) >= 2 * (count_jobs() - 1)
