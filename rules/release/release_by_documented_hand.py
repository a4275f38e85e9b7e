"""REL001: a release that stands in a document and that a person types."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.releases import is_deployment, is_release, releases_of
from mlaudit.graph.analysis.units import is_encoded
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Automation, Confidence, Role, Severity, StepKind
from mlaudit.model.workflow import Step

_LOCAL = re.compile(
    r"localhost|127\.0\.0\.1|minikube|kind load|--dry-run|twine|pypi", re.IGNORECASE
)
# These hand data to the team, which is no release.
_STORING = ("dvc ", "git ")
_ROLES = (Role.PIPELINE, Role.DOCUMENTATION)


def find_documented_releases(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each document that holds such commands."""
    automated = _done_otherwise(workflow)
    documents: dict[str, list[Step]] = defaultdict(list)
    for step in workflow.steps:
        documented = step.kind == StepKind.README_COMMAND and step.role in _ROLES
        if documented and _is_by_hand(workflow, step, automated):
            documents[step.path].append(step)
    for path in sorted(documents):
        commands = sorted(documents[path], key=lambda step: step.place.sort_key)
        scripts = _scripts_for(workflow, commands)
        # Beside a script that documents name, the commands are another way, or say what it does.
        if not any(script.automation == Automation.DOCUMENTED for script in scripts):
            yield _observe(commands, scripts)


def _done_otherwise(workflow: Workflow) -> set[str]:
    """Commands and calls that a workflow or script has, and "deploy" where one of them deploys."""
    effects = [
        effect
        for step in workflow.steps
        if step.kind != StepKind.README_COMMAND and is_encoded(step)
        for effect in step.effects
    ]
    deploys = any(map(is_deployment, effects))
    return {effect.via for effect in effects} | ({"deploy"} if deploys else set())


def _scripts_for(workflow: Workflow, commands: list[Step]) -> list[Step]:
    """The scripts that do by themselves all that the commands release; nothing starts them."""
    wanted = {
        effect.via
        for command in commands
        for effect in releases_of(workflow, command)
        if not effect.via.startswith(_STORING)
    }
    return [
        step
        for step in workflow.steps
        if step.kind in (StepKind.SHELL_SCRIPT, StepKind.SCRIPT)
        and wanted <= {effect.via for effect in releases_of(workflow, step)}
    ]


def _is_by_hand(workflow: Workflow, command: Step, automated: set[str]) -> bool:
    released = any(
        effect.via not in automated and effect.kind not in automated and is_release(command, effect)
        for effect in releases_of(workflow, command)
        if effect.place.path == command.path and not effect.via.startswith(_STORING)
    )
    return released and not _LOCAL.search(command.name)


def _observe(commands: list[Step], scripts: list[Step]) -> Observation:
    first = commands[0]
    shown = listing(f"`{command.name}`" for command in commands)
    instead = (
        f"{listing(script.path for script in scripts)} can do it, but no workflow starts it"
        if scripts
        else "no workflow or script in this repository does it"
    )
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=first.name,
        message=f"To release, a person types what {first.path} says: {shown}; {instead}.",
        severity=Severity.MEDIUM if scripts else Severity.HIGH,
        remedy="Move the commands into a workflow that a tag starts, for instance "
        "`.github/workflows/release.yml` with `on: {push: {tags: ['v*']}}`.",
        evidence=tuple(Evidence(command.place, command.name) for command in commands[1:]),
        about=tuple(command.id for command in commands),
    )


RULE = Rule(
    code="REL001",
    slug="release-by-documented-hand",
    family="release",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_documented_releases,
)
