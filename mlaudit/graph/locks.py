"""What has changed since a lock file recorded the last run of a stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.facts import Facts
from mlaudit.model.locked import LockedStage
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import Tracking

_AS_CLONED = (Tracking.GIT, Tracking.UNKNOWN)
"""What the next person has as it lies here; without git, all that is there."""


def find_drift(project: Project, facts: Mapping[str, Facts]) -> tuple[LockedStage, ...]:
    """The locked stages with the inputs whose content is another one now, by lock file.

    Only committed files that a parser read are compared. An input that another stage makes is
    compared with what the lock file says of that stage.
    """
    found = []
    for path in sorted(facts):
        made = {name: hash_ for stage in facts[path].locked for name, hash_ in stage.writes}
        for stage in facts[path].locked:
            behind = (path for path, hash_ in stage.reads if _is_other(hash_, made.get(path)))
            edited = tuple(_list_edited(project, facts, stage, made))
            found.append(replace(stage, differs=(*stage.differs, *behind), edited=edited))
    return tuple(found)


def _is_other(then: str, now: str | None) -> bool:
    return bool(then and now and then != now)


def _list_edited(
    project: Project, facts: Mapping[str, Facts], stage: LockedStage, made: Mapping[str, str]
) -> Iterator[str]:
    for path, hash_ in stage.reads:
        file, content = project.by_path.get(path), facts.get(path)
        committed = file is not None and file.tracking in _AS_CLONED and not file.link
        hashes = content.hashes if committed and content is not None else ()
        if path not in made and hash_ and hashes and hash_ not in hashes:
            yield path
