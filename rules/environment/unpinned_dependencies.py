"""ENV002: packages whose versions are whatever is newest on the day of the installation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.environments import declared_environments, is_locked
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.facts import Environment, Requirement
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_LIBRARY = frozenset({"pyproject", "setup"})


def find_unpinned_dependencies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each sub-project that makes something."""
    if not workflow.deliverables:
        return
    by_project: dict[str, list[Environment]] = defaultdict(list)
    for environment in declared_environments(workflow):
        by_project[workflow.project.subproject_of(environment.path)].append(environment)
    working = {
        workflow.project.subproject_of(workflow.step_by_id[id_].path)
        for deliverable in workflow.deliverables
        for id_ in deliverable.steps
    }
    for project in sorted(by_project):
        environments = tuple(by_project[project])
        if is_locked(environments):
            continue
        if project in working or (project == "." and not working & set(by_project)):
            yield from _observe(workflow, _judged(environments))


def _judged(environments: tuple[Environment, ...]) -> tuple[Environment, ...]:
    """Files that a person installs from: of a pair such as .in and .txt the compiled one."""
    paths = {environment.path for environment in environments}
    judged = tuple(
        environment
        for environment in environments
        if environment.path.removesuffix(".in") + ".txt" not in paths
        or not environment.path.endswith(".in")
    )
    explicit = tuple(e for e in judged if e.kind not in _LIBRARY and e.requirements)
    return explicit or judged


def _observe(workflow: Workflow, environments: tuple[Environment, ...]) -> Iterator[Observation]:
    requirements = [
        item
        for environment in environments
        for item in environment.requirements
        if ":" not in item.name  # packages of the system, such as apt:git, and pip itself
        and item.name != "pip"
    ]
    loose = [item for item in requirements if not item.pinned]
    if not loose:
        return
    path = loose[0].place.path
    yield Observation(
        place=loose[0].place,
        subject=path,
        message=f"{len(loose)} of {len(requirements)} packages in "
        f"{listing(dict.fromkeys(item.place.path for item in loose))} have no exact version "
        f"({listing((item.name for item in loose), 4)}); a later installation gets others.",
        remedy=_remedy(path),
        severity=_severity(loose, requirements),
        evidence=tuple(
            Evidence(item.place, f"{item.name} {item.specifier or 'any version'}")
            for item in loose[1:9]
        ),
        about=tuple(dict.fromkeys(s for d in workflow.deliverables for s in d.steps)),
    )


def _remedy(path: str) -> str:
    if path.endswith(".txt"):
        source = path.removesuffix(".txt") + ".in"
        return (
            f"Rename it to {source} and compile it: `pip-compile --generate-hashes -o {path} "
            f"{source}`; commit both."
        )
    if path.endswith((".yml", ".yaml")):
        return f"Lock it: `conda-lock -f {path}`, and commit conda-lock.yml."
    return "Lock it: `uv lock`, and commit uv.lock."


def _severity(loose: list[Requirement], requirements: list[Requirement]) -> Severity:
    return Severity.MEDIUM if 2 * len(loose) > len(requirements) else Severity.LOW


RULE = Rule(
    code="ENV002",
    slug="unpinned-dependencies",
    family="environment",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unpinned_dependencies,
)
