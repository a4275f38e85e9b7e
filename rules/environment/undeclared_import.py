"""ENV003: imports of packages that no environment file names."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.catalog.packages import distributions_of
from mlaudit.graph.analysis.code_files import needed_files
from mlaudit.graph.analysis.environments import declared_environments
from mlaudit.graph.analysis.packages import may_come_along, undeclared_imports
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.code import PackageImport
from mlaudit.model.facts import Environment
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_undeclared_imports(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each sub-project whose code imports what nothing installs."""
    environments = sorted(declared_environments(workflow), key=lambda e: (_rank(e), e.path))
    files = [environment.path for environment in environments]
    if not files:
        return
    by_project: dict[str, dict[str, PackageImport]] = {}
    for module, items in undeclared_imports(workflow).items():
        for item in items:
            project = workflow.project.subproject_of(item.place.path)
            by_project.setdefault(project, {}).setdefault(module, item)
    for project in sorted(by_project):
        homes = {path: workflow.project.subproject_of(path) for path in files}
        here = [path for path in files if homes[path] == project]
        above = [path for path in files if homes[path] == "."]
        if here or above:
            yield _observe(workflow, by_project[project], (here or above)[0])


def _rank(environment: Environment) -> int:
    """Files in which people list packages before locks and images."""
    return {"lock": 1, "container": 2}.get(environment.kind, 0)


def _observe(workflow: Workflow, found: dict[str, PackageImport], file: str) -> Observation:
    items = sorted(found.items(), key=lambda pair: pair[1].place.sort_key)
    names = [module for module, _ in items]
    units = [unit for _, item in items for unit in needed_files(workflow)[item.place.path]]
    installed = " ".join(dict.fromkeys(distributions_of(name)[0] for name in names))
    return Observation(
        place=items[0][1].place,
        also=tuple(item.place for _, item in items),
        subject=file,
        message=f"The code imports {listing(names, 4)}, which neither {file} nor "
        "anything else here names; unless a package brings them along, whoever sets the project "
        "up learns of them from an error.",
        remedy=f"Add to {file}, with the versions that work today (`pip freeze`): {installed}",
        confidence=Confidence.LOW if may_come_along(workflow, names) else None,
        evidence=tuple(Evidence(item.place, f"imports {name}") for name, item in items[1:9]),
        about=tuple(dict.fromkeys(units)),
        parts=parts_at(file, "", ((module, item.place) for module, item in items)),
    )


RULE = Rule(
    code="ENV003",
    slug="undeclared-import",
    family="environment",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_undeclared_imports,
)
