"""What a unit writes without making it: fetched, moved away, deleted or unpacked by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlaudit.graph.handed import is_handed
from mlaudit.graph.performance import Performance
from mlaudit.model.place import Place
from mlaudit.model.workflow import Access, Artifact, Effect


def find_transient(
    performance: Performance,
    accesses: tuple[Access, ...],
    artifacts: Mapping[str, Artifact],
) -> frozenset[str]:
    """Ids of the artifacts that a unit writes and that are no product of it.

    Args:
        performance: of the unit.
        accesses: its own.
        artifacts: by id.
    """
    writes: dict[str, list[Access]] = {}
    for access in accesses:
        if access.mode == "write":
            writes.setdefault(access.artifact, []).append(access)
    effects = tuple(performance.effects)
    fetched = {id_ for id_, found in writes.items() if _is_fetched(id_, found, effects)}
    unpacking = {(a.via, a.place) for a in accesses if a.mode == "read" and a.artifact in fetched}
    return frozenset(
        id_
        for id_, found in writes.items()
        if id_ in fetched
        or all(map(is_handed, found))
        or is_gone(id_, found, effects)
        or all((write.via, write.place) in unpacking for write in found)
        or (artifacts[id_].kind == "archive" and _is_read(id_, accesses))
    )


def _is_fetched(id_: str, writes: list[Access], effects: Iterable[Effect]) -> bool:
    """Does every write of it download it?"""
    fetching = {(e.via, e.place) for e in effects if e.kind == "download" and e.artifact == id_}
    return all((write.via, write.place) in fetching for write in writes)


def is_gone(id_: str, writes: Iterable[Access], effects: Iterable[Effect]) -> bool:
    """Is it moved away, or deleted after it was written?

    Args:
        id_: of the artifact.
        writes: all of a unit's writes of it.
        effects: of the unit.
    """
    for effect in effects:
        if effect.kind == "move" and effect.detail == id_:
            return True
        if effect.kind == "delete" and effect.artifact == id_:
            return all(_comes_after(effect.place, write.place) for write in writes)
    return False


def _comes_after(later: Place, earlier: Place) -> bool:
    return later.path == earlier.path and later.sort_key > earlier.sort_key


def _is_read(id_: str, accesses: tuple[Access, ...]) -> bool:
    return any(a.mode == "read" and a.artifact == id_ for a in accesses)
