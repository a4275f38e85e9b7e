"""Where data versioning keeps contents, and who can get them from there."""

from __future__ import annotations

import re

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import StepKind, Tracking
from mlaudit.model.workflow import Artifact
from mlaudit.patterns import lazy_regex

_OWN_NETWORK = lazy_regex(
    r"://(?:[^/@]*@)?(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal"
    r"|[\w-]+(?::\d+)?(?:/|$)|[^/]*\.(?:local|internal|lan|svc\.cluster\.local)(?:[:/]|$))",
    re.IGNORECASE,
)
"""Hosts whose names mean something on one machine or in one network only."""
_BY_HOST = ("http://", "https://", "ssh://", "webdav://", "webdavs://", "hdfs://", "webhdfs://")


@asked_once
def reachable_stores(workflow: Workflow) -> tuple[str, ...]:
    """The configured data remotes that another machine can reach, as written."""
    return tuple(remote for remote in workflow.remotes if _is_reachable(workflow, remote))


def _is_reachable(workflow: Workflow, remote: str) -> bool:
    if "://" not in remote or remote.startswith("file://"):
        return remote != "." and remote in workflow.project.directories
    return not (remote.lower().startswith(_BY_HOST) and _OWN_NETWORK.search(remote))


def is_told_of_store(workflow: Workflow) -> bool:
    """Does a document tell the command that adds a remote?"""
    return any(
        step.kind == StepKind.README_COMMAND and re.search(r"\bdvc remote (add|modify)", step.name)
        for step in workflow.steps
    )


def is_unreachable(workflow: Workflow, artifact: Artifact) -> bool:
    """Does DVC keep an artifact under a name that leads nowhere from another machine?"""
    kept = artifact.tracking == Tracking.DVC and not artifact.exists
    imported = artifact.source is not None and "://" in artifact.source
    return kept and not imported and not reachable_stores(workflow)
