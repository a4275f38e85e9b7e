"""Files that jobs hand to later ones, which find them in the same folders or in others."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.facts import Declaration, DeclaredStep
from mlaudit.parsers.ci.holding import find_earlier
from mlaudit.parsers.ci.work import Kept, Work


def hand_over(
    jobs: list[DeclaredStep], works: Mapping[str, Work], pipeline: str
) -> list[DeclaredStep]:
    """The same jobs, with what each keeps for later ones and what each takes in.

    What is kept stands between the jobs under a name of its own, since every job has a checkout
    of its own. What no job takes in is only read.

    Args:
        jobs: of one pipeline.
        works: what each of them does, by name.
        pipeline: its name, for a file may have several.
    """
    after = {job.name: job.after for job in jobs}
    earlier = {job.name: find_earlier(after, job.name) for job in jobs}
    giving = {name for job in jobs if works[job.name].taken for name in earlier[job.name]}
    found = []
    for job in jobs:
        handed = [kept for name in earlier[job.name] for kept in works[name].kept]
        reads, writes = _take_in(works[job.name], handed, pipeline)
        kept = list(_keep(works[job.name], writes))
        reads += [_declare(one, one.path, "upload") for one in kept]
        if job.name in giving:
            writes += [_declare(one, _name(one, pipeline), "upload") for one in kept]
        found.append(
            replace(
                job,
                reads=tuple(dict.fromkeys((*job.reads, *reads))),
                writes=tuple(dict.fromkeys((*job.writes, *writes))),
            )
        )
    return found


def _take_in(
    work: Work, handed: list[Kept], pipeline: str
) -> tuple[list[Declaration], list[Declaration]]:
    reads, writes = [], []
    for taken in work.taken:
        for kept in handed:
            target = work.locate(posixpath.join(taken.path, kept.inside))
            reads.append(replace(taken, path=_name(kept, pipeline)))
            writes.append(replace(taken, path=target))
    return reads, writes


def _keep(work: Work, received: list[Declaration]) -> Iterator[Kept]:
    """What a job keeps, but for what it is handed and hands on."""
    paths = {declaration.path for declaration in received}
    yield from (kept for kept in work.kept if kept.path not in paths)


def _declare(kept: Kept, path: str, role: str) -> Declaration:
    return Declaration(path, kept.place, role)


def _name(kept: Kept, pipeline: str) -> str:
    return f"workspace:{pipeline}/{kept.path.lstrip('/')}"
