"""Releases that stand in a document and that nothing but a person performs."""

from __future__ import annotations

import re
from collections import defaultdict

from mlaudit.graph.analysis.releases import is_deployment, is_release, releases_of
from mlaudit.graph.analysis.units import is_encoded
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Automation, Role, StepKind
from mlaudit.model.workflow import Effect, Step
from mlaudit.patterns import lazy_regex

_LOCAL = lazy_regex(
    r"localhost|127\.0\.0\.1|minikube|kind load|--dry-run|twine|pypi", re.IGNORECASE
)
# These hand data to the team, which is no release.
_STORING = ("dvc ", "git ")
_ROLES = (Role.PIPELINE, Role.DOCUMENTATION)


@immutable
class TypedRelease:
    """What one document tells a person to type.

    Attributes:
        commands: that release something, by place; never empty.
        scripts: that do by themselves all that the commands release; nothing starts them.
    """

    commands: tuple[Step, ...]
    scripts: tuple[Step, ...]


def typed_releases(workflow: Workflow) -> tuple[TypedRelease, ...]:
    """The documents with commands for a release that no workflow performs, by path.

    Beside a script that documents name, the commands are another way, or say what it does.
    """
    automated = _done_otherwise(workflow)
    documents: dict[str, list[Step]] = defaultdict(list)
    for step in workflow.steps:
        documented = step.kind == StepKind.README_COMMAND and step.role in _ROLES
        if documented and _is_by_hand(workflow, step, automated):
            documents[step.path].append(step)
    found = []
    for path in sorted(documents):
        commands = tuple(sorted(documents[path], key=lambda step: step.place.sort_key))
        scripts = _scripts_for(workflow, commands)
        if not any(script.automation == Automation.DOCUMENTED for script in scripts):
            found.append(TypedRelease(commands, scripts))
    return tuple(found)


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


def _is_by_hand(workflow: Workflow, command: Step, automated: set[str]) -> bool:
    """Does a command release something of its own that nothing else does, and to others?"""
    released = any(
        effect.via not in automated and effect.kind not in automated and is_release(command, effect)
        for effect in _handed_out(workflow, command)
        if effect.place.path == command.path
    )
    return released and not _LOCAL.search(command.name)


def _scripts_for(workflow: Workflow, commands: tuple[Step, ...]) -> tuple[Step, ...]:
    """The scripts that do by themselves all that the commands release; nothing starts them."""
    wanted = {effect.via for command in commands for effect in _handed_out(workflow, command)}
    return tuple(
        step
        for step in workflow.steps
        if step.kind in (StepKind.SHELL_SCRIPT, StepKind.SCRIPT)
        and wanted <= {effect.via for effect in releases_of(workflow, step)}
    )


def _handed_out(workflow: Workflow, command: Step) -> tuple[Effect, ...]:
    """What a command releases, without what it only hands to the team."""
    released = releases_of(workflow, command)
    return tuple(effect for effect in released if not effect.via.startswith(_STORING))
