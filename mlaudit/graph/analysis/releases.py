"""Steps that hand something finished to others: uploads, deployments, registrations."""

from __future__ import annotations

import re

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import StepFamily
from mlaudit.model.workflow import Effect, Step
from mlaudit.patterns import lazy_regex

RELEASING = frozenset({"upload", "deploy", "publish", "promote", "register"})
"""Kinds of effect that others notice outside the repository."""
_FINISHED = MODELS | {"image", "package"}
_PUSHES = ("docker push", "podman push", "push_to_hub", "huggingface-cli upload")
# These hand data to the team, set up machines once, only start a run, or are documents: no version
# of anything goes out.
_NO_RELEASE = lazy_regex(
    r"^(dvc|git|terraform|tofu|terragrunt|pulumi|mkdocs) | (execute|scale|bootstrap)$"
    r"|rollout|submit|exec_command|ghp-import"
)
_SPEAKING = lazy_regex(r"deploy|release|publish|promote|rollout|production|go-?live", re.IGNORECASE)
_UNDOING = lazy_regex(
    r"roll(ing)?[ _-]?back|\brevert|\bundo\b|previous|rotat|renew|rotar\b|disaster|recover",
    re.IGNORECASE,
)
_SECRET = lazy_regex(r"secrets?\b|credentials?\b|service[-_]account|[-_.]keys?\.", re.IGNORECASE)
_WANTS_OPERAND = frozenset({"apply", "push", "cp", "sync", "upload", "scp", "copy", "put"})


def releases_of(workflow: Workflow, step: Step) -> tuple[Effect, ...]:
    """What a step releases by its own commands and code."""
    return tuple(effect for effect in workflow.own_effects(step) if effect.kind in RELEASING)


def performs_release(step: Step) -> bool:
    """Does performing the step release something, by itself or through what it starts?"""
    return any(effect.kind in RELEASING for effect in step.effects)


def hands_over(workflow: Workflow, effect: Effect) -> bool:
    """Does it give a model, an image, a package or a service to others, and no data or figures?"""
    if effect.kind not in RELEASING or _NO_RELEASE.search(effect.via):
        return False
    if effect.kind != "upload":
        return True
    artifact = workflow.artifact_by_id.get(effect.artifact or "")
    finished = artifact is not None and artifact.kind in _FINISHED
    return finished or is_push(effect)


def is_push(effect: Effect) -> bool:
    """Does it push an image or a model to a registry that others pull from?"""
    return effect.via.endswith(_PUSHES)


def is_for_release(workflow: Workflow, steps: list[Step]) -> bool:
    """Do the jobs of a workflow release something, as they do or as they are called?"""
    names = " ".join((*(step.name for step in steps), steps[0].path.rpartition("/")[2]))
    does = any(hands_over(workflow, effect) for step in steps for effect in step.effects)
    return does or bool(_SPEAKING.search(names))


def job_groups(workflow: Workflow) -> dict[tuple[str, str], list[Step]]:
    """The jobs and tasks that are started together, by file and group."""
    found: dict[tuple[str, str], list[Step]] = {}
    for step in workflow.steps:
        if step.kind.family in (StepFamily.JOB, StepFamily.TASK):
            found.setdefault((step.path, step.group), []).append(step)
    return found


def is_deployment(effect: Effect) -> bool:
    """Does it bring a new version to where it runs?"""
    return effect.kind == "deploy" and _NO_RELEASE.search(effect.via) is None


def is_release(command: Step, effect: Effect) -> bool:
    """Does a command of a document, by one of its effects, bring something new to others?

    Infrastructure that is set up once, secrets, the way back to an earlier version and commands
    that a sentence only mentions (`kubectl apply -k`) are none.
    """
    if _NO_RELEASE.search(effect.via) or _UNDOING.search(f"{command.path} {command.scope}"):
        return False
    if _UNDOING.search(command.name) or _is_fragment(command.name, effect.via):
        return False
    return not any(map(_is_secret, command.name.split()))


def _is_fragment(line: str, via: str) -> bool:
    """Does the line lack what the command needs?"""
    last = line.split()[-1]
    bare = line.strip() == via and last in _WANTS_OPERAND
    return bare or re.fullmatch(r"-[A-Za-z]", last) is not None


def _is_secret(word: str) -> bool:
    name = word.rpartition("/")[2]
    return kind_of_path(word, False) == "secret" or (
        "." in name and _SECRET.search(name) is not None
    )
