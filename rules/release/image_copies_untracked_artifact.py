"""REL006: an image that can only be built where somebody has put a file."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.image_copies import UntrackedCopy, untracked_copies
from mlaudit.graph.analysis.units import is_automatic
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, name_of, quote
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_untracked_copies(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each artifact that an image takes in."""
    for copy in untracked_copies(workflow):
        yield _observe(copy)


def _observe(copy: UntrackedCopy) -> Observation:
    artifact, makers = copy.artifact, copy.makers
    build, access = copy.first.step, copy.first.access
    sure = artifact.kind in MODELS or bool(makers)
    return Observation(
        place=access.place,
        scope=access.scope or build.scope,
        subject=artifact.id,
        message=f"{build.path} copies {artifact.id} into the image; {_origin(copy)} and "
        f"{kept_out(artifact.tracking)}, so {_consequence(copy)}.",
        remedy=f"Keep the file with `dvc add {quote(artifact.id)}` and run `dvc pull "
        f"{quote(artifact.id)}` before `docker build`, or load it from a registry at start.",
        confidence=access.confidence if sure else Confidence.MEDIUM,
        evidence=(
            *(Evidence(c.access.place, f"{c.step.id} copies it too") for c in copy.copies[1:]),
            *(Evidence(maker.place, "writes it") for maker in makers),
        ),
        about=(
            artifact.id,
            *(found.step.id for found in copy.copies),
            *(maker.id for maker in makers),
        ),
    )


def _origin(copy: UntrackedCopy) -> str:
    """Who makes the file and where, or which file of its name is kept elsewhere."""
    if copy.makers:
        verb = "writes" if len(copy.makers) == 1 else "write"
        automatic = all(map(is_automatic, copy.makers))
        where = "where that runs" if automatic else "on somebody's machine"
        return f"{listing(map(name_of, copy.makers))} {verb} it {where}"
    if copy.kept_elsewhere:
        return f"nothing brings it there from {copy.kept_elsewhere}, which DVC keeps,"
    return "nothing makes it"


def _consequence(copy: UntrackedCopy) -> str:
    if copy.builds_without:
        return "where no person has put the file, the image builds without it and fails at start"
    return "the image builds only where a person has put the file"


RULE = Rule(
    code="REL006",
    slug="image-copies-untracked-artifact",
    family="release",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_untracked_copies,
)
