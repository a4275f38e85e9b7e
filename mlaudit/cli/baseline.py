"""`mlaudit baseline write`, `show` and `prune`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import Config, Jobs, NoCache, NoColor, NoConfig, Plugins, Width
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
    short_help="Accept the findings of today: write, show, prune.",
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
    jobs: Jobs = None,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Accept every finding of today, whatever profile would show it.

    Entries about files that this scan does not see are kept.
    """
    from mlaudit.gate.baseline.updating import accept_all

    configuration, file = _locate(directory, baseline, config, no_config)
    _update(directory, file, configuration, accept_all, not no_cache)


@app.command(short_help="Drop entries that are found no more, and follow what has moved.")
def prune(
    directory: Project = Path(),
    baseline: File = None,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Drop entries that nothing accounts for any more, and follow what has moved.

    Nothing new is accepted.
    """
    from mlaudit.gate.baseline.updating import drop_stale

    configuration, file = _locate(directory, baseline, config, no_config)
    _check_present(file)
    _update(directory, file, configuration, drop_stale, not no_cache)


@app.command()
def show(
    directory: Project = Path(),
    baseline: File = None,
    width: Width = None,
    no_color: NoColor = False,
    config: Config = None,
    no_config: NoConfig = False,
) -> None:
    """List the entries."""
    from mlaudit.cli.output import choose_reporter, present
    from mlaudit.cli.output import show as show_report

    _, file = _locate(directory, baseline, config, no_config)
    _check_present(file)
    entries = read_file(file, directory).entries
    presentation = present(str(directory), width=width, no_color=no_color)
    show_report(choose_reporter("baseline", "text"), entries, presentation)


def _locate(
    directory: Path, named: Path | None, config: Path | None, no_config: bool
) -> tuple[Configuration, Path]:
    """What configures the project, and the baseline that is meant."""
    configuration = load_configuration(directory, config, no_config=no_config)
    return configuration, named or default_file(directory, configuration)


def default_file(directory: Path, configuration: Configuration) -> Path:
    """Where the baseline of a project lies unless something else is said.

    Ends the program where a link of the repository leads to another place: what stands there is
    neither read nor written because a repository says so.
    """
    from mlaudit.cli.projects import shorten
    from mlaudit.report.escape import visible

    folder = directory if configuration.folder is None else shorten(configuration.folder)
    file = folder / configuration.baseline
    if not file.resolve().is_relative_to(folder.resolve()):
        told = f"{visible(str(file))} is reached by a link that leads out of the project"
        raise Stop(ExitCode.USAGE, f"{told}; name the file with --baseline")
    return file


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
    file: Path,
    configuration: Configuration,
    make: Callable[[ScanResult, Baseline], Update],
    cached: bool,
) -> None:
    """Scan, write the file, and tell what has become of its entries.

    Args:
        directory: of the project.
        file: the baseline.
        configuration: what the project settles.
        make: the entries, from the scan and what is in the file.
        cached: use what an earlier scan found.
    """
    from mlaudit.cli.gating import tell_failures
    from mlaudit.cli.projects import scan_directory
    from mlaudit.gate.baseline.entries import Baseline
    from mlaudit.gate.baseline.file import find_folder, write_baseline
    from mlaudit.gate.baseline.text import BaselineError
    from mlaudit.report.escape import lines, visible

    empty = Baseline(folder=find_folder(file, directory))
    former = read_file(file, directory) if file.exists() else empty
    result = scan_directory(directory, cached=cached, configuration=configuration)
    update = make(result, former)
    try:
        write_baseline(file, update.entries)
    except BaselineError as error:
        raise Stop(ExitCode.USAGE, visible(str(error))) from error
    print(lines(f"{visible(str(file))}: {_tell(update)}"))
    if not former.name:
        print("Commit it; from now on a scan fails for new findings alone.")
    if tell_failures(result):
        raise typer.Exit(ExitCode.INTERNAL)


def _check_present(file: Path) -> None:
    from mlaudit.report.escape import visible

    if not file.exists():
        told = f"there is no {visible(str(file))}; `mlaudit baseline write` makes one"
        raise Stop(ExitCode.USAGE, told)


def _tell(update: Update) -> str:
    """`3 entries (2 new, 1 dropped, 4 kept of what was not scanned)`."""
    from mlaudit.report.terminal.words import count

    numbers = (
        (update.added, "new"),
        (_add(update.comparison.stale), "dropped"),
        (_add(update.comparison.outside), "kept of what was not scanned"),
    )
    told = ", ".join(f"{number} {word}" for number, word in numbers if number)
    return count(len(update.entries), "entry") + (f" ({told})" if told else "")


def _add(entries: Iterable[Entry]) -> int:
    return sum(entry.count for entry in entries)
