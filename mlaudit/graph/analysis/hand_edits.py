"""What people edit in files before and between runs: placeholders, and steps commented out."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_placeholder
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.edits import CommentedRun, Placeholder
from mlaudit.model.graph import Workflow
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Role, StepKind
from mlaudit.model.workflow import Step
from mlaudit.parsers.prose.words import words
from mlaudit.patterns import lazy_regex

# First words of names of functions that are steps of a workflow.
_STEPS = words(
    "train fit evaluate preprocess process prepare download fetch load build make create extract "
    "transform clean generate save export upload split merge predict scrape collect main run "
    "convert featurize embed index ingest filter augment tokenize label sample crawl retrain "
    "finetune validate store write publish deploy push request compute aggregate execute start"
)
_TOOLS = lazy_regex(r"(?:dvc\s+(?:pull|push|repro|exp|stage|import)|make\s+[\w-]+|snakemake\b)")


@asked_once
def units_by_file(workflow: Workflow) -> dict[str, tuple[Step, ...]]:
    """The units of the project's own work whose code or definition stands in each file."""
    found: dict[str, list[Step]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        if unit.kind != StepKind.README_COMMAND:
            for path in dict.fromkeys((unit.path, *unit.runs)):
                found[path].append(unit)
    return {path: tuple(units) for path, units in found.items()}


@asked_once
def _readers(workflow: Workflow) -> dict[str, tuple[Step, ...]]:
    """The units that read each file."""
    found: dict[str, list[Step]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            if access.mode == "read":
                found[access.artifact].append(unit)
    return {path: tuple(dict.fromkeys(units)) for path, units in found.items()}


def filled_in_by_hand(workflow: Workflow) -> Iterator[tuple[Placeholder, tuple[Step, ...]]]:
    """The placeholders of the project's own work, with the units that use their file.

    Configuration counts where a unit reads it or stands in it; code where it is no test, as any
    part of the project may import it.
    """
    for placeholder in workflow.placeholders:
        path = placeholder.place.path
        file = workflow.project.by_path.get(path)
        if file is None or file.role != Role.PIPELINE:
            continue
        units = units_by_file(workflow).get(path, ()) or _readers(workflow).get(path, ())
        if units or (path.endswith(".py") and workflow.deliverables):
            yield placeholder, units


def placeholder_paths(workflow: Workflow) -> Iterator[tuple[Placeholder, tuple[Step, ...]]]:
    """The paths that units read or write and that stand for others, as their code names them."""
    for unit in pipeline_units(workflow):
        if unit.kind == StepKind.README_COMMAND:
            continue
        for access in workflow.own_accesses(unit):
            if is_placeholder(access.artifact) and re.search(r"(?i)your|path/to", access.artifact):
                name = f"the path of {access.via}"
                yield Placeholder(access.place, name, access.artifact, access.scope), (unit,)


def left_out_steps(workflow: Workflow) -> Iterator[tuple[CommentedRun, tuple[Step, ...]]]:
    """Steps of the project that are commented out in code that runs, with the units that run it."""
    for commented in workflow.commented:
        path = commented.place.path
        units = units_by_file(workflow).get(path, ()) or _started_by(workflow, path)
        is_step = _is_own_command if commented.command else _is_own_step
        if units and is_step(workflow.project, commented):
            yield commented, units


def _started_by(workflow: Workflow, path: str) -> tuple[Step, ...]:
    """The units that a script starts which is none itself."""
    script = workflow.step_by_id.get(path)
    if script is None or script.role != Role.PIPELINE:
        return ()
    started = {run.of for run in workflow.invocations if run.by == path}
    return (script, *(unit for unit in pipeline_units(workflow) if unit.id in started))


def _is_own_command(project: Project, commented: CommentedRun) -> bool:
    """Does the command start a file of the project, or a tool for its pipeline?"""
    if _TOOLS.match(commented.target):
        return True
    folder = posixpath.dirname(commented.place.path)
    places = {
        posixpath.normpath(posixpath.join(f, w)) for f in (folder, "") for w in _words(commented)
    }
    return any(place in project.by_path for place in places)


def _words(commented: CommentedRun) -> list[str]:
    return [word for word in commented.target.split() if "." in word and not word.startswith("-")]


def _is_own_step(project: Project, commented: CommentedRun) -> bool:
    """Is it a function of the project with the name of a step, beside another of its functions?"""
    folder = posixpath.dirname(commented.place.path)
    first = re.split(r"_|(?<=[a-z])(?=[A-Z])", commented.target.rpartition(".")[2])[0].lower()
    functions = (commented.target, commented.sibling)
    return first in _STEPS and all(_is_own(project, folder, name) for name in functions)


def _is_own(project: Project, folder: str, name: str) -> bool:
    """Is a function defined in the project? Names without a module are those of the same file."""
    module = name.rpartition(".")[0]
    if not module:
        return True
    if module.startswith("."):
        return True
    parts = module.split(".")
    tries = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    bases = {"", folder, posixpath.dirname(folder), "src"}
    return any(
        posixpath.join(base, path) + ending in project.by_path
        for base in bases
        for path in tries
        for ending in (".py", "/__init__.py")
    )
