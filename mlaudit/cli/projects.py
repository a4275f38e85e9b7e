"""From the paths that a person names to a project."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.model.configuration import DEFAULTS, Configuration
from mlaudit.model.immutable import immutable

if TYPE_CHECKING:
    from datetime import date

    from mlaudit.cache import Store
    from mlaudit.graph.link import Linked
    from mlaudit.model.graph import Workflow
    from mlaudit.model.report import ScanResult


@immutable
class Target:
    """What to scan, and what to show of it.

    Attributes:
        root: the project's directory, as the user named it or as it was found.
        files: show findings in these files alone (POSIX, relative to the root); all if empty.
    """

    root: Path
    files: tuple[str, ...] = ()


def find_target(paths: Sequence[Path]) -> Target:
    """One directory, or files of one project; ends the program for anything else."""
    for path in paths:
        if not os.path.exists(path):  # `Path` fails for a name that is too long
            raise Stop(ExitCode.NOTHING_TO_SCAN, f"nothing to scan: there is no {_show(path)}")
    directories = [path for path in paths if path.is_dir()]
    if not paths or len(paths) == len(directories) == 1:
        return Target(directories[0] if directories else Path())
    if directories:
        raise Stop(
            ExitCode.USAGE,
            "name one directory, or files of one project; each directory is a project of its own, "
            "and gets a scan of its own",
        )
    absolute = [Path(os.path.abspath(path)) for path in paths]
    root = _find_root([path.parent for path in absolute])
    files = sorted({path.relative_to(root).as_posix() for path in absolute})
    return Target(shorten(root), tuple(files))


def _find_root(folders: Sequence[Path]) -> Path:
    """The project that holds all the folders: a git work tree, or the current directory."""
    common = Path(os.path.commonpath(folders))
    for folder in (common, *common.parents):
        if (folder / ".git").exists():
            return folder
    here = Path.cwd()
    return here if common.is_relative_to(here) else common


def shorten(root: Path) -> Path:
    """The root as seen from the current directory, where one of them holds the other."""
    here = Path.cwd()
    near = here.is_relative_to(root) or root.is_relative_to(here)
    return Path(os.path.relpath(root)) if near else root


def check_directory(directory: Path) -> None:
    """End the program where there is no such directory."""
    if not os.path.exists(directory):
        raise Stop(ExitCode.NOTHING_TO_SCAN, f"nothing to scan: there is no {_show(directory)}")
    if not directory.is_dir():
        raise Stop(ExitCode.USAGE, f"{_show(directory)} is not a directory")


def read_directory(
    directory: Path, *, cached: bool = True, configuration: Configuration = DEFAULTS
) -> Workflow:
    """The workflow of a directory; ends the program where it holds nothing that can be read.

    Args:
        directory: of the project.
        cached: use what an earlier scan found, and keep what this one finds.
        configuration: what the project settles.
    """
    from mlaudit.cli.progress import Progress
    from mlaudit.scan import read_workflow

    store = open_cache(directory, cached=cached)
    with Progress() as progress:
        workflow = read_workflow(directory, progress.update, store, configuration)
    _check_sources(workflow, directory)
    return workflow


def link_directory(
    directory: Path, *, cached: bool = True, configuration: Configuration = DEFAULTS
) -> Linked:
    """The same with what the workflow was made from."""
    from mlaudit.cli.progress import Progress
    from mlaudit.scan import read_linked

    store = open_cache(directory, cached=cached)
    with Progress() as progress:
        linked = read_linked(directory, progress.update, store, configuration)
    _check_sources(linked.workflow, directory)
    return linked


def scan_directory(
    directory: Path,
    *,
    cached: bool = True,
    configuration: Configuration = DEFAULTS,
    today: date | None = None,
) -> ScanResult:
    """The verdict on a directory; the same arguments and ways to end.

    `today` is the day that decides which manual steps are past their end, if not this one.
    """
    from mlaudit.cli.progress import Progress
    from mlaudit.cli.settings import refuse
    from mlaudit.configuration import ConfigurationError
    from mlaudit.scan import scan_project

    store = open_cache(directory, cached=cached)
    try:
        with Progress() as progress:
            result = scan_project(directory, progress.update, store, configuration, today)
    except ConfigurationError as error:
        raise refuse(error) from error
    _check_sources(result.workflow, directory)
    return result


def open_cache(directory: Path, *, cached: bool) -> Store | None:
    """The cache of a directory; None where it is switched off or not wanted."""
    from mlaudit.cache import CacheFolderError, open_store

    check_directory(directory)
    try:
        return open_store(directory) if cached else None
    except CacheFolderError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error


def _check_sources(workflow: Workflow, directory: Path) -> None:
    if workflow.steps:
        return
    from mlaudit.reading import is_read

    if not any(is_read(file) for file in workflow.project.files):
        raise Stop(
            ExitCode.NOTHING_TO_SCAN,
            f"nothing to scan: {_show(directory)} holds no file of a format that mlaudit reads",
        )


def _show(path: Path) -> str:
    from mlaudit.report.escape import visible

    return visible(str(path))
