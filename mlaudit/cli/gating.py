"""From options and configuration to what the gate goes by, and from its verdict to an exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.cli.exits import ExitCode, Stop, complain
from mlaudit.gate.selection import UnknownNameError, choose_findings, list_names, split_names

if TYPE_CHECKING:
    from datetime import date

    from mlaudit.gate.baseline.entries import Baseline
    from mlaudit.gate.passing import Verdict
    from mlaudit.model.configuration import Configuration
    from mlaudit.model.finding import Finding
    from mlaudit.model.report import ScanResult


def choose(
    select: Sequence[str] | None, ignore: Sequence[str] | None, configuration: Configuration
) -> Callable[[Finding], bool]:
    """Which findings are asked for; what is typed replaces what the configuration says.

    Who selects rules on the command line wants to see them, whatever the configuration ignores.
    """
    kept = configuration.ignore if not select else ()
    return choose_findings(
        _check_typed(select) if select else configuration.select,
        _check_typed(ignore) if ignore else kept,
    )


def find_baseline(root: Path, file: Path | None, configuration: Configuration) -> Baseline:
    """What was accepted: in the file that is named, or in the usual one where there is one."""
    from mlaudit.cli.baseline import default_file, read_file
    from mlaudit.gate.baseline.entries import Baseline

    if file is not None:
        return read_file(file, root)
    usual = default_file(root, configuration)
    if usual.exists():
        return read_file(usual, root)
    return Baseline()


def compare(
    result: ScanResult,
    accepted: Baseline | None,
    revision: str | None,
    configuration: Configuration,
    today: date | None,
    *,
    cached: bool,
) -> ScanResult:
    """The result in which what was accepted, or was there before a change, is marked so.

    Args:
        result: of the scan.
        accepted: what the baseline holds, None where none was asked for.
        revision: what the tree is compared with, or None.
        configuration: what the project settles.
        today: the day of the scan, if not this one.
        cached: use what an earlier comparison found, and keep what this one finds.
    """
    if revision is None:
        from mlaudit.gate.accepted import mark_accepted

        return mark_accepted(result, accepted) if accepted is not None else result
    from mlaudit.cli.progress import Progress
    from mlaudit.cli.projects import open_cache
    from mlaudit.comparison import RevisionError, compare_with
    from mlaudit.report.escape import visible

    store = open_cache(result.workflow.project.root, cached=cached)
    try:
        with Progress(visible(revision)) as progress:
            return compare_with(
                result, revision, accepted, store, configuration, today, progress.update
            )
    except RevisionError as error:
        raise Stop(ExitCode.USAGE, f"--against: {visible(str(error))}") from error


def conclude(verdict: Verdict, exit_zero: bool) -> ExitCode:
    """The exit code; what went wrong is told on standard error."""
    if tell_failures(verdict.result):
        complain("the report above is complete except for that")
        return ExitCode.INTERNAL
    if verdict.falls_short:
        complain("the score is below --min-score")
    return ExitCode.FINDINGS if verdict.fails and not exit_zero else ExitCode.OK


def tell_failures(result: ScanResult) -> bool:
    """Tell on standard error which rules failed; did any?"""
    from mlaudit.report.escape import visible

    for name, error in result.failures:
        complain(f"internal error in {visible(name)}: {visible(error)}")
    return bool(result.failures)


def _check_typed(words: Sequence[str]) -> tuple[str, ...]:
    from mlaudit.cli.rules import load_rules

    try:
        return split_names(words, list_names(load_rules()))
    except UnknownNameError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error
