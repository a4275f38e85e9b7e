"""`mlaudit why`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlaudit.cli.exits import ExitCode, Stop
from mlaudit.cli.options import (
    Config,
    Directory,
    Format,
    Jobs,
    NoCache,
    NoColor,
    NoConfig,
    Plugins,
    Width,
)

if TYPE_CHECKING:
    from mlaudit.graph.link import Linked
    from mlaudit.model.explanation import Explanation
    from mlaudit.model.graph import Workflow
    from mlaudit.model.place import Place


def why(
    question: Annotated[
        str,
        typer.Argument(
            metavar="ARTIFACT|FILE:LINE",
            help="What steps write and read, or a line of code; FILE:CELL:LINE in notebooks.",
        ),
    ],
    directory: Directory = Path(),
    format_: Format = "text",
    all_: Annotated[
        bool, typer.Option("--all", help="Show every step and every way of starting it.")
    ] = False,
    width: Width = None,
    no_color: NoColor = False,
    no_cache: NoCache = False,
    jobs: Jobs = None,
    config: Config = None,
    no_config: NoConfig = False,
    plugin: Plugins = None,
) -> None:
    """Explain who writes and reads an artifact, or what a line reads and writes, step by step."""
    from mlaudit.cli.output import choose_reporter, present, show
    from mlaudit.cli.projects import link_directory
    from mlaudit.cli.settings import load_configuration

    reporter = choose_reporter("why", format_)
    configuration = load_configuration(directory, config, no_config=no_config)
    linked = link_directory(directory, cached=not no_cache, configuration=configuration)
    explanation = _explain(linked, _name_inside(question, directory))
    presentation = present(str(directory), width=width, no_color=no_color, verbose=all_)
    show(reporter, explanation, presentation)


def _name_inside(question: str, directory: Path) -> str:
    """The question as the workflow names it: paths relative to the project's directory.

    A path that the shell completed is relative to where the person stands.
    """
    if "://" in question:
        return question
    root, path = os.path.abspath(directory), os.path.abspath(question)
    is_inside = os.path.commonpath([root, path]) == root != path
    typed = question.startswith(("/", "./", "../"))
    completed = os.path.lexists(path.partition(":")[0]) and directory != Path()
    if is_inside and (typed or completed):
        return Path(os.path.relpath(path, root)).as_posix()
    return question.rstrip("/") or question


def _explain(linked: Linked, question: str) -> Explanation:
    from mlaudit.graph.explanation.explain import explain_artifact, explain_place
    from mlaudit.graph.explanation.question import find_artifact, find_place

    workflow = linked.workflow
    place = find_place(workflow, question)
    if place is None:
        artifact = find_artifact(workflow, question)
        if artifact is None:
            raise Stop(ExitCode.USAGE, _explain_absence(workflow, question))
        return explain_artifact(linked, artifact)
    explanation = explain_place(linked, place)
    if not explanation.accesses:
        raise Stop(ExitCode.USAGE, _explain_nothing(workflow, place))
    return explanation


def _explain_absence(workflow: Workflow, question: str) -> str:
    from mlaudit.graph.explanation.question import suggest
    from mlaudit.report.escape import visible

    near = [visible(name) for name in suggest(workflow, question)]
    hint = f"did you mean {' or '.join(near)}?" if near else "`mlaudit graph` lists what they use"
    return f"no step reads or writes {visible(question)!r}, and there is no such file; {hint}"


def _explain_nothing(workflow: Workflow, place: Place) -> str:
    from mlaudit.graph.explanation.question import places_near
    from mlaudit.report.escape import visible

    near = ", ".join(visible(str(other)) for other in places_near(workflow, place))
    hint = f"near it there is {near}" if near else "nor is anything in that file"
    return f"nothing is read or written at {visible(str(place))}; {hint}"
