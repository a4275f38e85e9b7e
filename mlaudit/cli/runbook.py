"""`mlaudit runbook`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import (
    Config,
    Directory,
    Format,
    Jobs,
    NoCache,
    NoColor,
    NoConfig,
    Plugins,
    Width,
)
from mlaudit.files import read_regular, write_whole

if TYPE_CHECKING:
    from mlaudit.model.assessment import DeliverableAssessment
    from mlaudit.model.report import Runbooks, ScanResult


def runbook(
    artifact: Annotated[
        str | None,
        typer.Argument(metavar="[ARTIFACT]", help="The deliverable; all if not given."),
    ] = None,
    directory: Directory = Path(),
    format_: Format = "text",
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            metavar="FILE",
            help="Write the Markdown there, such as docs/RUNBOOK.md, and keep notes in it.",
        ),
    ] = None,
    width: Width = None,
    no_color: NoColor = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Show everything that must happen from a clean clone to a deliverable, in order."""
    from mlaudit.cli.output import choose_reporter, present, show
    from mlaudit.cli.projects import scan_directory
    from mlaudit.cli.settings import load_configuration
    from mlaudit.model.report import Runbooks

    reporter = choose_reporter("runbook", format_)
    configuration = load_configuration(directory, config, no_config=no_config)
    result = scan_directory(directory, cached=not no_cache, configuration=configuration)
    chosen = result.assessment.deliverables
    if artifact is not None:
        chosen = (_find_deliverable(artifact, result),)
    runbooks = Runbooks(result.workflow, chosen)
    if write is not None:
        _write(write, runbooks)
        return
    show(reporter, runbooks, present(str(directory), width=width, no_color=no_color))


def _write(file: Path, runbooks: Runbooks) -> None:
    """Renew a page of Markdown, or begin it; its notes stay byte for byte."""
    from mlaudit.report.escape import visible
    from mlaudit.report.runbook_page.blocks import DamagedMarksError, write_page
    from mlaudit.report.runbook_page.page import list_blocks

    name = visible(str(file))
    try:
        old = read_regular(file) if file.exists() else b""
        text = write_page(old.decode("utf-8", "surrogateescape"), list_blocks(runbooks))
        new = text.encode("utf-8", "surrogateescape")
        if new != old:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, new)
    except DamagedMarksError as error:
        raise Stop(ExitCode.USAGE, f"{name} was left as it is: {error}") from error
    except OSError as error:
        raise Stop(ExitCode.USAGE, f"cannot write {name}: {error.strerror}") from error


def _find_deliverable(name: str, result: ScanResult) -> DeliverableAssessment:
    """The deliverable of that name, or the one that it is grouped under."""
    wanted = name.removeprefix("./")
    grouped = {other: d.artifact for d in result.workflow.deliverables for other in d.grouped}
    leader = grouped.get(wanted, wanted)
    for deliverable in result.assessment.deliverables:
        if deliverable.artifact == leader:
            return deliverable
    raise Stop(ExitCode.USAGE, _explain_absence(wanted, result))


def _explain_absence(name: str, result: ScanResult) -> str:
    from mlaudit.report.escape import visible

    known = [visible(deliverable.artifact) for deliverable in result.assessment.deliverables]
    listed = f"the deliverables are: {', '.join(known)}" if known else "no deliverable was found"
    return f"{visible(name)!r} is no deliverable; {listed}"
