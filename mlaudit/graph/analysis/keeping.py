"""What lets a step start from stored content instead of from another step."""

from __future__ import annotations

from mlaudit.model.vocabulary import ArtifactForm, Tracking
from mlaudit.model.workflow import Artifact

KEPT = frozenset({Tracking.GIT, Tracking.LFS, Tracking.DVC, Tracking.ANNEX, Tracking.PINNED_REMOTE})
"""Tracking that lets a consumer start from the stored content."""


def is_perhaps_kept(artifact: Artifact) -> bool:
    """Does it lie in the tree, while nothing tells whether version control has it?"""
    there = artifact.exists or artifact.form == ArtifactForm.PATTERN
    return artifact.tracking == Tracking.UNKNOWN and there
