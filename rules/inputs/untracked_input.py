"""INP001: an input that nothing in the repository makes, fetches or keeps."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, least, lower, quote
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Confidence, Severity, Tracking

_MISSING = frozenset({Tracking.IGNORED, Tracking.UNTRACKED, Tracking.ABSENT})
_NO_DATA = frozenset({"code", "notebook", "log", "package"})


def find_untracked_inputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each such artifact, at the first read; other readers are evidence."""
    for root in root_inputs(workflow):
        if _is_missing(root):
            yield _observe(workflow, root)


def _is_missing(root: RootInput) -> bool:
    artifact = root.artifact
    return (
        artifact.tracking in _MISSING
        and is_inside(artifact.id)
        and artifact.kind not in _NO_DATA
        and artifact.source is None
    )


def _observe(workflow: Workflow, root: RootInput) -> Observation:
    artifact, first = root.artifact, root.first
    writers = possible_writers(workflow, artifact)
    confidence = least([first.access.confidence, *([Confidence.MEDIUM] if writers else [])])
    return Observation(
        place=first.access.place,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {artifact.id}; nothing in this repository makes "
        f"or fetches it{caveat(writers)}, and {kept_out(artifact.tracking)}.",
        remedy=_remedy(workflow, root),
        severity=_severity(root),
        confidence=confidence if artifact.form == ArtifactForm.PATH else lower(confidence),
        evidence=(
            *root.other_readers("{step} reads it too"),
            *mentions_of(workflow, artifact.id),
        ),
        about=root.about,
    )


def _severity(root: RootInput) -> Severity:
    if root.artifact.kind == "secret":
        return Severity.LOW
    if not root.deliverables:
        return Severity.LOW if root.artifact.kind == "config" else Severity.MEDIUM
    return Severity.MEDIUM if root.artifact.kind == "config" else Severity.HIGH


def _remedy(workflow: Workflow, root: RootInput) -> str:
    artifact = root.artifact
    path = quote(artifact.id)
    if artifact.kind == "secret":
        return f"Commit {path}.example with the names of its entries, and say who hands out values."
    if artifact.form == ArtifactForm.PATTERN:
        path = quote(artifact.id.split("{")[0].split("*")[0].rpartition("/")[0] or ".")
    if artifact.tracking == Tracking.UNTRACKED:
        return f"Commit it (`git add {path}`), or keep it with `dvc add {path}` if it is large."
    keep = f"`dvc add {path}`" if workflow.tracked else f"`dvc init` and `dvc add {path}`"
    return (
        f"Keep a version of it ({keep}, then commit {path}.dvc), or add a step that fetches it "
        "from where it comes from and checks its hash."
    )


RULE = Rule(
    code="INP001",
    slug="untracked-input",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_untracked_inputs,
)
