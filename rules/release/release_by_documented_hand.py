"""REL001: a release that stands in a document and that a person types."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.releases import releases_of
from mlaudit.graph.analysis.units import is_encoded
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Role, Severity, StepKind
from mlaudit.model.workflow import Step

_LOCAL = re.compile(
    r"localhost|127\.0\.0\.1|minikube|kind load|--dry-run|twine|pypi", re.IGNORECASE
)
# These hand data to the team, which is no release.
_STORING = ("dvc ", "git ")
_ROLES = (Role.PIPELINE, Role.DOCUMENTATION)


def find_documented_releases(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each document that holds such commands."""
    automated = {
        effect.via
        for step in workflow.steps
        if step.kind != StepKind.README_COMMAND and is_encoded(step)
        for effect in step.effects
    }
    documents: dict[str, list[Step]] = defaultdict(list)
    for step in workflow.steps:
        documented = step.kind == StepKind.README_COMMAND and step.role in _ROLES
        if documented and _is_by_hand(workflow, step, automated):
            documents[step.path].append(step)
    for path in sorted(documents):
        commands = sorted(documents[path], key=lambda step: step.place.sort_key)
        yield _observe(commands, _scripts_for(workflow, commands))


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
    released = {
        effect.via
        for effect in releases_of(workflow, command)
        if effect.place.path == command.path and not effect.via.startswith(_STORING)
    }
    return bool(released - automated) and not _LOCAL.search(command.name)


def _observe(commands: list[Step], scripts: list[Step]) -> Observation:
    first = commands[0]
    shown = listing(f"`{command.name}`" for command in commands)
    what = "a command" if len(commands) == 1 else count(len(commands), "command")
    instead = (
        f"{listing(script.path for script in scripts)} can do it, but no workflow starts it"
        if scripts
        else "no workflow or script in this repository does it"
    )
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=first.name,
        message=f"To release, a person types {what} from {first.path}: {shown}; {instead}.",
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
