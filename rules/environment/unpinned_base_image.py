"""ENV007: images whose base may be another one tomorrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.code_files import needed_files
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Role, Severity, StepKind
from mlaudit.model.workflow import Step
from mlaudit.patterns import lazy_regex

_OPEN = lazy_regex(r"[{}$*<>]")
_VERSION = lazy_regex(r"\d+(?:\.\d+)+|\d{6,}|[0-9a-f]{7,40}$|\d{2}-\d{2}|bookworm|bullseye|jammy")
"""What names a version with its second part, a date, a commit or a release of the system."""


def find_unpinned_images(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each image that builds of the project start from."""
    if not workflow.deliverables or not needed_files(workflow):
        return
    made = {id_.removeprefix("image:").partition(":")[0] for id_ in workflow.producers}
    builds: dict[str, list[tuple[Place, Step]]] = defaultdict(list)
    for step in workflow.steps:
        if step.kind != StepKind.CONTAINER_BUILD or step.role != Role.PIPELINE:
            continue
        for use in step.uses:
            image = dict(use.inputs).get("image", "") if use.name == "FROM" else ""
            if _moves(image) and image.partition(":")[0] not in made:
                builds[image].append((use.place, step))
    for image in sorted(builds):
        yield _observe(image, builds[image])


def _moves(image: str) -> bool:
    """May the name stand for another image tomorrow? `3.11` stays what it is for long enough."""
    if not image or "@sha256:" in image or _OPEN.search(image):
        return False
    tag = image.rpartition("/")[2].partition(":")[2]
    return tag in ("", "latest") or not _VERSION.search(tag)


def _observe(image: str, found: list[tuple[Place, Step]]) -> Observation:
    place, step = found[0]
    name, _, tag = image.rpartition("/")[2].partition(":")
    floating = f"the tag {tag} moves" if tag else "no tag is named, so it is the latest"
    bare = image.partition(":")[0] if tag else image
    paths = list(dict.fromkeys(p.path for p, _ in found))
    builds = f"{listing(paths)} {'build' if len(paths) > 1 else 'builds'}"
    return Observation(
        place=place,
        also=tuple(other for other, _ in found),
        subject=image,
        message=f"{builds} on {image}; {floating}, and a build "
        "next month gets other software without a commit.",
        remedy=f"Name the release and its digest: `docker buildx imagetools inspect {image}` tells "
        f"it, then `FROM {bare}:<version>@sha256:<digest>`.",
        severity=Severity.MEDIUM if not tag or tag == "latest" else Severity.LOW,
        evidence=tuple(Evidence(p, f"builds on {name} too") for p, _ in found[1:9]),
        about=tuple(dict.fromkeys(s.id for _, s in found)) or (step.id,),
        parts=parts_of(".", "", [image]),
    )


RULE = Rule(
    code="ENV007",
    slug="unpinned-base-image",
    family="environment",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_unpinned_images,
)
