"""ART004: versions that people write into the names of data and models."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.versioned_names import VersionedName, versioned_names
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Severity


def find_filename_versions(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each name (without its marks) that has versions."""
    for name in versioned_names(workflow):
        yield _observe(name)


def _observe(name: VersionedName) -> Observation:
    first = name.first.access
    uses = {
        use.access.place.path: Evidence(use.access.place, f"{use.step.id} uses it")
        for use in name.uses[name.subjects[0]][::-1]
    }
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=name.subjects[0],
        message=_message(name),
        remedy=f"Use one name, {name.stem}, and let version control tell the versions apart "
        "(`dvc add`, a model registry, or git for small files).",
        severity=Severity.HIGH if name.is_renamed else Severity.MEDIUM,
        confidence=first.confidence,
        evidence=(
            *(uses[path] for path in sorted(uses) if path != first.place.path),
            *(_evidence_of(name, id_) for id_ in (*name.subjects[1:], *name.others)),
        )[:10],
        about=name.about,
        parts=parts_of(first.place.path, first.scope, name.subjects),
    )


def _message(name: VersionedName) -> str:
    access, subject = name.first.access, name.subjects[0]
    made = [id_ for id_ in name.made if id_ != subject]
    if name.is_renamed and made:
        return (
            f"{access.place.path} reads {subject}, a name that nothing writes; a person must "
            f"know which {made[0]} to copy to it."
        )
    others = [id_ for id_ in name.family if id_ != subject]
    beside = f" beside {listing(others)}" if others else ""
    verb = "reads" if access.mode == "read" else "writes"
    return (
        f"{access.place.path} {verb} {subject}{beside}; the version stands in the name, and "
        "which one is current a person must know."
    )


def _evidence_of(name: VersionedName, id_: str) -> Evidence:
    if id_ in name.uses:
        use = name.uses[id_][0]
        return Evidence(use.access.place, f"{use.step.id} {use.access.mode}s {id_}")
    return Evidence(Place(id_), "another version by its name")


RULE = Rule(
    code="ART004",
    slug="filename-versioning",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_filename_versions,
)
