"""ART009: a result that is kept in the repository and that nothing in it makes."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.causes import group_by_cause
from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.mentions import instructions_about
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing, quote
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, Tracking
from mlaudit.patterns import lazy_regex

_TRACKED = frozenset({Tracking.GIT, Tracking.LFS, Tracking.DVC, Tracking.ANNEX})
_DERIVED = lazy_regex(r"(^|/)(processed|features?|interim|clean(ed)?|preprocessed)(/|$)")
_FOREIGN = lazy_regex(r"(^|/)(raw|external|reference|pretrained|third_party|base_models?)(/|$)")
_PUBLISHED = lazy_regex(r"pretrained|pre_trained|base[-_]model|yolo|resnet|glove|word2vec|haarcasc")


def find_artifacts_without_producer(workflow: Workflow) -> Iterator[Observation]:
    """One finding for what one call reads, and for the data sets of one folder."""
    orphans = [root for root in root_inputs(workflow) if _is_orphan(workflow, root)]
    for roots in group_by_cause(orphans):
        yield _observe(workflow, roots)


def _is_orphan(workflow: Workflow, root: RootInput) -> bool:
    artifact = root.artifact
    path = artifact.id.lower()
    result = artifact.kind in MODELS or artifact.kind == "metrics"
    derived = artifact.kind == "dataset" and _DERIVED.search(path)
    if not (result or derived) or artifact.tracking not in _TRACKED or not is_inside(path):
        return False
    if artifact.source is not None or _FOREIGN.search(path) or _PUBLISHED.search(path):
        return False
    told = instructions_about(workflow, artifact.id)
    return not any("://" in mention for found in told for mention in found.mentions)


def _observe(workflow: Workflow, roots: list[RootInput]) -> Observation:
    artifact, first = roots[0].artifact, roots[0].first
    writers = possible_writers(workflow, artifact)
    several = len(roots) > 1
    kept, it = ("are", "them") if several else ("is", "it")
    path = quote(artifact.id)
    return Observation(
        place=first.access.place,
        also=tuple(place for root in roots for place in root.places),
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {listing((r.artifact.id for r in roots), 2)}, "
        f"which {kept} kept in the repository, but nothing here makes {it}{caveat(writers)}; how "
        f"to make {it} anew only {'their' if several else 'its'} author knows.",
        remedy=f"Add the step that makes {it}, for instance `dvc stage add -n NAME -o {path} "
        f"COMMAND`, or record where {'they' if several else 'it'} came from (`dvc import-url URL "
        f"{path}`).",
        confidence=Confidence.LOW if writers else Confidence.MEDIUM,
        evidence=tuple(
            dict.fromkeys(e for root in roots for e in root.other_readers("{step} reads it too"))
        ),
        about=tuple(dict.fromkeys(id_ for root in roots for id_ in root.about)),
        parts=parts_of(first.access.place.path, first.access.scope, (r.artifact.id for r in roots)),
    )


RULE = Rule(
    code="ART009",
    slug="artifact-without-producer",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_artifacts_without_producer,
)
