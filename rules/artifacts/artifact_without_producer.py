"""ART009: a result that is kept in the repository and that nothing in it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.mentions import instructions_about
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.versioning import MODELS
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import quote
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity, Tracking

_TRACKED = frozenset({Tracking.GIT, Tracking.LFS, Tracking.DVC, Tracking.ANNEX})
_DERIVED = re.compile(r"(^|/)(processed|features?|interim|clean(ed)?|preprocessed)(/|$)")
_FOREIGN = re.compile(r"(^|/)(raw|external|reference|pretrained|third_party|base_models?)(/|$)")
_PUBLISHED = re.compile(r"pretrained|pre_trained|base[-_]model|yolo|resnet|glove|word2vec|haarcasc")


def find_artifacts_without_producer(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each such artifact, at the first read."""
    for root in root_inputs(workflow):
        if _is_orphan(workflow, root):
            yield _observe(workflow, root)


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


def _observe(workflow: Workflow, root: RootInput) -> Observation:
    artifact, first = root.artifact, root.first
    writers = possible_writers(workflow, artifact)
    return Observation(
        place=first.access.place,
        also=root.places,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {artifact.id}, which is kept in the repository, "
        f"but nothing here makes it{caveat(writers)}; how to make it anew only its author knows.",
        remedy=f"Add the step that makes it, for instance `dvc stage add -n NAME -o "
        f"{quote(artifact.id)} COMMAND`, or record where it came from (`dvc import-url URL "
        f"{quote(artifact.id)}`).",
        confidence=Confidence.LOW if writers else Confidence.MEDIUM,
        evidence=root.other_readers("{step} reads it too"),
        about=root.about,
    )


RULE = Rule(
    code="ART009",
    slug="artifact-without-producer",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    check=find_artifacts_without_producer,
)
