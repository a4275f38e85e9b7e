"""Artifacts: what sort of thing each name is and what keeps its content."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.discover import is_ignored
from mlaudit.graph.matching import is_pattern
from mlaudit.graph.names import NameIndex
from mlaudit.model.facts import TrackedOutput
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import KINDS, ArtifactForm, Tracking
from mlaudit.model.workflow import Access, Artifact
from mlaudit.patterns import lazy_regex

_PINNED = lazy_regex(
    r"[0-9a-f]{40}|@sha256:|versionId=|/records?/\d+|doi\.org/10\.|#\d{10,}"
    r"|/releases/download/|/resolve/[0-9a-f]{7,}|^azureml://(?:data|models)/[^/@]+:\d+$"
)
_OF_PREFIX = ".index"
"""TensorFlow names a checkpoint by the beginning that its files share: X.index, X.data-0000…"""
_PREFIXES = {
    "db:": ArtifactForm.TABLE,
    "mlflow:": ArtifactForm.TRACKED_MODEL,
    "wandb:": ArtifactForm.TRACKED_MODEL,
    "bentoml:": ArtifactForm.TRACKED_MODEL,
    "clearml:": ArtifactForm.TRACKED_MODEL,
    "comet:": ArtifactForm.TRACKED_MODEL,
    "models:/": ArtifactForm.TRACKED_MODEL,
    "image:": ArtifactForm.IMAGE,
    "service:": ArtifactForm.SERVICE,
    "env:": ArtifactForm.ENVIRONMENT_VARIABLE,
    "gha:": ArtifactForm.URI,
    "workspace:": ArtifactForm.URI,
}


class ArtifactIndex:
    """Answers what is known of an artifact from the tree and its versioning files.

    Of the names in `unmade` it is known that no stage makes them, even if a folder of that stage
    would hold them.
    """

    def __init__(
        self,
        project: Project,
        tracked: Iterable[TrackedOutput],
        unmade: frozenset[str] = frozenset(),
    ) -> None:
        self._project, self._unmade = project, unmade
        self._tracked = {output.path: output for output in sorted(tracked, key=_by_pin)}
        self._tracked_names = NameIndex(self._tracked)
        self._files = NameIndex(file.path for file in project.files)
        self._inside: dict[str, Counter[Tracking]] = defaultdict(Counter)
        kept = Counter((posixpath.dirname(file.path), file.tracking) for file in project.files)
        for (folder, tracking), number in kept.items():
            while folder:
                self._inside[folder][tracking] += number
                folder = posixpath.dirname(folder)

    def describe(self, id_: str, kind: str, produced: bool, stored: bool) -> Artifact:
        """The artifact of a name, with what keeps its content."""
        form = form_of(id_)
        output = self._output(id_)
        tracking = Tracking.DVC if stored or output else self._tracking(id_, form)
        if produced and (tracking == Tracking.ABSENT or self._is_out_of_sight(id_, tracking)):
            tracking = Tracking.PRODUCED
        return Artifact(
            id_,
            form,
            kind,
            tracking,
            exists=self._is_there(id_),
            directory=id_ in self._inside,
            pinned=bool(output and output.pinned) or bool(_PINNED.search(id_)),
            source=output.source if output else None,
        )

    def _is_out_of_sight(self, id_: str, tracking: Tracking) -> bool:
        """Is nothing known of it, and is it not in the tree?

        A file in a tree without git may well be one that a clone brings along.
        """
        there = self._is_there(id_) or bool(self._files.find_fitting(id_))
        return tracking == Tracking.UNKNOWN and not there

    def _is_there(self, id_: str) -> bool:
        known = self._project.by_path
        return id_ in known or id_ in self._inside or id_ + _OF_PREFIX in known

    def _output(self, id_: str) -> TrackedOutput | None:
        if id_ in self._tracked:
            return self._tracked[id_]
        parts = id_.split("/")
        for depth in range(len(parts) - 1, 0, -1):
            found = self._tracked.get("/".join(parts[:depth]))
            if found is not None and not (found.stage and id_ in self._unmade):
                return found
        inside = self._tracked_names.find_inside(id_)
        if not inside and is_pattern(id_):
            inside = self._tracked_names.find_fitting(id_)
        return self._tracked[inside[0]] if inside else None

    def _tracking(self, id_: str, form: ArtifactForm) -> Tracking:
        if form in (ArtifactForm.URI, ArtifactForm.TRACKED_MODEL, ArtifactForm.IMAGE):
            return Tracking.PINNED_REMOTE if _PINNED.search(id_) else Tracking.MUTABLE_REMOTE
        if form in (ArtifactForm.TABLE, ArtifactForm.ENVIRONMENT_VARIABLE):
            return Tracking.UNKNOWN
        file = self._project.by_path.get(id_) or self._project.by_path.get(id_ + _OF_PREFIX)
        if file is not None:
            return file.tracking
        if id_ in self._inside:
            return _main_tracking(self._inside[id_])
        if form == ArtifactForm.PATTERN:
            return self._pattern_tracking(id_)
        if id_.startswith(("/", "~", "../")) or ":" in id_:
            return Tracking.UNKNOWN
        return Tracking.IGNORED if is_ignored(self._project, id_) else Tracking.ABSENT

    def _pattern_tracking(self, id_: str) -> Tracking:
        found: Counter[Tracking] = Counter(
            self._project.by_path[path].tracking for path in self._files.find_fitting(id_)
        )
        if found:
            return _main_tracking(found)
        fixed = re.split(r"[{*?]", id_)[0].rpartition("/")[0]
        if fixed and is_ignored(self._project, fixed + "/x"):
            return Tracking.IGNORED
        return Tracking.ABSENT


def _by_pin(output: TrackedOutput) -> tuple[bool, str]:
    return (output.pinned, output.place.path)


def _main_tracking(found: Counter[Tracking]) -> Tracking:
    """What keeps a folder: git or LFS where they keep any of its data files."""
    for tracking in (Tracking.LFS, Tracking.GIT, Tracking.UNTRACKED, Tracking.IGNORED):
        if found[tracking]:
            return tracking
    return Tracking.UNKNOWN


def form_of(id_: str) -> ArtifactForm:
    """What sort of name an artifact id is."""
    for prefix, form in _PREFIXES.items():
        if id_.startswith(prefix):
            return form
    if "://" in id_:
        return ArtifactForm.URI
    return ArtifactForm.PATTERN if is_pattern(id_) else ArtifactForm.PATH


def choose_kind(id_: str, accesses: Iterable[Access]) -> str:
    """What an artifact holds: what the calls agree on, else what its name tells."""
    told: Counter[str] = Counter()
    for access in accesses:
        if access.kind in KINDS and access.kind != "other":
            told[access.kind] += 2 if access.mode == "write" else 1
    if told:
        return min(told, key=lambda kind: (-told[kind], kind))
    kind = kind_of_path(id_, True)
    return kind if kind in KINDS else "other"


def build_artifacts(
    project: Project,
    tracked: Iterable[TrackedOutput],
    accesses: Mapping[str, list[Access]],
    produced: frozenset[str],
    unmade: frozenset[str] = frozenset(),
) -> dict[str, Artifact]:
    """Every artifact that is accessed, by id.

    Args:
        project: the tree.
        tracked: what data versioning keeps.
        accesses: all accesses of each artifact.
        produced: ids of what some unit writes.
        unmade: ids of what no stage makes, although one declares a folder around it.
    """
    index = ArtifactIndex(project, tracked, unmade)
    stored = {id_ for id_, found in accesses.items() if any(a.stored for a in found)}
    return {
        id_: index.describe(
            id_,
            choose_kind(id_, found),
            id_ in produced,
            id_ not in unmade and _is_in(id_, stored),
        )
        for id_, found in sorted(accesses.items())
    }


def _is_in(id_: str, folders: set[str]) -> bool:
    """Is it one of the folders (or files), or inside one?"""
    parts = id_.split("/")
    return any("/".join(parts[:depth]) in folders for depth in range(len(parts), 0, -1))
