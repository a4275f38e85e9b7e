"""ORD014: data that a step reads and then overwrites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.rewrites import Rewrite, rewrites
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import count, listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, Tracking

_KEPT = (Tracking.GIT, Tracking.LFS, Tracking.DVC, Tracking.ANNEX)


def find_in_place_rewrites(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each piece of code, naming all files that it overwrites."""
    groups: dict[tuple[str, str], list[Rewrite]] = defaultdict(list)
    for rewrite in rewrites(workflow):
        groups[rewrite.write.place.path, rewrite.write.scope].append(rewrite)
    for key in sorted(groups):
        yield _observe(workflow, groups[key])


def _observe(workflow: Workflow, found: list[Rewrite]) -> Observation:
    first = found[0]
    names = list(dict.fromkeys(rewrite.write.artifact for rewrite in found))
    artifact = workflow.artifact_by_id[names[0]]
    made = bool(set(workflow.producers.get(artifact.id, ())) - {first.step.id})
    lost = (
        "the state before is lost"
        if artifact.tracking not in _KEPT
        else f"only {artifact.tracking.value} still has the state before"
    )
    stem, dot, extension = artifact.id.rpartition(".")
    what = names[0] if len(names) == 1 else count(len(names), "file")
    return Observation(
        place=first.write.place,
        scope=first.write.scope,
        subject=artifact.id,
        message=f"{first.write.place.path} reads {listing(names)} and writes over "
        f"{'it' if len(names) == 1 else 'them'}; run twice it works on its own result, and {lost}.",
        remedy=f"Write {what} under another name (such as {stem}_clean{dot}{extension}) and let "
        "what comes after read that.",
        severity=Severity.LOW if made and artifact.tracking in _KEPT else Severity.MEDIUM,
        evidence=(
            Evidence(first.read.place, f"reads {first.read.artifact}"),
            *(Evidence(r.write.place, f"writes over {r.write.artifact}") for r in found[1:9]),
        ),
        about=(*names, *dict.fromkeys(rewrite.step.id for rewrite in found)),
        parts=parts_of(first.write.place.path, first.write.scope, names),
    )


RULE = Rule(
    code="ORD014",
    slug="in-place-rewrite",
    family="order",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_in_place_rewrites,
)
