"""ENV002: packages whose versions are whatever is newest on the day of the installation."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.loose_versions import LooseVersions, loose_versions
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_unpinned_dependencies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each sub-project that makes something."""
    for versions in loose_versions(workflow) if workflow.deliverables else ():
        yield _observe(workflow, versions)


def _observe(workflow: Workflow, versions: LooseVersions) -> Observation:
    loose = versions.loose
    path = loose[0].place.path
    return Observation(
        place=loose[0].place,
        also=tuple(item.place for item in loose),
        subject=path,
        message=f"{len(loose)} of {versions.number} packages in "
        f"{listing(dict.fromkeys(item.place.path for item in loose))} have no exact version "
        f"({listing((item.name for item in loose), 4)}); a later installation gets others.",
        remedy=_remedy(path),
        severity=Severity.MEDIUM if versions.are_most else Severity.LOW,
        evidence=tuple(
            Evidence(item.place, f"{item.name} {item.specifier or 'any version'}")
            for item in loose[1:9]
        ),
        about=tuple(dict.fromkeys(s for d in workflow.deliverables for s in d.steps)),
        parts=parts_at(path, "", ((item.name, item.place) for item in loose)),
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


RULE = Rule(
    code="ENV002",
    slug="unpinned-dependencies",
    family="environment",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unpinned_dependencies,
)
