"""`mlaudit baseline write`, `show` and `prune`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import NoCache, NoColor, Plugins, Width
from mlaudit.cli.settings import load_configuration

if TYPE_CHECKING:
    from mlaudit.gate.baseline.entries import Baseline, Entry
    from mlaudit.gate.baseline.updating import Update
    from mlaudit.model.configuration import Configuration
    from mlaudit.model.report import ScanResult

app = typer.Typer(
    name="baseline",
    no_args_is_help=True,
    help="Accept the findings of today, so that a build fails for new ones alone.",
)

Project: TypeAlias = Annotated[
    Path, typer.Argument(metavar="[DIR]", help="The project's directory.", show_default=False)
]
File: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--baseline", metavar="FILE", help="Another file than DIR/.mlaudit-baseline.json."
    ),
]


@app.command()
def write(
    directory: Project = Path(),
    baseline: File = None,
    no_cache: NoCache = False,
    plugin: Plugins = None,
) -> None:
    """Accept every finding of today, whatever profile would show it.

    Entries about files that this scan does not see are kept.
    """
    from mlaudit.gate.baseline.updating import accept_all

    file, update = _update(directory, baseline, accept_all, not no_cache)
    comparison = update.comparison
    told = [f"{len(comparison.new)} new"] if comparison.new else []
    told += _tell_rest(update)
    print(f"{_show(file)}: {_count(update.entries)}{_join(told)}")


@app.command()
def prune(
    directory: Project = Path(),
    baseline: File = None,
    no_cache: NoCache = False,
    plugin: Plugins = None,
) -> None:
    """Drop entries that nothing accounts for any more, and follow what has moved.

    Nothing new is accepted.
    """
    from mlaudit.gate.baseline.updating import drop_stale

    file, update = _update(directory, baseline, drop_stale, not no_cache, present=True)
    print(f"{_show(file)}: {_count(update.entries)}{_join(_tell_rest(update))}")


@app.command()
def show(
    directory: Project = Path(),
    baseline: File = None,
    width: Width = None,
    no_color: NoColor = False,
) -> None:
    """List the entries."""
    from mlaudit.cli.output import choose_reporter, present
    from mlaudit.cli.output import show as show_report

    file = baseline or default_file(directory, load_configuration(directory))
    _check_present(file)
    entries = read_file(file, directory).entries
    presentation = present(str(directory), width=width, no_color=no_color)
    show_report(choose_reporter("baseline", "text"), entries, presentation)


def default_file(directory: Path, configuration: Configuration) -> Path:
    """Where the baseline of a project lies unless something else is said."""
    return (configuration.folder or directory) / configuration.baseline


def read_file(file: Path, directory: Path) -> Baseline:
    """The baseline in a file; ends the program where it is broken."""
    from mlaudit.gate.baseline.file import read_baseline
    from mlaudit.gate.baseline.text import BaselineError
    from mlaudit.report.escape import visible

    try:
        return read_baseline(file, directory)
    except BaselineError as error:
        raise Stop(ExitCode.USAGE, visible(str(error))) from error


def _update(
    directory: Path,
    named: Path | None,
    make: Callable[[ScanResult, Baseline], Update],
    cached: bool,
    *,
    present: bool = False,
) -> tuple[Path, Update]:
    """Scan, write the file, and say which one that is.

    Args:
        directory: of the project.
        named: the file that the person named.
        make: the entries, from the scan and what is in the file.
        cached: use what an earlier scan found.
        present: the file must be there already.
    """
    from mlaudit.cli.projects import scan_directory
    from mlaudit.gate.baseline.entries import Baseline
    from mlaudit.gate.baseline.file import find_folder, write_baseline
    from mlaudit.gate.baseline.text import BaselineError

    configuration = load_configuration(directory)
    file = named or default_file(directory, configuration)
    if present:
        _check_present(file)
    empty = Baseline(folder=find_folder(file, directory))
    former = read_file(file, directory) if file.exists() else empty
    update = make(scan_directory(directory, cached=cached, configuration=configuration), former)
    try:
        write_baseline(file, update.entries)
    except BaselineError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error
    return file, update


def _check_present(file: Path) -> None:
    if not file.exists():
        raise Stop(ExitCode.USAGE, f"there is no {_show(file)}; `mlaudit baseline write` makes one")


def _tell_rest(update: Update) -> list[str]:
    comparison = update.comparison
    told = [f"{_add(comparison.stale)} dropped"] if comparison.stale else []
    kept = f"{_add(comparison.outside)} kept of what was not scanned"
    return [*told, kept] if comparison.outside else told


def _add(entries: tuple[Entry, ...]) -> int:
    return sum(entry.count for entry in entries)


def _count(entries: tuple[Entry, ...]) -> str:
    return "1 entry" if len(entries) == 1 else f"{len(entries)} entries"


def _join(told: list[str]) -> str:
    return f" ({', '.join(told)})" if told else ""


def _show(path: Path) -> str:
    from mlaudit.report.escape import visible

    return visible(str(path))
