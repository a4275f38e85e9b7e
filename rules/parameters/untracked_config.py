"""CFG012: settings that git leaves out and that nobody can know."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.local_settings import LocalSettings, local_settings
from mlaudit.graph.analysis.mentions import mentions_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import kept_out, listing, quote
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity


def find_untracked_config(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each file of settings."""
    return (_observe(workflow, found) for found in local_settings(workflow))


def _observe(workflow: Workflow, found: LocalSettings) -> Observation:
    artifact, first = found.root.artifact, found.root.first
    asked = f" (at least {listing(found.variables, 4)})" if found.variables else ""
    mentions = mentions_of(workflow, artifact.id)
    told = any("tells a person" in evidence.note for evidence in mentions)
    needed = bool(found.root.deliverables)
    return Observation(
        place=first.access.place,
        also=found.root.places,
        scope=first.access.scope,
        subject=artifact.id,
        message=f"{first.access.place.path} reads {artifact.id}; {kept_out(artifact.tracking)}, "
        f"and no template says what belongs into it{asked}: a person must find out and write it.",
        remedy=_remedy(found),
        severity=Severity.HIGH if needed and not told else Severity.MEDIUM,
        evidence=(*found.root.other_readers("{step} reads it too"), *mentions),
        about=found.root.about,
    )


def _remedy(found: LocalSettings) -> str:
    path = found.root.artifact.id
    if not found.secret:
        return (
            f"Commit it (`git add -f {quote(path)}`) if it holds no secrets, else commit "
            f"{path}.example with its keys and say in the README to copy it."
        )
    lines = ", ".join(f"{name}=" for name in found.variables) or "each name and no value"
    return (
        f"Commit {path}.example with the names only ({lines}), and say in the README to copy it "
        "and who hands out the values."
    )


RULE = Rule(
    code="CFG012",
    slug="untracked-config",
    family="parameters",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_untracked_config,
)
