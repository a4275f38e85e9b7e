"""`mlaudit graph`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import Config, Format, Jobs, NoCache, NoColor, NoConfig, Plugins, Width

if TYPE_CHECKING:
    from mlaudit.model.graph import Workflow


class Part(StrEnum):
    """A part of the workflow that is shown alone."""

    MANUAL = "manual"


def graph(
    directory: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The project's directory.")
    ] = Path(),
    format_: Format = "text",
    unresolved: Annotated[
        bool,
        typer.Option("--unresolved", help="List only the accesses whose file could not be told."),
    ] = False,
    focus: Annotated[
        str | None,
        typer.Option(
            "--focus",
            metavar="ARTIFACT",
            help="Only this artifact or step, and what is up- and downstream of it.",
        ),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=0, help="With --focus: how many arrows away."),
    ] = None,
    only: Annotated[
        Part | None, typer.Option("--only", help="Only the work by hand, and what it touches.")
    ] = None,
    width: Width = None,
    no_color: NoColor = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Show the workflow: steps, what they read and write, who starts whom, and what is ordered."""
    from mlaudit.cli.output import choose_reporter, present, show
    from mlaudit.cli.projects import read_directory
    from mlaudit.cli.settings import load_configuration

    if depth is not None and focus is None:
        raise Stop(ExitCode.USAGE, "--depth tells how far to go from what --focus names")
    reporter = choose_reporter("unresolved" if unresolved else "graph", format_)
    configuration = load_configuration(directory, config, no_config=no_config)
    workflow = read_directory(directory, cached=not no_cache, configuration=configuration)
    workflow = _select(workflow, focus, depth, only)
    show(reporter, workflow, present(str(directory), width=width, no_color=no_color))


def _select(
    workflow: Workflow, focus: str | None, depth: int | None, only: Part | None
) -> Workflow:
    """The part that was asked for; ends the program where nothing has the name."""
    from mlaudit.graph.neighbourhood import select_around, select_by_hand

    if only is not None:
        workflow = select_by_hand(workflow)
    if focus is None:
        return workflow
    found = select_around(workflow, focus, depth)
    if found is None:
        raise Stop(ExitCode.USAGE, _explain_absence(workflow, focus))
    return found


def _explain_absence(workflow: Workflow, name: str) -> str:
    from mlaudit.graph.neighbourhood import suggest_names
    from mlaudit.report.escape import visible

    near = [visible(other) for other in suggest_names(workflow, name)]
    hint = f"did you mean {' or '.join(near)}?" if near else "`mlaudit graph` lists them"
    return f"there is no step or artifact {visible(name)!r} here; {hint}"
