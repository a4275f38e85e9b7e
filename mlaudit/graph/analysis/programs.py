"""Programs of the system that the project's own work starts and that nothing provides."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.catalog.programs import packages_of_program
from mlaudit.graph.analysis.installs import installs_of, name_of_package, provided_software
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access, Effect, Step


def missing_programs(workflow: Workflow) -> dict[str, tuple[Place, ...]]:
    """Each such program by its name, with the places that start it, in order.

    Left out are those of the tree, those that a document has a command to install, those of steps
    that run in an image, and those that an image or an action of a job is named for.
    """
    own = {path.rpartition("/")[2] for path in workflow.project.by_path}
    known = provided_software(workflow) | _told(workflow)
    texts = tuple(_names_of_providers(workflow))
    found: dict[str, dict[Place, None]] = {}
    for unit in pipeline_units(workflow):
        for happening in _happenings(workflow, unit):
            program = happening.via.partition(" ")[0]
            packages = packages_of_program(program)
            if not packages or program in own or not known.isdisjoint(packages):
                continue
            if not any(package in text for package in packages for text in texts):
                found.setdefault(program, {})[happening.place] = None
    return {
        name: tuple(sorted(found[name], key=lambda place: place.sort_key)) for name in sorted(found)
    }


def _happenings(workflow: Workflow, unit: Step) -> Iterator[Access | Effect]:
    if unit.kind != StepKind.README_COMMAND and unit.image is None:
        yield from workflow.own_accesses(unit)
        yield from workflow.own_effects(unit)


def _names_of_providers(workflow: Workflow) -> Iterator[str]:
    """The images that steps are built from, and the actions that jobs use with their inputs."""
    for step in workflow.steps:
        if step.image is not None:
            yield step.image.lower()
        for use in step.uses:
            yield use.name.lower()
            yield from (value.lower() for _, value in use.inputs)


def _told(workflow: Workflow) -> frozenset[str]:
    """What documents say to install, be it of the system or not."""
    return frozenset(
        name_of_package(package)
        for step in workflow.steps
        if step.kind == StepKind.README_COMMAND
        for install in installs_of(workflow, step)
        for package in install.packages
    )
