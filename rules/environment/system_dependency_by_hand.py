"""ENV009: software of the system that the work needs and that a person has to install."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlaudit.catalog.programs import packages_of_program
from mlaudit.graph.analysis.asked_software import Asked, asked_software
from mlaudit.graph.analysis.programs import missing_programs
from mlaudit.judge.parts import part_of_project, parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity

_OTHER_ORIGINS = ("nix", "guix")


def find_system_dependencies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each document that asks for it, and for each program that code starts."""
    if not workflow.deliverables or any(e.kind in _OTHER_ORIGINS for e in workflow.environments):
        return
    for path, asked in asked_software(workflow).items():
        yield _observe(workflow, path, asked)
    for program, places in missing_programs(workflow).items():
        yield _observe_program(workflow, program, places)


def _observe(workflow: Workflow, path: str, found: Sequence[Asked]) -> Observation:
    """What a document asks for."""
    names = list(dict.fromkeys(name for _, open_ones in found for name in open_ones))
    first = found[0][0]
    return Observation(
        place=first.place,
        also=tuple(item.place for item, _ in found),
        subject=path,
        message=f"{path} asks a person to install {listing(names, 4)} on the machine; no image or "
        "environment file in this repository provides it.",
        remedy="Provide it where the code runs: `RUN apt-get update && apt-get install -y "
        f"{' '.join(names[:8])}` in a Dockerfile, or the package of conda in environment.yml.",
        severity=Severity.MEDIUM if workflow.environments else Severity.LOW,
        evidence=tuple(Evidence(i.place, f"{i.via} {' '.join(o)}") for i, o in found[1:9]),
        about=tuple(dict.fromkeys(s for d in workflow.deliverables for s in d.steps)),
        parts=parts_at(path, "", ((name, i.place) for i, open_ones in found for name in open_ones)),
    )


def _observe_program(workflow: Workflow, program: str, places: Sequence[Place]) -> Observation:
    """What code starts and no document has a command to install."""
    package = packages_of_program(program)[-1]
    return Observation(
        place=places[0],
        also=tuple(places),
        subject=program,
        message=f"{places[0].path} starts {program}; no image or environment file in this "
        "repository provides it, so that a person must install it on every machine.",
        remedy=f"Provide it where the code runs: `RUN apt-get update && apt-get install -y "
        f"{package}` in a Dockerfile, or {package} as a package of conda in environment.yml.",
        severity=Severity.MEDIUM if workflow.environments else Severity.LOW,
        about=tuple(dict.fromkeys(s for d in workflow.deliverables for s in d.steps)),
        parts=part_of_project(program),
    )


RULE = Rule(
    code="ENV009",
    slug="system-dependency-by-hand",
    family="environment",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_system_dependencies,
)
