"""`mlaudit scan`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import Config, Format, NoCache, NoColor, NoConfig, Plugins, Width
from mlaudit.gate.selection import (
    Profile,
    UnknownNameError,
    choose_findings,
    is_gating,
    list_names,
    narrow,
    split_names,
)

if TYPE_CHECKING:
    from mlaudit.model.configuration import Configuration
    from mlaudit.model.finding import Finding
    from mlaudit.model.report import ScanResult
    from mlaudit.report.base import Reporter

_NAMES = "slugs, codes or families, separated by commas"


def scan(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="One directory, which is one project; or files of one project: then the whole "
            "project is read, and findings in these files are shown.  [default: .]",
            show_default=False,
        ),
    ] = None,
    format_: Format = "text",
    report: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT=FILE", help="Write a file, too; repeatable."),
    ] = None,
    profile: Annotated[
        Profile | None,
        typer.Option(
            help="How much to show; strict: low severities, too; audit: everything.  "
            "[default: default]",
        ),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help=f"Show these alone: {_NAMES}.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help=f"Do not show these: {_NAMES}.")
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="End with 0 even where there are findings.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show every finding and its evidence.")
    ] = False,
    width: Width = None,
    no_color: NoColor = False,
    no_cache: NoCache = False,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Say what a person must do to rebuild what a repository makes, and what is wrong with that."""
    from mlaudit.cli.contents import open_contents
    from mlaudit.cli.output import choose_reporter, present, save, show
    from mlaudit.cli.projects import find_target, scan_directory
    from mlaudit.cli.settings import load_configuration

    reporter = choose_reporter("scan", format_)
    files = [_parse_report(text) for text in report or ()]
    target = find_target(paths or ())
    configuration = load_configuration(target.root, config, no_config=no_config)
    wanted = _choose(select, ignore, configuration)
    level = profile or Profile(configuration.profile)
    scanned = scan_directory(target.root, cached=not no_cache, configuration=configuration)
    result = narrow(scanned, level, wanted, target.files)
    shown = replace(
        present(str(target.root), width=width, no_color=no_color, verbose=verbose),
        contents=open_contents(result.workflow.project),
    )
    for other, path in files:
        save(other, result, shown, path)
    show(reporter, result, shown)
    raise typer.Exit(_conclude(result, exit_zero))


def _choose(
    select: Sequence[str] | None, ignore: Sequence[str] | None, configuration: Configuration
) -> Callable[[Finding], bool]:
    """Which findings are asked for; what is typed replaces what the configuration says.

    Who selects rules on the command line wants to see them, whatever the configuration ignores.
    """
    kept = configuration.ignore if not select else ()
    return choose_findings(
        _check_typed(select) if select else configuration.select,
        _check_typed(ignore) if ignore else kept,
    )


def _check_typed(words: Sequence[str]) -> tuple[str, ...]:
    from mlaudit.cli.rules import load_rules

    try:
        return split_names(words, list_names(load_rules()))
    except UnknownNameError as error:
        raise Stop(ExitCode.USAGE, str(error)) from error


def _parse_report(text: str) -> tuple[Reporter, Path]:
    from mlaudit.cli.output import choose_reporter

    format_, separator, path = text.partition("=")
    if not separator or not path:
        raise Stop(ExitCode.USAGE, f"--report {text!r}: write it as FORMAT=FILE")
    return choose_reporter("scan", format_), Path(path)


def _conclude(result: ScanResult, exit_zero: bool) -> ExitCode:
    from mlaudit.report.escape import visible

    for name, error in result.failures:
        print(f"mlaudit: internal error in {visible(name)}: {visible(error)}", file=sys.stderr)
    if result.failures:
        print("mlaudit: the report above is complete except for that", file=sys.stderr)
        return ExitCode.INTERNAL
    if exit_zero or not any(is_gating(finding) for finding in result.findings):
        return ExitCode.OK
    return ExitCode.FINDINGS
