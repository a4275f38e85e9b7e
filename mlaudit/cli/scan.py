"""`mlaudit scan`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.gating import choose, compare, conclude, find_baseline
from mlaudit.cli.options import (
    Config,
    Format,
    Jobs,
    NoCache,
    NoColor,
    NoConfig,
    Plugins,
    Today,
    Width,
)
from mlaudit.gate.selection import Profile
from mlaudit.gate.settings import FailOn, GateSettings
from mlaudit.model.vocabulary import Confidence, Severity

if TYPE_CHECKING:
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
    history: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Add a record of this scan, from which reports draw the trend.",
        ),
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
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Another file than .mlaudit-baseline.json."),
    ] = None,
    no_baseline: Annotated[
        bool, typer.Option("--no-baseline", help="As if nothing had been accepted.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Fail for what the change since the merge base with this commit brings, and say "
            "what it does to the work by hand.",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            help="What gives exit code 1; any: what the baseline holds as well.  [default: new]"
        ),
    ] = None,
    min_severity: Annotated[
        Severity | None,
        typer.Option(help="What is less severe does not fail.  [default: medium]"),
    ] = None,
    min_confidence: Annotated[
        Confidence | None,
        typer.Option(help="What is less certain does not fail.  [default: medium]"),
    ] = None,
    min_score: Annotated[
        float | None,
        typer.Option(
            metavar="N",
            min=0,
            max=100,
            help="Fail below this proven score, too. Better gate on new findings: a score changes "
            "with every version, and does not say what to do.",
        ),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="End with 0 even where there are findings.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show every finding and its evidence.")
    ] = False,
    today: Today = None,
    width: Width = None,
    no_color: NoColor = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Say what a person must do to rebuild what a repository makes, and what is wrong with that."""
    from mlaudit.cli.contents import open_contents
    from mlaudit.cli.history import remember
    from mlaudit.cli.output import choose_reporter, present, save, show
    from mlaudit.cli.projects import find_target, scan_directory
    from mlaudit.cli.settings import load_configuration
    from mlaudit.gate.passing import pass_gate

    reporter = choose_reporter("scan", format_)
    files = [_parse_report(text) for text in report or ()]
    target = find_target(paths or ())
    configuration = load_configuration(target.root, config, no_config=no_config)
    settings = GateSettings(
        profile=profile or Profile(configuration.profile),
        wanted=choose(select, ignore, configuration),
        files=target.files,
        fail_on=fail_on or FailOn(configuration.fail_on),
        min_severity=min_severity or configuration.min_severity,
        min_confidence=min_confidence or configuration.min_confidence,
        min_score=min_score,
    )
    accepted = None if no_baseline else find_baseline(target.root, baseline, configuration)
    day, cached = today.date() if today is not None else None, not no_cache
    scanned = scan_directory(target.root, cached=cached, configuration=configuration, today=day)
    compared = compare(scanned, accepted, against, configuration, day, cached=cached)
    verdict = pass_gate(compared, settings)
    written = [path for _, path in files]
    shown = replace(
        present(str(target.root), width=width, no_color=no_color, verbose=verbose),
        contents=open_contents(scanned.workflow.project),
        statistics=statistics,
        history=remember(history, compared, written) if history is not None else (),
    )
    for other, path in files:
        save(other, verdict.result, shown, path)
    show(reporter, verdict.result, shown)
    raise typer.Exit(conclude(verdict, exit_zero))


def _parse_report(text: str) -> tuple[Reporter, Path]:
    from mlaudit.cli.output import choose_reporter

    format_, separator, path = text.partition("=")
    if not separator or not path:
        raise Stop(ExitCode.USAGE, f"--report {text!r}: write it as FORMAT=FILE")
    return choose_reporter("scan", format_), Path(path)
