"""Inputs that the next person does not have: nothing makes, fetches or keeps them."""

from __future__ import annotations

from collections import defaultdict

from mlaudit.graph.analysis.inputs import RootInput, root_inputs
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import ArtifactForm, Tracking
from mlaudit.model.workflow import Artifact

_MISSING = frozenset({Tracking.IGNORED, Tracking.UNTRACKED, Tracking.ABSENT})
_NO_DATA = frozenset({"code", "notebook", "log", "package"})
_TEMPLATES = (".example", ".sample", ".template", ".dist")


@asked_once
def missing_inputs(workflow: Workflow) -> tuple[tuple[RootInput, ...], ...]:
    """What each call first reads and nothing holds, by the place of the call."""
    calls: dict[Place, list[RootInput]] = defaultdict(list)
    for root in root_inputs(workflow):
        if _is_missing(root):
            calls[root.first.access.place].append(root)
    return tuple(tuple(calls[place]) for place in sorted(calls, key=lambda p: p.sort_key))


def _is_missing(root: RootInput) -> bool:
    artifact = root.artifact
    return (
        artifact.tracking in _MISSING
        and is_inside(artifact.id)
        and artifact.kind not in _NO_DATA
        and artifact.source is None
    )


def is_surely_absent(artifact: Artifact) -> bool:
    """Is it one name, or files of a folder that .gitignore keeps out as a whole?"""
    return artifact.form == ArtifactForm.PATH or artifact.tracking == Tracking.IGNORED


def template_of(workflow: Workflow, path: str) -> str | None:
    """The committed file with the names of a secret file's entries, or None."""
    return next((path + e for e in _TEMPLATES if path + e in workflow.project.by_path), None)
