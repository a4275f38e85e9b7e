"""What was looked at, what was not understood, and what is not shown."""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.model.facts import Problem
from mlaudit.model.report import ScanResult
from mlaudit.report.advice import tell_ways
from mlaudit.report.counts import Counts, count_workflow
from mlaudit.report.terminal.page import Page
from mlaudit.report.terminal.words import count, name_command

_LISTED = 5
"""Unread files that are named unless all are asked for."""


def write_footer(page: Page, result: ScanResult) -> None:
    """Write the notes, the unread files and the line of numbers."""
    project = result.workflow.project
    verbose = page.presentation.verbose
    page.blank()
    for note in project.notes:
        page.line((f"Note: {note}", "caution"), hang=2)
    for name, error in result.failures:
        page.line(("Failed: ", "alarm"), f"{name}: {error}", hang=2)
    _write_problems(page, [p for p in result.workflow.problems if p.whole], "unread")
    if verbose:
        _write_problems(page, [p for p in result.workflow.problems if not p.whole], "read in part")
        for skipped in project.skipped:
            page.line(("skipped ", "dim"), f"{skipped.path}: {skipped.reason}", hang=2)
    if result.stale:
        _write_stale(page, result)
    page.line((_tell_numbers(result, page.presentation.root), "dim"))
    for way in tell_ways(result, page.presentation.root):
        page.line(way, hang=2)


def _write_stale(page: Page, result: ScanResult) -> None:
    """What the baseline accepts and nothing shows any more."""
    names = [" ".join(entry) for entry in result.stale[: None if page.presentation.verbose else 3]]
    more = len(result.stale) - len(names)
    listed = "; ".join(names) + (f"; {more} more (--verbose)" if more else "")
    command = name_command("baseline prune", page.presentation.root)
    told = count(len(result.stale), "entry")
    page.line(
        ("Note: ", "caution"),
        f"{told} of {result.baseline} found no more: {listed}. `{command}` drops "
        f"{'it' if len(result.stale) == 1 else 'them'}.",
        hang=2,
    )


def _write_problems(page: Page, problems: Iterable[Problem], word: str) -> None:
    listed = list(problems)
    shown = listed if page.presentation.verbose else listed[:_LISTED]
    for problem in shown:
        page.line((f"{word} ", "caution"), f"{problem.place}: {problem.reason}", hang=2)
    if len(listed) > len(shown):
        page.line((f"{word} ", "caution"), f"{len(listed) - len(shown)} more (--verbose)")


def _tell_numbers(result: ScanResult, root: str) -> str:
    counts = count_workflow(result.workflow)
    seen = [
        count(counts.files, "file"),
        count(counts.steps, "step"),
        _tell_accesses(counts, root),
        f"{count(counts.skipped, 'path')} skipped",
        f"{counts.unread} unread",
    ]
    if counts.partly_read:
        seen.append(f"{counts.partly_read} read in part")
    findings = count(len(result.new), "new finding")
    if others := _tell_others(result):
        findings += f" ({others})"
    return f"{', '.join(seen)} · {findings} · {result.seconds:.1f} s"


def _tell_accesses(counts: Counts, root: str) -> str:
    told = count(counts.accesses, "access")
    if not counts.unresolved:
        return f"{told} (all resolved)" if counts.accesses else told
    command = name_command("graph --unresolved", root)
    return f"{told} ({counts.resolved} resolved, {counts.unresolved} not: {command})"


def _tell_others(result: ScanResult) -> str:
    """How many findings are not shown, and why; nothing is left out without a number."""
    numbers = (
        (result.hidden, "hidden as less certain or less severe: --profile audit"),
        (result.baselined, "in the baseline"),
        (result.ignored, "ignored"),
        (result.documented, "documented"),
    )
    return ", ".join(f"{number} {what}" for number, what in numbers if number)
