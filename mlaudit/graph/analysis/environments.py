"""Which packages the workflow imports, and what declares them."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.facts import Environment
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.workflow import Access, Effect, Step
from mlaudit.patterns import lazy_regex

_ASIDE = lazy_regex(
    r"(^|[/_.-])(dev|develop|test|tests|testing|doc|docs|lint|ci|build|style|notebooks?)([/_.-]|$)"
)
OTHER_LANGUAGES = "language"
"""Under which the catalogue keeps what functions of other languages do."""
_OTHER_KINDS = frozenset({"r", "julia", "system"})
"""Environments without packages of Python."""
_BUILTIN = frozenset({"open", "input", "print", "exec", "eval"})
_QUALIFIED = lazy_regex(r"[A-Za-z_][\w]*(\.[A-Za-z_]\w*)+")


@asked_once
def used_packages(workflow: Workflow) -> dict[str, Place]:
    """Third-party packages whose calls do the work of the units, with the first place of each."""
    found: dict[str, Place] = {}
    own = {part for file in workflow.project.files for part in file.path.split("/")}
    for unit in pipeline_units(workflow):
        for call in _calls(workflow, unit):
            if not call.place.path.endswith((".py", ".ipynb")) or not _QUALIFIED.fullmatch(
                call.via
            ):
                continue
            package = call.via.split(".")[0]
            if package == OTHER_LANGUAGES:
                continue
            local = package in own or f"{package}.py" in own
            if not local and package not in sys.stdlib_module_names and package not in _BUILTIN:
                found.setdefault(package, call.place)
    return dict(sorted(found.items()))


def _calls(workflow: Workflow, unit: Step) -> Iterator[Access | Effect]:
    yield from workflow.own_accesses(unit)
    yield from workflow.own_effects(unit)


@asked_once
def declared_environments(workflow: Workflow) -> tuple[Environment, ...]:
    """Environment files that are for running its Python, not for developing or documenting it."""
    return tuple(
        environment
        for environment in workflow.environments
        if not _ASIDE.search(environment.path.lower()) and _declares(workflow, environment)
    )


def _declares(workflow: Workflow, environment: Environment) -> bool:
    """Does the file name packages, itself or through files that are there?"""
    project = workflow.project
    if environment.kind in _OTHER_KINDS:
        return False
    packages = any(not item.name.startswith("apt:") for item in environment.requirements)
    included = any(p in project.by_path or p in project.directories for p in environment.includes)
    return packages or environment.locked or included


def is_locked(environments: tuple[Environment, ...]) -> bool:
    """Does one of them fix every version?"""
    return any(environment.locked for environment in environments)
