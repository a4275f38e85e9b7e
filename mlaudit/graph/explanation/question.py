"""What a person asks about: an artifact or a place, from the words that were typed."""

from __future__ import annotations

import difflib
import posixpath

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.artifacts import form_of
from mlaudit.graph.explanation.explain import match_names
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Tracking
from mlaudit.model.workflow import Artifact
from mlaudit.patterns import lazy_regex

_PLACE = lazy_regex(r"(?P<path>.+?):(?:(?:cell )?(?P<cell>\d+):)?(?P<line>\d+)")


def find_place(workflow: Workflow, text: str) -> Place | None:
    """The place that `FILE:LINE` or `FILE:CELL:LINE` names, or None where there is no such file."""
    match = _PLACE.fullmatch(text)
    if match is None or match["path"] not in workflow.project.by_path:
        return None
    cell = int(match["cell"]) if match["cell"] else None
    return Place(match["path"], int(match["line"]), cell)


def find_artifact(workflow: Workflow, name: str) -> Artifact | None:
    """The artifact of that name, or of the only name that ends so; None where there is none.

    A name that only lies in a folder or fits a pattern that a step uses counts too, and so does a
    file that no step uses.
    """
    known = workflow.artifact_by_id
    if name in known:
        return known[name]
    ending = [id_ for id_ in known if id_.endswith("/" + name)]
    if len(ending) == 1:
        return known[ending[0]]
    file = workflow.project.by_path.get(name)
    folder = name in workflow.project.directories
    if file is not None or folder or any(match_names(id_, name) for id_ in known):
        tracking = file.tracking if file is not None else Tracking.UNKNOWN
        exists = file is not None or folder
        kind = kind_of_path(name, False)
        return Artifact(name, form_of(name), kind, tracking, exists, directory=folder)
    return None


def suggest(workflow: Workflow, name: str, limit: int = 3) -> list[str]:
    """The names of artifacts that are nearest to a name, those with its file name first."""
    known = [artifact.id for artifact in workflow.artifacts]
    base = posixpath.basename(name)
    same = [id_ for id_ in known if posixpath.basename(id_) == base]
    near = difflib.get_close_matches(name, known, n=limit, cutoff=0.6)
    by_base = {posixpath.basename(id_): id_ for id_ in known}
    alike = [by_base[n] for n in difflib.get_close_matches(base, by_base, n=limit, cutoff=0.75)]
    return list(dict.fromkeys([*same, *near, *alike]))[:limit]


def places_near(workflow: Workflow, place: Place, limit: int = 4) -> list[Place]:
    """The places of accesses in the same file that are nearest to a place, in their order."""
    every = (
        found.place
        for step in workflow.steps
        for accesses in (step.accesses, step.unresolved)
        for found in accesses
    )
    found = {other for other in every if other.path == place.path and other.line}

    def distance(other: Place) -> tuple[int, int]:
        return abs((other.cell or 0) - (place.cell or 0)), abs(other.line - place.line)

    nearest = sorted(found, key=lambda other: (distance(other), other.sort_key))[:limit]
    return sorted(nearest, key=lambda other: other.sort_key)
