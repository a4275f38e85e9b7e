"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

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
