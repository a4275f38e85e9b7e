"""Answers `mlaudit why`: the accesses of an artifact, or at a place, each explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlaudit.graph.analysis.writers import possible_writers
from mlaudit.graph.explanation.following import Follower, Key, Wanted, key_of
from mlaudit.graph.explanation.ways import Item, WayFinder
from mlaudit.graph.link import Linked
from mlaudit.graph.matching import is_opaque_name, same_by_pattern
from mlaudit.model.explanation import AccessExplanation, Explanation, PossibleWrite
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence
from mlaudit.model.workflow import Access, Artifact, call_of

_MATCHES = ("exact", "pattern", "directory", "")


def explain_artifact(linked: Linked, artifact: Artifact) -> Explanation:
    """Who writes and reads an artifact, and who might write it."""
    workflow = linked.workflow
    items = [
        Item(unit, access, match)
        for unit in (*workflow.units, *workflow.manual_steps)
        for access in workflow.own_accesses(unit)
        if (match := match_names(access.artifact, artifact.id))
    ]
    explained = _explain(linked, items, _want(items))
    known = {access.place for access in explained if access.mode == "write"}
    possible = tuple(p for p in _list_possible(workflow, artifact) if p.place not in known)
    return Explanation(artifact.id, artifact, explained, possible)


def explain_place(linked: Linked, place: Place) -> Explanation:
    """What is read and written at a place or, where that is nothing, in what is called there."""
    items = list(_find_at(linked.workflow, {place}))
    if items:
        return Explanation(str(place), None, _explain(linked, items, _want(items)))
    wanted = Wanted(through=place)
    keys = _find_through(linked, wanted, place.path)
    inner = [
        item
        for item in _find_at(linked.workflow, {key[2] for key in keys})
        if key_of(item.found) in keys
    ]
    return Explanation(str(place), None, _explain(linked, inner, wanted))


def _want(items: Iterable[Item]) -> Wanted:
    found = [item.found for item in items]
    return Wanted(frozenset(map(key_of, found)), frozenset(access.place for access in found))


def _find_at(workflow: Workflow, places: set[Place]) -> Iterator[Item]:
    for unit in workflow.units:
        for access in workflow.own_accesses(unit):
            if access.place in places:
                yield Item(unit, access, "exact")
        for gap in workflow.own_unresolved(unit):
            if gap.place in places:
                yield Item(unit, gap, "")


def _find_through(linked: Linked, wanted: Wanted, path: str) -> set[Key]:
    """The accesses that happen inside the calls of a place, in code that knows its file."""
    follower = Follower(linked.world)
    found: set[Key] = set()
    for performance in linked.performances.values():
        for way in performance.ways:
            start = way.start
            if start is not None and (start.target.path == path or path in way.imported):
                found.update(follower.follow(start, wanted).ways)
    return found


def _explain(
    linked: Linked, items: Iterable[Item], wanted: Wanted
) -> tuple[AccessExplanation, ...]:
    finder = WayFinder(linked, wanted)
    gathered: dict[tuple[str, Key], AccessExplanation] = {}
    for item in items:
        key = (item.step.id, key_of(item.found))
        if key not in gathered:
            gathered[key] = _explain_item(finder, item)
    return tuple(sorted(gathered.values(), key=_rank))


def _explain_item(finder: WayFinder, item: Item) -> AccessExplanation:
    step, found = item.step, item.found
    access = found if isinstance(found, Access) else None
    return AccessExplanation(
        step=step.id,
        kind=step.kind.value,
        automation=step.automation,
        mode=found.mode,
        via=found.call,
        place=found.place,
        artifact=access.artifact if access else None,
        match=item.match,
        evidence=access.evidence if access else "inferred",
        confidence=access.confidence if access else Confidence.LOW,
        reason="" if isinstance(found, Access) else found.reason.value,
        ways=finder.find(item),
    )


def _list_possible(workflow: Workflow, artifact: Artifact) -> list[PossibleWrite]:
    """The writes that may make the artifact although their target could not be told."""
    reasons = {
        gap.place: gap.reason.value
        for unit in workflow.units
        for gap in workflow.own_unresolved(unit)
        if gap.mode == "write"
    }
    return [
        PossibleWrite(write.step, call_of(write.via), write.place, reasons.get(write.place, ""))
        for write in possible_writers(workflow, artifact)
    ]


def match_names(name: str, wanted: str) -> str:
    """How the name of an access meets the one that is asked for, "" if not."""
    if name == wanted:
        return "exact"
    if is_opaque_name(name) or name in (".", "..") or wanted in (".", ".."):
        return ""
    if wanted.startswith(name + "/") or name.startswith(wanted + "/"):
        return "directory"
    return "pattern" if same_by_pattern(name, wanted) else ""


def _rank(access: AccessExplanation) -> tuple[object, ...]:
    modes = ("write", "read")
    return (
        access.reason != "",
        modes.index(access.mode) if access.mode in modes else len(modes),
        _MATCHES.index(access.match),
        access.step,
        access.place.sort_key,
        access.via,
        access.artifact or "",
    )
