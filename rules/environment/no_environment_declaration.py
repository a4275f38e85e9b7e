"""ENV001: code that needs packages which no file names."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.environments import declared_environments, used_packages
from mlaudit.judge.parts import part_of_project
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind


def find_missing_environment(workflow: Workflow) -> Iterator[Observation]:
    """At most one finding for a project that makes something."""
    used = used_packages(workflow)
    if not workflow.deliverables or not used or declared_environments(workflow):
        return
    if any(environment.requirements for environment in workflow.environments):
        return
    installs = [
        Evidence(step.place, step.name)
        for step in workflow.steps
        if step.kind == StepKind.README_COMMAND
        and any(effect.kind == "install" for effect in step.effects)
    ]
    first = min(used.values(), key=lambda place: place.sort_key)
    yield Observation(
        place=first,
        subject="environment",
        message=f"The code needs {listing(used, 4)}, but no file says which packages and versions "
        "to install; a person must find them out by trying.",
        remedy="Write the packages with their versions into requirements.txt: in the environment "
        "that works today, `pip freeze > requirements.txt`.",
        evidence=(
            *(Evidence(place, f"uses {package}") for package, place in list(used.items())[:5]),
            *installs[:3],
        ),
        about=tuple(dict.fromkeys(s for d in workflow.deliverables for s in d.steps)),
        parts=part_of_project("environment"),
    )


RULE = Rule(
    code="ENV001",
    slug="no-environment-declaration",
    family="environment",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_missing_environment,
)
