"""Workflows that start when another one is done (`workflow_run`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.ci.github.triggers import find_on
from mlaudit.parsers.environment.values import entries_of, find, text_of, texts_of
from mlaudit.parsers.path_text import folder_of

_ASKED = (TriggerKind.DISPATCH, TriggerKind.PERSON, TriggerKind.CALL)
_EVENT = "workflow_run"


def follow(
    steps: tuple[DeclaredStep, ...], root: Data | None, path: str, lookup: Lookup
) -> tuple[DeclaredStep, ...]:
    """The jobs, the first of which come after those of the workflows that start this one.

    Other workflows are known by their names, and found where their files are called alike. A
    workflow that starts by itself besides has no order.
    """
    names = [text for text, _ in texts_of(find(find_on(root), _EVENT, "workflows"))]
    before = tuple(
        f"{other}:{job}" for name in names for other, job in _last_jobs(name, path, lookup)
    )
    if not before:
        return steps
    return tuple(
        replace(step, after=before) if not step.after and _only_follows(step) else step
        for step in steps
    )


def _only_follows(step: DeclaredStep) -> bool:
    unattended = [t for t in step.triggers if t.kind not in _ASKED]
    return bool(unattended) and all(t.detail.startswith(_EVENT) for t in unattended)


def _last_jobs(name: str, path: str, lookup: Lookup) -> Iterator[tuple[str, str]]:
    """(file, job) of the jobs of a workflow that no other job of it waits for."""
    for other in _files(name, path):
        root = lookup(other)
        if root is not None and text_of(find(root, "name")) == name:
            jobs = find(root, "jobs")
            needed = {t for e in entries_of(jobs) for t, _ in texts_of(find(e.value, "needs"))}
            yield from ((other, e.key) for e in entries_of(jobs) if e.key not in needed)
            return


def _files(name: str, path: str) -> Iterator[str]:
    words = re.findall(r"\w+", name)
    spellings = (name, *(sign.join(words) for sign in ("-", "_", "")))
    for stem in dict.fromkeys(s for text in spellings for s in (text, text.lower())):
        for ending in ("yml", "yaml"):
            yield f"{folder_of(path)}/{stem}.{ending}"
