"""Packages that code imports and that nothing names."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from mlaudit.catalog.packages import distributions_of, is_of_platform, modules_brought
from mlaudit.graph.analysis.code_files import imports_by_file, needed_files
from mlaudit.graph.analysis.environments import used_packages
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.code import PackageImport
from mlaudit.model.graph import Workflow
from mlaudit.patterns import lazy_regex

_WORD = lazy_regex(r"[A-Za-z][A-Za-z0-9_.-]*")
_PRIVATE = lazy_regex(
    r"(my_?|local_?)?(creds?|credentials?|secrets?|keys?|config|configs|settings|passwords?|tokens?|"
    r"constants|utils?|helpers?|functions?|common|params|paths)",
    re.IGNORECASE,
)
"""Names of modules that people write themselves; one that is missing is no package."""
_COMMON = frozenset(
    {
        "PIL", "attr", "click", "dateutil", "jinja2", "joblib", "matplotlib", "networkx", "numpy",
        "packaging", "pandas", "psutil", "pydantic", "pytz", "requests", "rich", "scipy", "six",
        "sklearn", "tqdm", "typing_extensions", "urllib3", "yaml",
    }
)  # fmt: skip
"""Modules that come along with a good part of all packages."""
_EVERYTHING = frozenset({"anaconda"})
"""Distributions with which most packages of the field come."""


@asked_once
def undeclared_imports(workflow: Workflow) -> dict[str, tuple[PackageImport, ...]]:
    """The imports, by module, that no environment file, install command or image provides.

    Left out are imports that the code can do without, those in functions whose package does no work
    for a step, modules of the tree, and what a platform provides.
    """
    declared = _declared(workflow)
    if declared & _EVERYTHING:
        return {}
    brought = modules_brought(declared)
    own = _own_names(workflow)
    found: dict[str, list[PackageImport]] = {}
    for path in needed_files(workflow):
        for item in imports_by_file(workflow).get(path, ()):
            first = item.name.partition(".")[0]
            known = first in own or first in brought or first in sys.stdlib_module_names
            spared = item.optional or (item.local and first not in used_packages(workflow))
            if spared or known or not _is_package(item):
                continue
            if not _is_declared(item.name, declared):
                found.setdefault(first, []).append(item)
    return {name: tuple(found[name]) for name in sorted(found)}


def may_come_along(workflow: Workflow, modules: Iterable[str]) -> bool:
    """May packages bring the modules of which it is not known what they need?"""
    unknown = any(not modules_brought((name,)) for name in _declared(workflow))
    return unknown and _COMMON.issuperset(modules)


def _is_package(item: PackageImport) -> bool:
    """May the name be that of something to install?"""
    first = item.name.partition(".")[0]
    private = first.startswith("_") or _PRIVATE.fullmatch(first)
    python = item.place.path.endswith((".py", ".ipynb"))
    return python and not private and not is_of_platform(item.name)


def _is_declared(module: str, declared: frozenset[str]) -> bool:
    """Does a declared name stand for the module, or contain its name as a word?"""
    if not declared.isdisjoint(distributions_of(module)):
        return True
    word = module.partition(".")[0].lower().replace("_", "-")
    squeezed = {name.replace("-", "") for name in declared}
    return word.replace("-", "") in squeezed or any(f"-{word}-" in f"-{name}-" for name in declared)


@asked_once
def _declared(workflow: Workflow) -> frozenset[str]:
    """The names of all distributions that anything in the tree installs."""
    found = {
        item.name.rpartition(":")[2].lower()
        for environment in workflow.environments
        for item in environment.requirements
    }
    found.update(_normalise(word) for text in _installs(workflow) for word in _WORD.findall(text))
    return frozenset(found)


def _installs(workflow: Workflow) -> Iterator[str]:
    """The operands of install commands, whoever runs them, and the names of images."""
    for step in workflow.steps:
        yield from (effect.detail for effect in step.effects if effect.kind == "install")
        yield step.image or ""
        yield from (dict(use.inputs).get("image", "") for use in step.uses)


@asked_once
def _own_names(workflow: Workflow) -> frozenset[str]:
    """Names under which code may import files and folders of the tree."""
    found: set[str] = set()
    for file in workflow.project.files:
        *folders, name = file.path.split("/")
        found.update(folders)
        found.add(name.partition(".")[0])
    return frozenset(found)


def _normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).strip("-").lower()
