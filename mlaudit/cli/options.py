"""Options that several commands share."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer


def _load_plugins(files: list[Path] | None) -> list[Path] | None:
    """Load the files before anything that they may add to is asked for."""
    from mlaudit.plugins import load_file

    for file in files or ():
        load_file(file)
    return files


def _set_jobs(number: int | None) -> int | None:
    """Have reading ask for so many processes."""
    from mlaudit.workers import VARIABLE

    if number is not None:
        os.environ[VARIABLE] = str(number)
    return number


Format: TypeAlias = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="text, json, …")
]
Width: TypeAlias = Annotated[
    int | None,
    typer.Option("--width", min=40, help="Columns of text; as wide as the terminal if not given."),
]
NoColor: TypeAlias = Annotated[
    bool, typer.Option("--no-color", help="Plain text; so does the variable NO_COLOR.")
]
Directory: TypeAlias = Annotated[
    Path, typer.Option("--dir", metavar="DIR", help="The project's directory.")
]
NoCache: TypeAlias = Annotated[
    bool,
    typer.Option("--no-cache", help="Read everything anew; so does the variable MLAUDIT_NO_CACHE."),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        callback=_set_jobs,
        help="Read large trees with so many processes; so does the variable MLAUDIT_JOBS.  "
        "[default: one for each processor]",
    ),
]
Config: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Configure with this file, not with the project's own; so does MLAUDIT_CONFIG.",
    ),
]
NoConfig: TypeAlias = Annotated[
    bool, typer.Option("--no-config", help="Use no configuration file.")
]
Today: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        "--today",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The day that decides which manual steps are past their end, instead of this one.",
    ),
]
Plugins: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--plugin",
        metavar="FILE",
        callback=_load_plugins,
        is_eager=True,
        help="A Python file with rules, parsers, … of your own; repeatable.",
    ),
]
