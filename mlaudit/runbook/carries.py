"""Files that a person gives another name between the step that writes and the step that reads."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import ArtifactForm, Tracking
from mlaudit.patterns import lazy_regex

KEPT = frozenset({Tracking.GIT, Tracking.LFS, Tracking.DVC, Tracking.ANNEX})
"""Tracking that brings the content along, or gives it back by a hash."""
_VERSION_WORD = lazy_regex(
    r"v?\d+|best|final|last|latest|new|old|copy|prod|production|current|backup|bak|good|real"
)


def find_carries(workflow: Workflow) -> dict[str, str]:
    """The names that are read and written nowhere, with the written file that they stand for.

    Two names belong together when folder, extension and the words of the stem agree but for words
    that tell versions apart: `model_best_final_v2.pkl` and `model.pkl`.
    """
    written: dict[tuple[str, str, tuple[str, ...]], list[str]] = defaultdict(list)
    for artifact in sorted(workflow.producers):
        key = _key_of(artifact)
        if key is not None:
            written[key].append(artifact)
    found = {}
    for target in sorted(workflow.consumers):
        read = workflow.artifact_by_id.get(target)
        if read is None or read.form != ArtifactForm.PATH or read.tracking in KEPT:
            continue
        key = _key_of(target)
        if target not in workflow.producers and key is not None and written.get(key):
            found[target] = written[key][0]
    return found


def _key_of(path: str) -> tuple[str, str, tuple[str, ...]] | None:
    folder, name = posixpath.split(path)
    stem, extension = posixpath.splitext(name)
    words = _base_words(stem)
    return (folder, extension, words) if words and extension else None


def _base_words(stem: str) -> tuple[str, ...]:
    pieces = re.split(r"[^a-z0-9]+", stem.lower())
    return tuple(word for word in pieces if word and not _VERSION_WORD.fullmatch(word))
