"""INP001: an input that nothing in the repository makes, fetches or keeps."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, is_placed, root_inputs
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, least, listing, lower, quote
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import ArtifactForm, Confidence, Severity, Tracking
from mlaudit.model.workflow import Artifact

_MISSING = frozenset({Tracking.IGNORED, Tracking.UNTRACKED, Tracking.ABSENT})
_FEW = 3
_NO_DATA = frozenset({"code", "notebook", "log", "package"})


def find_untracked_inputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each artifact; what one call reads under several names is one."""
    calls: dict[Place, list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        if _is_missing(root):
            calls[root.first.access.place].append(root)
    for place in sorted(calls, key=lambda place: place.sort_key):
        for roots in _by_worth(calls[place]):
            yield _observe(workflow, roots)


def _by_worth(roots: list[RootInput]) -> list[list[RootInput]]:
    """Inputs of equal severity together; those of two or three names stay apart."""
    groups: dict[Severity, list[RootInput]] = defaultdict(list)
    for root in roots:
        groups[_severity(root)].append(root)
    found: list[list[RootInput]] = []
    for group in groups.values():
        found.extend([group] if len(group) > _FEW else [[root] for root in group])
    return found


def _is_missing(root: RootInput) -> bool:
    artifact = root.artifact
    return (
        artifact.tracking in _MISSING
        and is_inside(artifact.id)
        and artifact.kind not in _NO_DATA
        and artifact.source is None
    )


def _observe(workflow: Workflow, roots: list[RootInput]) -> Observation:
    root = roots[0]
    artifact, first = root.artifact, root.first
    names = listing((found.artifact.id for found in roots), 2)
    writers = possible_writers(workflow, artifact)
    limits = [Confidence.MEDIUM] * bool(writers) + [Confidence.LOW] * (
        not is_placed(workflow, root)
    )
    confidence = least([first.access.confidence, *limits])
    what = "it" if len(roots) == 1 else "them"
    return Observation(
        place=first.access.place,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {names}; nothing in this repository makes or "
        f"fetches {what}{caveat(writers)}, and {kept_out(artifact.tracking, len(roots))}.",
        remedy=_remedy(workflow, roots),
        severity=_severity(root),
        confidence=confidence if _is_surely_absent(artifact) else lower(confidence),
        evidence=(
            *root.other_readers("{step} reads it too"),
            *mentions_of(workflow, artifact.id),
        ),
        about=tuple(dict.fromkeys(id_ for found in roots for id_ in found.about)),
    )


def _is_surely_absent(artifact: Artifact) -> bool:
    """Is it one name, or files of a folder that .gitignore keeps out as a whole?"""
    return artifact.form == ArtifactForm.PATH or artifact.tracking == Tracking.IGNORED


def _severity(root: RootInput) -> Severity:
    if root.artifact.kind == "secret":
        return Severity.LOW
    if not root.deliverables:
        return Severity.LOW if root.artifact.kind == "config" else Severity.MEDIUM
    return Severity.MEDIUM if root.artifact.kind == "config" else Severity.HIGH


def _template_of(workflow: Workflow, path: str) -> str | None:
    """The committed file with the names of a secret file's entries, or None."""
    endings = (".example", ".sample", ".template", ".dist")
    return next((path + e for e in endings if path + e in workflow.project.by_path), None)


def _remedy(workflow: Workflow, roots: list[RootInput]) -> str:
    artifact = roots[0].artifact
    folders = {posixpath.dirname(root.artifact.id) for root in roots}
    together = len(roots) > 1 and len(folders) == 1 and "" not in folders
    path = quote(folders.pop() if together else artifact.id)
    if artifact.kind == "secret":
        template = _template_of(workflow, artifact.id)
        if template is not None:
            return f"Say in the README to copy {template} to {path}, and who hands out its values."
        return f"Commit {path}.example with the names of its entries, and say who hands out values."
    if artifact.form == ArtifactForm.PATTERN:
        path = quote(artifact.id.split("{")[0].split("*")[0].rpartition("/")[0] or ".")
    if artifact.tracking == Tracking.UNTRACKED:
        what, large = ("it", "it is") if len(roots) == 1 else ("them", "they are")
        return (
            f"Commit {what} (`git add {path}`), or keep {what} with `dvc add {path}` if {large} "
            "large."
        )
    keep = f"`dvc add {path}`" if workflow.tracked else f"`dvc init` and `dvc add {path}`"
    return (
        f"Keep a version of {'it' if len(roots) == 1 else 'them'} ({keep}, then commit {path}.dvc),"
        f" or add a step that fetches {'it' if len(roots) == 1 else 'them'} from the origin and "
        "checks the hash."
    )


RULE = Rule(
    code="INP001",
    slug="untracked-input",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_untracked_inputs,
)
