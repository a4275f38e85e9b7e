"""Packages that environment files ask for without one exact version, where no lock file does."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict

from mlaudit.graph.analysis.environments import declared_environments, is_locked
from mlaudit.model.facts import Environment, Requirement
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable

_LIBRARY = frozenset({"pyproject", "setup"})
_DECLARATIONS = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})


@immutable
class LooseVersions:
    """What the environment files of one sub-project leave open.

    Attributes:
        loose: packages of Python without one exact version, in file order; never empty.
        number: of all packages of Python in these files.
    """

    loose: tuple[Requirement, ...]
    number: int

    @property
    def are_most(self) -> bool:
        """Are more than half of the packages loose?"""
        return 2 * len(self.loose) > self.number


def loose_versions(workflow: Workflow) -> tuple[LooseVersions, ...]:
    """What each sub-project that makes something leaves open; the one at the top for all others."""
    own = _own_packages(workflow)
    found = []
    for environments in _unlocked(workflow):
        requirements = [
            item
            for environment in environments
            for item in environment.requirements
            if ":" not in item.name  # packages of the system, such as apt:git, and pip itself
            and item.name != "pip"
            and _as_module(item.name) not in own
        ]
        loose = tuple(item for item in requirements if not item.pinned)
        if loose:
            found.append(LooseVersions(loose, len(requirements)))
    return tuple(found)


def _unlocked(workflow: Workflow) -> list[tuple[Environment, ...]]:
    """The files that a person installs from, of each sub-project that makes something."""
    by_project: dict[str, list[Environment]] = defaultdict(list)
    for environment in declared_environments(workflow):
        by_project[workflow.project.subproject_of(environment.path)].append(environment)
    working = {
        workflow.project.subproject_of(workflow.step_by_id[id_].path)
        for deliverable in workflow.deliverables
        for id_ in deliverable.steps
    }
    alone = not working & set(by_project)
    return [
        installed_from(tuple(by_project[project]))
        for project in sorted(by_project)
        if not is_locked(tuple(by_project[project]))
        and not _is_compiled_elsewhere(workflow, project)
        and (project in working or (project == "." and alone))
    ]


def _is_compiled_elsewhere(workflow: Workflow, project: str) -> bool:
    """Does a file that fixes every version install the sub-project from its folder?

    What its packages need is fixed there, too. pip counts the folder of `-e libs` from where it
    runs, which is mostly the root: https://pip.pypa.io/en/stable/cli/pip_install/.
    """
    return any(
        project in (folder, posixpath.relpath(folder, posixpath.dirname(environment.path) or "."))
        for environment in declared_environments(workflow)
        if environment.locked
        for folder in environment.includes
    )


def _own_packages(workflow: Workflow) -> frozenset[str]:
    """Packages whose code is in the tree, beside a file that declares it: git keeps its version."""
    by_path = workflow.project.by_path
    declared = {
        posixpath.dirname(path) for path in by_path if posixpath.basename(path) in _DECLARATIONS
    }
    packages = (posixpath.dirname(path) for path in by_path if path.endswith("/__init__.py"))
    return frozenset(
        posixpath.basename(folder).lower()
        for folder in packages
        if posixpath.dirname(folder).removesuffix("src").rstrip("/") in declared
    )


def _as_module(name: str) -> str:
    return re.sub(r"[-.]+", "_", name).lower()


def installed_from(environments: tuple[Environment, ...]) -> tuple[Environment, ...]:
    """Files that a person installs from: of a pair such as .in and .txt the compiled one.

    What a library asks for counts where no other file names packages.
    """
    paths = {environment.path for environment in environments}
    judged = tuple(
        environment
        for environment in environments
        if environment.path.removesuffix(".in") + ".txt" not in paths
        or not environment.path.endswith(".in")
    )
    explicit = tuple(e for e in judged if e.kind not in _LIBRARY and e.requirements)
    return explicit or judged
