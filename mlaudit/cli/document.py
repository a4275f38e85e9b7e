"""`mlaudit document`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import Directory, Jobs, NoCache, Plugins

if TYPE_CHECKING:
    from mlaudit.gate.documenting.entry import Entry
    from mlaudit.model.finding import Finding
    from mlaudit.model.report import ScanResult


def document(
    finding: Annotated[
        str,
        typer.Argument(
            metavar="FINDING",
            help="RULE:SUBJECT, as `mlaudit scan --verbose` shows it, or the beginning of a "
            "fingerprint.",
        ),
    ],
    who: Annotated[str, typer.Option(help="Whose work it is, a team or a role.")] = "",
    how: Annotated[
        str, typer.Option(help="Where it is told how: docs/export.md#crm, a URL, or words.")
    ] = "",
    why: Annotated[str, typer.Option(help="Why a person does it.")] = "",
    until: Annotated[
        str, typer.Option(metavar="DATE", help="The last day on which it should be needed.")
    ] = "",
    inline: Annotated[
        bool, typer.Option("--inline", help="Write a comment next to the code instead.")
    ] = False,
    directory: Directory = Path(),
    no_cache: NoCache = False,
    jobs: Jobs = None,
    plugin: Plugins = None,
) -> None:
    """Register the manual step that a finding is about, so that the next person finds it.

    The entry goes to mlaudit.toml, or to pyproject.toml where that holds [tool.mlaudit]. From then
    on the finding is documented: it does not fail a build, and the runbook says who and how.
    """
    from mlaudit.cli.projects import scan_directory
    from mlaudit.cli.settings import load_configuration
    from mlaudit.gate.documenting.choosing import UnknownFindingError, choose_finding
    from mlaudit.gate.documenting.entry import make_entry
    from mlaudit.gate.documenting.table import WriteError
    from mlaudit.report.escape import lines, visible

    day = _read_day(until)
    configuration = load_configuration(directory)
    result = scan_directory(directory, cached=not no_cache, configuration=configuration)
    try:
        chosen = choose_finding(result.findings, finding)
        _check_open(result, chosen)
        who = who or _ask("Who does it, a team or a role")
        how = how or _ask("Where is it told how (docs/export.md#crm, a URL, or words)")
        entry = make_entry(result, chosen, who=who, how=how, why=why, until=day)
        where = _write(directory, chosen, entry, inline)
    except (UnknownFindingError, WriteError) as error:
        raise Stop(ExitCode.USAGE, str(error)) from error
    print(lines(visible(f"{where}: registered {entry.id}: {entry.what}")))
    if not who:
        told = "nobody is named yet: fill in `who`, or the next scan asks for it"
        print(lines(visible(f"{where}: {told}")), file=sys.stderr)


def _read_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        reason = f"--until {text!r}: write a date such as 2030-12-31"
        raise Stop(ExitCode.USAGE, reason) from error


def _check_open(result: ScanResult, finding: Finding) -> None:
    from mlaudit.report.escape import visible
    from mlaudit.runbook.registered import find_answer

    if finding.family == "mlaudit":
        told = f"this is no work that a person does: {finding.remedy}"
        raise Stop(ExitCode.USAGE, visible(told))
    step = find_answer(result.workflow, finding)
    if step is not None:
        told = f"this finding is documented already: {step.name} at {step.place}"
        raise Stop(ExitCode.USAGE, visible(told))


def _ask(question: str) -> str:
    """What a person at a terminal answers; nothing where there is none."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    answer: str = typer.prompt(question, default="", show_default=False, err=True)
    return answer.strip()


def _write(directory: Path, finding: Finding, entry: Entry, inline: bool) -> str:
    from mlaudit.gate.documenting.comment import insert_comment
    from mlaudit.gate.documenting.table import append_entry, find_target

    if inline:
        return str(insert_comment(directory, finding.place, entry))
    target = find_target(directory)
    append_entry(target, entry)
    return str(target.file)
