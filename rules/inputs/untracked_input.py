"""INP001: an input that nothing in the repository makes, fetches or keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.inputs import RootInput, is_placed
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.graph.analysis.missing import is_surely_absent, missing_inputs
from mlaudit.graph.analysis.writers import caveat, possible_writers
from mlaudit.judge.keeping import how_to_keep
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, least, listing, lower
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_FEW = 3


def find_untracked_inputs(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each artifact; what one call reads under several names is one."""
    calls = missing_inputs(workflow)
    return (_observe(workflow, roots) for call in calls for roots in _by_worth(call))


def _by_worth(roots: tuple[RootInput, ...]) -> list[list[RootInput]]:
    """Inputs of equal severity together; those of two or three names stay apart."""
    groups: dict[Severity, list[RootInput]] = defaultdict(list)
    for root in roots:
        groups[_severity(root)].append(root)
    found: list[list[RootInput]] = []
    for group in groups.values():
        found.extend([group] if len(group) > _FEW else [[root] for root in group])
    return found


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
        also=root.places,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {names}; nothing in this repository makes or "
        f"fetches {what}{caveat(writers)}, and {kept_out(artifact.tracking, len(roots))}.",
        remedy=how_to_keep(workflow, roots),
        severity=_severity(root),
        confidence=confidence if is_surely_absent(artifact) else lower(confidence),
        evidence=(*root.other_readers("{step} reads it too"), *mentions_of(workflow, artifact.id)),
        about=tuple(dict.fromkeys(id_ for found in roots for id_ in found.about)),
        parts=parts_of(first.access.place.path, first.access.scope, (r.artifact.id for r in roots)),
    )


def _severity(root: RootInput) -> Severity:
    if root.artifact.kind == "secret":
        return Severity.LOW
    if not root.deliverables:
        return Severity.LOW if root.artifact.kind == "config" else Severity.MEDIUM
    return Severity.MEDIUM if root.artifact.kind == "config" else Severity.HIGH


RULE = Rule(
    code="INP001",
    slug="untracked-input",
    family="inputs",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_untracked_inputs,
)
