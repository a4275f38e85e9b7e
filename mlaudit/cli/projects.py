"""From the paths that a person names to a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.cli.exits import ExitCode, Stop

if TYPE_CHECKING:
    from mlaudit.model.graph import Workflow


def check_directory(directory: Path) -> None:
    """End the program where there is no such directory."""
    from mlaudit.report.escape import visible

    shown = visible(str(directory))
    if not directory.exists():
        raise Stop(ExitCode.NOTHING_TO_SCAN, f"nothing to scan: there is no {shown}")
    if not directory.is_dir():
        raise Stop(ExitCode.USAGE, f"{shown} is not a directory")


def read_directory(directory: Path) -> Workflow:
    """The workflow of a directory; ends the program where it holds nothing that can be read."""
    from mlaudit.cli.progress import Progress
    from mlaudit.scan import read_workflow

    with Progress() as progress:
        workflow = read_workflow(directory, progress.update)
    check_sources(workflow, directory)
    return workflow


def check_sources(workflow: Workflow, directory: Path) -> None:
    """End the program where a directory holds no file that any parser reads."""
    from mlaudit.report.escape import visible
    from mlaudit.scan import is_read

    if not any(is_read(file) for file in workflow.project.files):
        raise Stop(
            ExitCode.NOTHING_TO_SCAN,
            f"nothing to scan: {visible(str(directory))} holds no file of a format that is read",
        )
