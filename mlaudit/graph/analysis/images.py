"""Images that the project builds, pushes and runs, and the tags that it gives them."""

from __future__ import annotations

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_placeholder
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Role, StepFamily, StepKind
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_MUTABLE = lazy_regex(
    r"(latest|main|master|trunk|dev|develop|development|test|staging|stage|prod|production|stable|"
    r"edge|nightly|current)?"
)
_SEPARATORS = lazy_regex(r"[\s,]+")
_EXPRESSION = lazy_regex(r"\$\{\{.*?\}\}")
_BUILD, _METADATA = "docker/build-push-action", "docker/metadata-action"


@immutable
class ImageUse:
    """An image as a step pushes or runs it.

    Attributes:
        step: the step.
        repository, tag: the parts of its name; the tag is "" where none is given.
        place: where.
        pushed: it is pushed; otherwise the step runs in it.
    """

    step: Step
    repository: str
    tag: str
    place: Place
    pushed: bool

    @property
    def is_mutable(self) -> bool:
        """May the same name mean another image tomorrow? A part that is not known may be a tag."""
        if not self.tag and "{" in _base(self.repository):
            return False
        return _MUTABLE.fullmatch(self.tag) is not None

    @property
    def name(self) -> str:
        """The image as written."""
        return f"{self.repository}:{self.tag}" if self.tag else self.repository


def split_image(name: str) -> tuple[str, str]:
    """(repository, tag) of an image; a digest counts as a tag."""
    text = name.removeprefix("image:")
    if "@" in text:
        repository, _, digest = text.partition("@")
        return repository, digest
    folder, slash, last = text.rpartition("/")
    base, _, tag = last.partition(":")
    return folder + slash + base, tag


@asked_once
def image_uses(workflow: Workflow) -> tuple[ImageUse, ...]:
    """Every push, and every run of an image that the project makes, of its own work."""
    found: dict[tuple[str, str, bool], ImageUse] = {}
    steps = [step for step in workflow.steps if step.role == Role.PIPELINE]
    pushes = [use for step in steps for use in _pushes(workflow, step)]
    own = {_base(use.repository) for use in pushes} | _built(steps)
    runs = [use for step in steps for use in _runs(step) if _base(use.repository) in own]
    for use in (*pushes, *runs):
        found.setdefault((use.step.id, use.name, use.pushed), use)
    return tuple(use for use in found.values() if not is_placeholder(use.repository))


def _pushes(workflow: Workflow, step: Step) -> list[ImageUse]:
    found = []
    for effect in workflow.own_effects(step):
        if effect.kind == "upload" and (effect.artifact or "").startswith("image:"):
            found.append(ImageUse(step, *split_image(effect.artifact or ""), effect.place, True))
    for use in step.uses:
        inputs = dict(use.inputs)
        if use.name.startswith(_BUILD) and inputs.get("push", "false") != "false":
            tags = _EXPRESSION.sub("{x}", inputs.get("tags", ""))
            for tag in filter(None, _SEPARATORS.split(tags)):
                found.append(ImageUse(step, *split_image(tag), use.place, True))
    return found if step.kind.family != StepFamily.TOLD else []


def _built(steps: list[Step]) -> set[str]:
    """The last parts of the names of images that the project makes."""
    names = {a.artifact for s in steps for a in s.writes if a.artifact.startswith("image:")}
    named = [
        name
        for step in steps
        for use in step.uses
        if use.name.startswith(_METADATA)
        for name in _SEPARATORS.split(dict(use.inputs).get("images", ""))
    ]
    return {_base(split_image(name)[0]) for name in (*names, *named) if name}


def _base(repository: str) -> str:
    return repository.rpartition("/")[2]


def _runs(step: Step) -> list[ImageUse]:
    """The image of a task or a service that is not built where it runs."""
    if not step.image or step.kind == StepKind.CONTAINER_BUILD or "compose" in step.path.lower():
        return []
    return [ImageUse(step, *split_image(step.image), step.place, False)]


@asked_once
def tags_made(workflow: Workflow) -> dict[str, frozenset[str]]:
    """All tags under which the project makes or pushes each repository."""
    found: dict[str, set[str]] = {}
    for use in image_uses(workflow):
        if use.pushed:
            found.setdefault(use.repository, set()).add(use.tag)
    for step in workflow.steps:
        for access in step.writes if step.kind.family == StepFamily.JOB else ():
            if access.artifact.startswith("image:"):
                repository, tag = split_image(access.artifact)
                found.setdefault(repository, set()).add(tag)
    return {repository: frozenset(tags) for repository, tags in found.items()}
