"""`mlaudit graph`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mlaudit.cli.options import Config, Format, NoCache, NoColor, NoConfig, Plugins, Width


def graph(
    directory: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path(),
    format_: Format = "text",
    unresolved: Annotated[
        bool,
        typer.Option("--unresolved", help="List only the accesses whose file could not be told."),
    ] = False,
    width: Width = None,
    no_color: NoColor = False,
    no_cache: NoCache = False,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Show the workflow: steps, what they read and write, who starts whom, and what is ordered."""
    from mlaudit.cli.output import choose_reporter, present, show
    from mlaudit.cli.projects import read_directory
    from mlaudit.cli.settings import load_configuration

    reporter = choose_reporter("unresolved" if unresolved else "graph", format_)
    configuration = load_configuration(directory, config, no_config=no_config)
    workflow = read_directory(directory, cached=not no_cache, configuration=configuration)
    show(reporter, workflow, present(str(directory), width=width, no_color=no_color))
