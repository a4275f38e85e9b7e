"""Runs shell code in the tests."""

from __future__ import annotations

from mlaudit.graph.commands import CodeRun, ShellContext, ShellOutcome, evaluate_script
from mlaudit.model.place import Place
from mlaudit.parsers.shell import parse_script


def run(
    text: str,
    directory: str = ".",
    arguments: tuple[str, ...] = (),
    path: str = "scripts/run.sh",
    **variables: str,
) -> ShellOutcome:
    """The outcome of shell code that stands in the file at `path`."""
    context = ShellContext(directory, variables, arguments)
    return evaluate_script(parse_script(text), context, lambda line: Place(path, line))


def code(outcome: ShellOutcome) -> list[tuple[str, str, str]]:
    """(form, target, arguments) of every run."""
    return [(run.form, run.target, " ".join(run.arguments)) for run in outcome.runs]


def touched(outcome: ShellOutcome) -> list[str]:
    """`mode artifact` of every access, in order."""
    return [f"{access.mode} {access.artifact}" for access in outcome.accesses]


def effects(outcome: ShellOutcome) -> list[tuple[str, str | None]]:
    """(kind, artifact) of every effect."""
    return [(effect.kind, effect.artifact) for effect in outcome.effects]


def only_run(outcome: ShellOutcome) -> CodeRun:
    """The single run of an outcome."""
    (found,) = outcome.runs
    return found
