"""What went wrong during a scan as notifications of SARIF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from mlaudit.model.facts import Problem
from mlaudit.model.report import ScanResult
from mlaudit.report.escape import visible
from mlaudit.report.locations import Locations
from mlaudit.report.sarif.limits import MAX_NOTIFICATIONS
from mlaudit.report.sarif.places import locate
from mlaudit.report.sarif.results import to_message
from mlaudit.report.terminal.words import count


def list_notifications(
    result: ScanResult, locations: Locations, left_out: int
) -> list[dict[str, Any]]:
    """Results that are left out, rules that failed, files that were not read or in part alone."""
    return list(islice(_tell(result, locations, left_out), MAX_NOTIFICATIONS))


def _tell(result: ScanResult, locations: Locations, left_out: int) -> Iterator[dict[str, Any]]:
    if left_out:
        told = f"{count(left_out, 'finding')} with less weight are left out: the log was too large."
        yield _notify("warning", told)
    for name, error in result.failures:
        yield _notify("error", visible(f"{name} failed: {error}"))
    unread = sorted(result.workflow.problems, key=lambda problem: not problem.whole)
    if len(unread) >= MAX_NOTIFICATIONS:
        yield _notify("warning", f"{count(len(unread), 'problem')} in all; not each is listed.")
    for problem in unread:
        yield _notify_unread(problem, locations)


def _notify_unread(problem: Problem, locations: Locations) -> dict[str, Any]:
    level, word = ("warning", "Not read") if problem.whole else ("note", "Read in part")
    told = _notify(level, f"{word}: {problem.reason}")
    return {**told, "locations": [{"physicalLocation": locate(problem.place, locations)}]}


def _notify(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": to_message(text)}}
