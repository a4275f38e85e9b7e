"""ART004: versions that people write into the names of data and models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.analysis.edges import KEPT
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.analysis.versions import is_by_hand, version_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.judge.wording import listing
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, Role, Severity, StepKind
from mlaudit.model.workflow import Access, Artifact, Step

_KINDS = frozenset({"model", "checkpoint", "index", "dataset", "labels", "config", "metrics"})


def find_filename_versions(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each name (without its marks) that has versions."""
    accesses = _accesses(workflow)
    families = _families(workflow, accesses)
    for stem in sorted(families):
        used = [id_ for id_ in families[stem] if id_ in accesses]
        marked = [id_ for id_ in used if _has_words(id_)]
        several = len(families[stem]) > 1 and any(map(_has_words, families[stem]))
        subjects = [id_ for id_ in marked or (used if several else []) if version_of(id_)]
        if subjects and _is_chosen(workflow, stem, subjects[0], families[stem]):
            yield _observe(workflow, stem, subjects, families[stem], accesses)


def _has_words(path: str) -> bool:
    found = version_of(path)
    return found is not None and is_by_hand(found[1])


def _accesses(workflow: Workflow) -> dict[str, list[tuple[Step, Access]]]:
    found: dict[str, list[tuple[Step, Access]]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            artifact = workflow.artifact_by_id.get(access.artifact)
            if artifact is not None and artifact.kind in _KINDS and is_inside(artifact.id):
                found[artifact.id].append((unit, access))
    return found


def _families(
    workflow: Workflow, accesses: dict[str, list[tuple[Step, Access]]]
) -> dict[str, list[str]]:
    """Names that differ in their version marks alone, of files and of what code names."""
    files = {
        file.path
        for file in workflow.project.files
        if file.role == Role.PIPELINE and kind_of_path(file.path, False) in _KINDS
    }
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(files | set(accesses)):
        versioned = version_of(path)
        found[versioned[0] if versioned else path].append(path)
    return {stem: paths for stem, paths in found.items() if any(map(version_of, paths))}


def _is_chosen(workflow: Workflow, stem: str, subject: str, family: list[str]) -> bool:
    """Did somebody choose this version: is it kept or made here, or a copy of what is?"""
    artifact = workflow.artifact_by_id[subject]
    if artifact.tracking in KEPT or artifact.exists or workflow.producers.get(subject):
        return True
    return any(workflow.producers.get(id_) for id_ in (stem, *family))


def _observe(
    workflow: Workflow,
    stem: str,
    subjects: list[str],
    family: list[str],
    accesses: dict[str, list[tuple[Step, Access]]],
) -> Observation:
    subject = subjects[0]
    artifact = workflow.artifact_by_id[subject]
    _, first = min(accesses[subject], key=_prominence)
    others = [id_ for id_ in family if id_ not in subjects]
    uses = {a.place.path: Evidence(a.place, f"{u.id} uses it") for u, a in accesses[subject][::-1]}
    return Observation(
        place=first.place,
        scope=first.scope,
        subject=subject,
        message=_message(workflow, artifact, first, stem, family),
        remedy=f"Use one name, {stem}, and let version control tell the versions apart "
        "(`dvc add`, a model registry, or git for small files).",
        severity=Severity.HIGH if _is_renamed(workflow, artifact) else Severity.MEDIUM,
        confidence=first.confidence,
        evidence=(
            *(uses[path] for path in sorted(uses) if path != first.place.path),
            *(_evidence_of(workflow, id_, accesses) for id_ in (*subjects[1:], *others)),
        )[:10],
        about=tuple(dict.fromkeys((*subjects, *(u.id for u, _ in accesses[subject])))),
    )


def _prominence(use: tuple[Step, Access]) -> tuple[object, ...]:
    """Code before declarations, those before commands of documents."""
    unit, access = use
    documented = unit.kind == StepKind.README_COMMAND
    return (documented, access.evidence == "declared", access.place.sort_key)


def _is_renamed(workflow: Workflow, artifact: Artifact) -> bool:
    missing = artifact.tracking not in KEPT and not artifact.exists
    return missing and not workflow.producers.get(artifact.id)


def _message(
    workflow: Workflow, artifact: Artifact, access: Access, stem: str, family: list[str]
) -> str:
    made = [id_ for id_ in (stem, *family) if workflow.producers.get(id_) and id_ != artifact.id]
    if _is_renamed(workflow, artifact) and made:
        return (
            f"{access.place.path} reads {artifact.id}, a name that nothing writes; a person must "
            f"know which {made[0]} to copy to it."
        )
    others = [id_ for id_ in family if id_ != artifact.id]
    beside = f" beside {listing(others)}" if others else ""
    verb = "reads" if access.mode == "read" else "writes"
    return (
        f"{access.place.path} {verb} {artifact.id}{beside}; the version stands in the name, and "
        "which one is current a person must know."
    )


def _evidence_of(
    workflow: Workflow, id_: str, accesses: dict[str, list[tuple[Step, Access]]]
) -> Evidence:
    if id_ in accesses:
        unit, access = accesses[id_][0]
        return Evidence(access.place, f"{unit.id} {access.mode}s {id_}")
    return Evidence(Place(id_), "another version by its name")


RULE = Rule(
    code="ART004",
    slug="filename-versioning",
    family="artifacts",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_filename_versions,
)
