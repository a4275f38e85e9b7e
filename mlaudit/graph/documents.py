"""Where the commands of documents run.

A document says `python train.py` and leaves it to the reader to stand in the right folder: that of
the document, the root, or the clone that it told them to enter. What the commands name decides.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.graph.commands import CodeRun, ShellContext, ShellOutcome, evaluate_script
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.path_text import folder_of
from mlaudit.parsers.registry import launcher_of

_FILES = {
    "make": ("Makefile", "makefile", "GNUmakefile"),
    "dvc": ("dvc.yaml",),
    "mlproject": ("MLproject",),
    "snakemake": ("Snakefile", "workflow/Snakefile"),
    "compose": ("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml"),
    "compose-build": ("docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml"),
}
"""What a tool looks for in its working directory."""


def place_commands(project: Project, facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The same facts, every command of a document in the folder in which it finds its files."""
    return {path: _place_all(project, facts[path]) for path in facts}


def _place_all(project: Project, facts: Facts) -> Facts:
    steps = facts.steps
    if not any(step.kind == StepKind.README_COMMAND for step in steps):
        return facts
    found = [_choose(project, step) for step in steps]
    # Commands that name nothing of the tree run where most others of the document do.
    shifts = Counter(shift for shift in found if shift is not None)
    usual = shifts.most_common(1)[0][0] if shifts else 0
    placed = tuple(
        _place(step, usual if shift is None else shift)
        for step, shift in zip(steps, found, strict=True)
    )
    return facts if placed == steps else replace(facts, steps=placed)


_AS_WRITTEN, _AT_DOCUMENT, _IN_CLONE, _IN_CLONE_AT_DOCUMENT, _AT_ROOT = range(5)
_ORDER = (_AT_DOCUMENT, _AS_WRITTEN, _IN_CLONE_AT_DOCUMENT, _IN_CLONE, _AT_ROOT)
"""Ways to read the directory of a command, likeliest first where the files are found."""


def _directory(step: DeclaredStep, way: int) -> str | None:
    """The directory when it is read that way, or None where that makes no difference."""
    folder, written = folder_of(step.place.path), step.directory
    if written.startswith(("/", "~", "{")):
        return "." if way == _AT_ROOT else None
    entered = written.partition("/")[2] or "." if written != "." else None
    if way in (_IN_CLONE, _IN_CLONE_AT_DOCUMENT):
        written = entered or ""
    if way in (_AT_DOCUMENT, _IN_CLONE_AT_DOCUMENT):
        return posixpath.normpath(f"{folder}/{written}") if folder != "." and written else None
    if way == _AT_ROOT:
        return "."
    return written or None


def _choose(project: Project, step: DeclaredStep) -> int | None:
    """The way that finds most of what the command names, or None where none finds anything."""
    best, way = 0, None
    for candidate in _ORDER:
        directory = _directory(step, candidate)
        if step.kind != StepKind.README_COMMAND or directory is None:
            continue
        found = sum(_exists(project, name) for name in _names(step, directory))
        if found > best:
            best, way = found, candidate
    return way


def _place(step: DeclaredStep, way: int) -> DeclaredStep:
    if step.kind != StepKind.README_COMMAND:
        return step
    directory = _directory(step, way)
    if directory is None or directory == step.directory:
        return step
    return replace(step, directory=directory)


def _names(step: DeclaredStep, directory: str) -> Iterator[str]:
    """Paths that the command needs to find, as alternatives joined by blanks."""
    environment = dict(step.environment)
    for run in step.runs:
        if run.script is None:
            continue
        context = ShellContext(directory, environment)
        outcome = evaluate_script(run.script, context, lambda line: Place(step.place.path, line))
        yield from _named_by_runs(outcome)
        yield from (a.artifact for a in outcome.accesses if a.mode == "read")


def _named_by_runs(outcome: ShellOutcome) -> Iterator[str]:
    for run in outcome.runs:
        if run.form in _FILES or launcher_of(run.form) is not None:
            yield from _tool_files(run)
        elif run.form == "python-module":
            yield posixpath.join(run.directory, run.target.partition(":")[0].replace(".", "/"))
        elif run.form not in ("python-code", "container-run"):
            yield run.target


def _tool_files(run: CodeRun) -> Iterator[str]:
    given = [
        run.arguments[i + 1]
        for i, word in enumerate(run.arguments[:-1])
        if word in ("-f", "--file", "-s")
    ]
    launcher = launcher_of(run.form)
    for name in given or (_FILES[run.form] if launcher is None else launcher.files):
        yield posixpath.join(run.directory, name)


def _exists(project: Project, path: str) -> bool:
    path = posixpath.normpath(path)
    if path == ".":
        return False
    return any(p in project.by_path or p in project.directories for p in (path, path + ".py"))
