"""The files of code behind the deliverables, and what they import."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.code import Check, PackageImport
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Role, StepKind
from mlaudit.model.workflow import Step


def files_of_unit(workflow: Workflow, unit: Step) -> tuple[str, ...]:
    """The files whose code runs when a unit runs, imported modules included; sorted."""
    return _files_of_units(workflow).get(unit.id, ())


@asked_once
def _files_of_units(workflow: Workflow) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for unit in workflow.units:
        files = {unit.path, *unit.runs, *unit.imported}
        for path in unit.runs:
            started = workflow.step_by_id.get(path)
            files.update(started.imported if started is not None else ())
        found[unit.id] = tuple(sorted(files & workflow.project.by_path.keys()))
    return found


@asked_once
def needed_files(workflow: Workflow) -> dict[str, tuple[str, ...]]:
    """Files of the project's own work that deliverables need, with the units that run them."""
    found: dict[str, list[str]] = defaultdict(list)
    for unit in workflow.units:
        told = unit.kind == StepKind.README_COMMAND
        if unit.role == Role.PIPELINE and unit.id in workflow.deliverables_of_step and not told:
            for path in files_of_unit(workflow, unit):
                if workflow.project.by_path[path].role == Role.PIPELINE:
                    found[path].append(unit.id)
    return {path: tuple(found[path]) for path in sorted(found)}


@asked_once
def imports_by_file(workflow: Workflow) -> dict[str, tuple[PackageImport, ...]]:
    """What each file imports, optional imports included."""
    found: dict[str, list[PackageImport]] = defaultdict(list)
    for item in workflow.imports:
        found[item.place.path].append(item)
    return {path: tuple(items) for path, items in found.items()}


@asked_once
def checks_by_file(workflow: Workflow) -> dict[str, tuple[Check, ...]]:
    """Where the code of each file stops because something is not as it should be."""
    found: dict[str, list[Check]] = defaultdict(list)
    for item in workflow.checks:
        found[item.place.path].append(item)
    return {path: tuple(items) for path, items in found.items()}


@asked_once
def modules_used(workflow: Workflow) -> frozenset[str]:
    """The first parts of all modules that files of the project's own work import."""
    roles = workflow.project.by_path
    return frozenset(
        item.name.partition(".")[0]
        for item in workflow.imports
        if item.place.path in roles and roles[item.place.path].role == Role.PIPELINE
    )
