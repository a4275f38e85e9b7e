"""REL007: an image that goes out under a tag which means another image tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.images import ImageUse, image_uses, tags_made
from mlaudit.judge.parts import parts_at
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, StepKind


def find_mutable_tags(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file that pushes, or that runs, such images."""
    files: dict[tuple[str, bool], list[ImageUse]] = {}
    for use in image_uses(workflow):
        if use.is_mutable and not (use.pushed and _has_fixed_tag(workflow, use)):
            files.setdefault((use.step.path, use.pushed), []).append(use)
    for key in sorted(files):
        yield _observe(files[key])


def _has_fixed_tag(workflow: Workflow, use: ImageUse) -> bool:
    """Is the same image pushed under a tag of its own, too (a commit, a version)?"""
    tags = tags_made(workflow).get(use.repository, frozenset())
    return any(not ImageUse(use.step, "", tag, use.place, True).is_mutable for tag in tags)


def _observe(uses: list[ImageUse]) -> Observation:
    uses = sorted(uses, key=lambda use: (use.place.sort_key, use.name))
    first = uses[0]
    names = listing(use.name for use in uses)
    does = "pushes" if first.pushed else "runs"
    only = " and under no other tag" if first.pushed else ""
    return Observation(
        place=first.place,
        also=tuple(use.place for use in uses),
        scope=first.step.scope,
        subject=first.name,
        message=f"{first.place.path} {does} {names}{only}; which code and model that is changes "
        "with every push, and there is nothing to go back to.",
        remedy=_remedy(first),
        confidence=None if first.pushed else Confidence.MEDIUM,
        evidence=tuple(Evidence(use.place, f"{does} {use.name}") for use in uses[1:8]),
        about=tuple(dict.fromkeys(use.step.id for use in uses)),
        parts=parts_at(first.place.path, first.step.scope, ((u.name, u.place) for u in uses)),
    )


def _remedy(use: ImageUse) -> str:
    if not use.pushed:
        return f"Name the tag or the digest that was released: `{use.repository}:<commit>`."
    if use.step.kind == StepKind.GITHUB_JOB:
        return f"Push a fixed tag beside it: `{use.repository}:${{{{ github.sha }}}}`."
    return f"Push a fixed tag beside it: `{use.repository}:$(git rev-parse --short HEAD)`."


RULE = Rule(
    code="REL007",
    slug="mutable-image-tag",
    family="release",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_mutable_tags,
)
