"""`only` and `except`, the older way to say on which events a job runs."""

from __future__ import annotations

from mlaudit.model.data import Data, Table
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.environment.values import find, texts_of

_EVENTS = {
    "branches": "push",
    "pushes": "push",
    "tags": "tag",
    "merge_requests": "merge_request_event",
    "schedules": "schedule",
    "web": "web",
    "triggers": "trigger",
    "api": "api",
    "pipelines": "pipeline",
}
_OTHERS = frozenset({"chat", "external", "external_pull_requests"})


@immutable
class Keyword:
    """An event that the keywords let through."""

    event: str
    detail: str
    place: Place


def read_keywords(job: Table, path: str, default: str) -> tuple[Keyword, ...]:
    """The events of a job with `only` or `except`; none where it has neither."""
    only, refused = job.get("only"), job.get("except")
    if only is None and refused is None:
        return ()
    refs = _refs(only)
    found = [_keyword(text, Place(path, line)) for text, line in refs if text not in _OTHERS]
    if not refs:
        key = "only" if only is not None else "except"
        found = [Keyword(default, "", Place(path, job.line_of(key)))]
    never = {_EVENTS[text] for text, _ in _refs(refused) if text in _EVENTS}
    return tuple(word for word in found if word.event not in never)


def _refs(data: Data | None) -> tuple[tuple[str, int], ...]:
    return texts_of(find(data, "refs") if isinstance(data, Table) else data)


def _keyword(text: str, place: Place) -> Keyword:
    if text in _EVENTS:
        return Keyword(_EVENTS[text], "", place)
    # A name or a pattern of branches or tags: those of versions are tags by their looks alone.
    return Keyword("push", text, place)
