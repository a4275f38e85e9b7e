"""The numbers of a workflow that reports show."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.report.unresolved import list_unresolved


@immutable
class Counts:
    """How much was seen, and how much of it was understood.

    Attributes:
        files, steps, artifacts: numbers of them.
        resolved, unresolved: distinct accesses whose artifact is known, and is not. Code that
            several steps run counts once.
        unread: files that could not be read at all.
        partly_read: further files of which a part could not be read.
        skipped: folders and files that were left out.
    """

    files: int
    steps: int
    artifacts: int
    resolved: int
    unresolved: int
    unread: int
    partly_read: int
    skipped: int

    @property
    def accesses(self) -> int:
        """Accesses in all."""
        return self.resolved + self.unresolved


def count_workflow(workflow: Workflow) -> Counts:
    """The numbers of a workflow."""
    resolved = {
        (access.mode, access.artifact, access.via, access.place)
        for step in workflow.steps
        for access in step.accesses
    }
    unread = {problem.place.path for problem in workflow.problems if problem.whole}
    partly = {problem.place.path for problem in workflow.problems} - unread
    return Counts(
        files=len(workflow.project.files),
        steps=len(workflow.steps),
        artifacts=len(workflow.artifacts),
        resolved=len(resolved),
        unresolved=len(list_unresolved(workflow)),
        unread=len(unread),
        partly_read=len(partly),
        skipped=len(workflow.project.skipped),
    )
