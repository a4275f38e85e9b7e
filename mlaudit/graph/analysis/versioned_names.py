"""Data and models of which a person keeps versions by writing them into the names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.analysis.keeping import KEPT
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.analysis.versions import is_by_hand, version_of
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role, StepKind
from mlaudit.model.workflow import Access, Step

_KINDS = frozenset({"model", "checkpoint", "index", "dataset", "labels", "config", "metrics"})


@immutable
class Use:
    """One read or write of an artifact by a unit."""

    step: Step
    access: Access

    @property
    def prominence(self) -> tuple[object, ...]:
        """For sorting: code before declarations, those before commands of documents."""
        documented = self.step.kind == StepKind.README_COMMAND
        return (documented, self.access.evidence == "declared", self.access.place.sort_key)


@immutable
class VersionedName:
    """Names that differ in their version marks alone, of which the workflow uses a chosen one.

    Attributes:
        stem: the path without any marks.
        subjects: the versions that units use, the first one to be spoken of.
        family: all names, of files and of what units name, by path.
        uses: of each name that units use, in their order.
        made: the names that a step makes, the stem before its versions.
        is_renamed: nothing holds or writes the first subject: a person copies another to it.
    """

    stem: str
    subjects: tuple[str, ...]
    family: tuple[str, ...]
    uses: Mapping[str, tuple[Use, ...]]
    made: tuple[str, ...]
    is_renamed: bool

    @property
    def first(self) -> Use:
        """The use of the first subject that a person should look at first."""
        return min(self.uses[self.subjects[0]], key=lambda use: use.prominence)

    @property
    def others(self) -> tuple[str, ...]:
        """The family without the subjects."""
        return tuple(id_ for id_ in self.family if id_ not in self.subjects)

    @property
    def about(self) -> tuple[str, ...]:
        """The subjects, and the units that use the first of them."""
        users = (use.step.id for use in self.uses[self.subjects[0]])
        return tuple(dict.fromkeys((*self.subjects, *users)))


@asked_once
def versioned_names(workflow: Workflow) -> tuple[VersionedName, ...]:
    """The names (without their marks) of which somebody chose a version, by stem."""
    uses = _uses(workflow)
    families = _families(workflow, uses)
    found = []
    for stem in sorted(families):
        family = families[stem]
        subjects = _subjects(family, uses)
        if subjects and _is_chosen(workflow, stem, subjects[0], family):
            own = {id_: tuple(uses[id_]) for id_ in family if id_ in uses}
            made = tuple(id_ for id_ in (stem, *family) if workflow.producers.get(id_))
            renamed = not _is_there(workflow, subjects[0])
            found.append(VersionedName(stem, subjects, tuple(family), own, made, renamed))
    return tuple(found)


def _uses(workflow: Workflow) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = defaultdict(list)
    for unit in pipeline_units(workflow):
        for access in workflow.own_accesses(unit):
            artifact = workflow.artifact_by_id.get(access.artifact)
            if artifact is not None and artifact.kind in _KINDS and is_inside(artifact.id):
                found[artifact.id].append(Use(unit, access))
    return dict(found)


def _families(workflow: Workflow, used: Iterable[str]) -> dict[str, list[str]]:
    """Names that differ in their version marks alone, of files and of what code names."""
    files = {
        file.path
        for file in workflow.project.files
        if file.role == Role.PIPELINE and kind_of_path(file.path, False) in _KINDS
    }
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(files.union(used)):
        versioned = version_of(path)
        found[versioned[0] if versioned else path].append(path)
    return {stem: paths for stem, paths in found.items() if any(map(version_of, paths))}


def _subjects(family: list[str], uses: Mapping[str, object]) -> tuple[str, ...]:
    """The used versions that a person marked; all of them where another name shows the person."""
    used = [id_ for id_ in family if id_ in uses]
    marked = [id_ for id_ in used if _has_words(id_)]
    several = len(family) > 1 and any(map(_has_words, family))
    return tuple(id_ for id_ in marked or (used if several else []) if version_of(id_))


def _has_words(path: str) -> bool:
    found = version_of(path)
    return found is not None and is_by_hand(found[1])


def _is_chosen(workflow: Workflow, stem: str, subject: str, family: list[str]) -> bool:
    """Did somebody choose this version: is it kept or made here, or a copy of what is?"""
    made = (workflow.producers.get(id_) for id_ in (stem, *family))
    return _is_there(workflow, subject) or any(made)


def _is_there(workflow: Workflow, id_: str) -> bool:
    """Is it kept, at hand, or made by a step?"""
    artifact = workflow.artifact_by_id[id_]
    return artifact.tracking in KEPT or artifact.exists or bool(workflow.producers.get(id_))
