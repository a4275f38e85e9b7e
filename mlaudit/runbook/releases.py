"""What brings a deliverable to those who use it."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.wholes import title_of, whole_of
from mlaudit.graph.matching import is_opaque_name
from mlaudit.model.assessment import Action
from mlaudit.model.graph import Workflow, reach
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation, StepFamily, StepKind
from mlaudit.model.workflow import Effect, Step
from mlaudit.runbook.closure import Closure
from mlaudit.runbook.evidence import RELEASING

RELEASE_EFFECTS = frozenset({"deploy", "upload", "publish", "register", "promote"})
CODES = ("REL001", "REL006", "REL009", "REL002", "REL003", "REL010", "REL007", "ORD008", "REL004")


def names_of(closure: Closure) -> frozenset[str]:
    """The deliverable with what it is grouped with, tagged as, and copied to by hand."""
    deliverable = closure.deliverable
    names = {deliverable.artifact, *deliverable.grouped, *_tags_of(closure)}
    carried = closure.evidence.carries
    return frozenset(names | {target for target, source in carried.items() if source in names})


def _tags_of(closure: Closure) -> set[str]:
    """The names that the commands which build an image give it."""
    known = closure.workflow.step_by_id
    builds = [build.id for build in _builds_of(closure)]
    return {f"image:{known[id_].path}" for id_ in builds} | {
        access.artifact
        for id_ in builds
        for invocation in closure.workflow.invokers.get(id_, ())
        if invocation.by in known
        for access in known[invocation.by].writes
        if access.artifact.startswith("image:")
    }


def _builds_of(closure: Closure) -> list[Step]:
    """The builds of the image that the deliverable is, or that a service runs in."""
    if closure.deliverable.kind not in ("image", "service") or not closure.deliverable.steps:
        return []
    last = closure.deliverable.steps[-1]
    known = closure.workflow.step_by_id
    starters = [known[i.by] for i in closure.workflow.invokers.get(last, ()) if i.by in known]
    files = {s.path for s in starters if s.kind == StepKind.CONTAINER_SERVICE}
    builds = _list_builds(closure.workflow)
    return [step for step in builds if step.id == last or step.path in files]


@asked_once
def _list_builds(workflow: Workflow) -> list[Step]:
    """The steps that build images."""
    return [step for step in workflow.steps if step.kind == StepKind.CONTAINER_BUILD]


@immutable
class _About:
    """What a release would be about.

    Attributes:
        names: of the deliverable.
        repositories: of the images among them.
        folders: that hold it, under any of the names.
        readers: the steps that read it.
    """

    names: frozenset[str]
    repositories: frozenset[str]
    folders: frozenset[str]
    readers: frozenset[str]

    @classmethod
    def of(cls, closure: Closure) -> _About:
        """Of a deliverable."""
        names = names_of(closure)
        return cls(
            names,
            frozenset(found for name in names if (found := _repository_of(name)) is not None),
            frozenset(
                name[:i] for name in names for i, sign in enumerate(name) if sign == "/" and i
            ),
            frozenset(step for name in names for step in closure.workflow.reads.get(name, ())),
        )

    def is_named(self, artifact: str) -> bool:
        """Is it one of the names, or the same image under another tag?"""
        return artifact in self.names or _repository_of(artifact) in self.repositories


def _repository_of(artifact: str) -> str | None:
    """An image without its tag, or None for what is no image."""
    if not artifact.startswith("image:"):
        return None
    folder, slash, name = artifact.partition("@")[0].rpartition("/")
    return folder + slash + (name.partition(":")[0] if slash else name)


@asked_once
def _may_release(workflow: Workflow) -> tuple[Step, ...]:
    """The steps that could release anything: builds of images, and those with such an effect."""
    return tuple(
        step
        for step in workflow.steps
        if step.kind == StepKind.CONTAINER_BUILD
        or any(effect.kind in RELEASE_EFFECTS for effect in workflow.own_effects(step))
    )


def find_release_steps(closure: Closure) -> tuple[Step, ...]:
    """The steps outside the closure that package, publish or deploy the deliverable."""
    possible = _may_release(closure.workflow)
    if not possible:
        return ()
    about = _About.of(closure)
    only_image = _is_only_image(closure)
    begun = _begun_by(closure)
    found = [
        step
        for step in possible
        if step.id not in begun and _is_release(closure, step, about, only_image)
    ]
    ordered = sorted(found, key=lambda s: (s.kind.family == StepFamily.JOB, s.place.sort_key, s.id))
    return tuple(_without_what_others_start(closure, ordered))


def _begun_by(closure: Closure) -> frozenset[str]:
    """The steps of the closure, and what is started with them: that is no further action.

    A job of a workflow may wait for a person before it releases; tasks of a DAG do not.
    """
    workflow = closure.workflow
    own = {whole_of(workflow, step).id for step in closure.steps}
    together = {id_ for whole in own for id_ in _begun_with(workflow).get(whole, ())}
    return closure.ids | together | reach(closure.ids | together, _starts(workflow))


@asked_once
def _begun_with(workflow: Workflow) -> dict[str, list[str]]:
    """The tasks and parts that are started with each step that is a whole."""
    found: dict[str, list[str]] = {}
    for step in workflow.steps:
        if step.kind.family in (StepFamily.TASK, StepFamily.PART):
            found.setdefault(whole_of(workflow, step).id, []).append(step.id)
    return found


@asked_once
def _starts(workflow: Workflow) -> dict[str, set[str]]:
    """What each step starts."""
    starts: dict[str, set[str]] = {}
    for invocation in workflow.invocations:
        starts.setdefault(invocation.by, set()).add(invocation.of)
    return starts


def _is_only_image(closure: Closure) -> bool:
    """Does it go into the one image of the project, which then is what is rolled out?"""
    builds = _list_builds(closure.workflow)
    return len(builds) == 1 and _builds_of(closure) == builds


def _is_release(closure: Closure, step: Step, about: _About, only_image: bool) -> bool:
    takes_in = step.id in about.readers
    if step.kind == StepKind.CONTAINER_BUILD and (takes_in or f"image:{step.path}" in about.names):
        return True
    for effect, folders in _releasing_effects(closure.workflow)[step.id]:
        artifact = effect.artifact or ""
        if not folders.isdisjoint(about.folders):
            return True
        if about.is_named(artifact) or _deploys(effect.kind, artifact, only_image):
            return True
        if takes_in and may_be_about(effect, about.names):
            return True
    return False


@asked_once
def _releasing_effects(
    workflow: Workflow,
) -> dict[str, tuple[tuple[Effect, frozenset[str]], ...]]:
    """What each of these steps does that may release something, with what it takes in there.

    What releases may take in a whole folder that the deliverable lies in (`aws s3 sync`).
    """
    return {
        step.id: tuple(
            (effect, _reads_at(workflow, step, effect.place))
            for effect in workflow.own_effects(step)
            if effect.kind in RELEASE_EFFECTS
        )
        for step in _may_release(workflow)
    }


def _reads_at(workflow: Workflow, step: Step, place: Place) -> frozenset[str]:
    return frozenset(
        access.artifact
        for access in workflow.own_accesses(step)
        if access.mode == "read" and access.place == place
    )


def may_be_about(effect: Effect, names: frozenset[str]) -> bool:
    """May it hand on what the step reads: it does not say what, and that is not handed on yet?"""
    if effect.kind == "upload" and all("://" in name for name in names):
        return False
    return effect.artifact is None or is_opaque_name(effect.artifact)


def _deploys(kind: str, about: str, only_image: bool) -> bool:
    """Does it roll out an image, where the project has no other than this one?"""
    return only_image and (about.startswith("image:") or (kind == "deploy" and not about))


def _without_what_others_start(closure: Closure, steps: list[Step]) -> Iterator[Step]:
    """What another release step starts is done by starting that."""
    ids = {step.id for step in steps}
    for step in steps:
        by = {i.by for i in closure.workflow.invokers.get(step.id, ()) if i.by != step.id}
        if not by & ids:
            yield step


def find_releases(closure: Closure) -> tuple[Action, ...]:
    """The release actions: steps, and sentences that tell of one."""
    found = [_release(closure, step) for step in find_release_steps(closure)]
    places = {(a.place.path, a.place.line) for a in found if a.place is not None}
    for name in sorted(names_of(closure)):
        told = closure.evidence.find_instruction(name, RELEASING)
        if told is not None and (told.place.path, told.place.line) not in places:
            about = (closure.deliverable.artifact,)
            action = Action(
                "release", told.text, Automation.DOCUMENTED, told.place, about=about, codes=CODES
            )
            found.append(action)
    return tuple(found)


def _release(closure: Closure, step: Step) -> Action:
    command = closure.evidence.find_command_for(step.id)
    what = command.name if command is not None else _title(closure, step)
    return Action(
        "release",
        " ".join(what.split()),
        step.automation,
        command.place if command is not None else step.place,
        reason="",
        about=(step.id, closure.deliverable.artifact),
        codes=CODES,
        manual=step.automation != Automation.AUTOMATED,
    )


def _title(closure: Closure, step: Step) -> str:
    started = title_of(whole_of(closure.workflow, step))
    return f"with {started}" if step.kind.family == StepFamily.JOB else started
