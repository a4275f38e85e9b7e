"""The way from a directory to its workflow and on to a verdict: discover, parse, link, judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from mlaudit import __version__
from mlaudit.discover import discover
from mlaudit.graph.link import Linked, link
from mlaudit.judge.judgement import judge
from mlaudit.judge.loading import installed_rules
from mlaudit.model.facts import DEFECT, Facts, Problem
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Role, Tracking
from mlaudit.parsers.registry import claimants, parse_file
from mlaudit.score import assess

MAX_FILE_SIZE = 64 * 1024 * 1024
"""Larger files are not read (bytes); a notebook with many figures reaches 50 MB."""


def scan_project(root: Path, on_progress: Callable[[int, int], None] | None = None) -> ScanResult:
    """The verdict on a directory by every installed rule.

    Args:
        root: the directory.
        on_progress: called with (files read, files in all).

    Raises:
        RuleLoadError: the rules cannot be used as they are installed.
    """
    start = perf_counter()
    rules = installed_rules()
    workflow = read_workflow(root, on_progress)
    with _naming("judging"):
        judgement = judge(workflow, rules)
    with _naming("scoring"):
        assessment, findings = assess(workflow, judgement.findings)
    return ScanResult(
        workflow=workflow,
        assessment=assessment,
        findings=findings,
        seconds=perf_counter() - start,
        version=__version__,
        failures=(*_list_failures(workflow), *judgement.failures),
    )


def read_workflow(root: Path, on_progress: Callable[[int, int], None] | None = None) -> Workflow:
    """The workflow of a directory.

    Args:
        root: the directory.
        on_progress: called with (files read, files in all).
    """
    return read_linked(root, on_progress).workflow


def read_linked(root: Path, on_progress: Callable[[int, int], None] | None = None) -> Linked:
    """The workflow of a directory with all that is needed to explain it."""
    with _naming("looking for files"):
        project = discover(root)
    facts = parse_files(project, on_progress)
    with _naming("linking"):
        return link(project, facts)


def parse_files(
    project: Project, on_progress: Callable[[int, int], None] | None = None
) -> dict[str, Facts]:
    """The facts of every file that a parser claims; what cannot be read becomes a problem."""
    found: dict[str, Facts] = {}
    wanted = [file for file in project.files if is_read(file)]
    for number, file in enumerate(wanted):
        facts = read_file(project.root, file)
        if facts is not None:
            found[file.path] = facts
        if on_progress is not None:
            on_progress(number + 1, len(wanted))
    return found


def is_read(file: SourceFile) -> bool:
    """Is the file one that a parser claims and that takes part in the analysis?"""
    if file.link or file.role in (Role.VENDORED, Role.TEMPLATE):
        return False
    return file.tracking != Tracking.IGNORED and bool(claimants(file.path))


def read_file(root: Path, file: SourceFile) -> Facts | None:
    """The facts of one file."""
    if file.size > MAX_FILE_SIZE:
        return _unread(file, f"larger than {MAX_FILE_SIZE // 1024 // 1024} MB")
    try:
        data = (root / file.path).read_bytes()
    except OSError as error:
        return _unread(file, error.strerror or type(error).__name__)
    try:
        return parse_file(file.path, data)
    except Exception as error:  # one file must not cost the report on all others
        return _unread(file, f"{DEFECT}{type(error).__name__}: {error}")


@contextmanager
def _naming(stage: str) -> Iterator[None]:
    """Add to an exception what was being done."""
    try:
        yield
    except Exception as error:
        error.add_note(f"while {stage}")
        raise


def _list_failures(workflow: Workflow) -> Iterator[tuple[str, str]]:
    for problem in workflow.problems:
        if problem.reason.startswith(DEFECT):
            yield problem.place.path, problem.reason.removeprefix(DEFECT)


def _unread(file: SourceFile, reason: str) -> Facts:
    return Facts(file.path, "unread", problems=(Problem(Place(file.path), reason),))
