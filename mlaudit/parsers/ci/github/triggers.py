"""The `on:` of a workflow as triggers.

Source: https://docs.github.com/actions/reference/events-that-trigger-workflows
"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data
from mlaudit.model.facts import Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of

_KINDS = {
    "pull_request": TriggerKind.PULL_REQUEST,
    "pull_request_target": TriggerKind.PULL_REQUEST,
    "merge_group": TriggerKind.PULL_REQUEST,
    "workflow_dispatch": TriggerKind.DISPATCH,
    "workflow_call": TriggerKind.CALL,
    "release": TriggerKind.RELEASE,
    "registry_package": TriggerKind.RELEASE,
    "push": TriggerKind.PUSH,
}
_DETAILS = ("branches", "workflows", "types")


@immutable
class Event:
    """A trigger with the event name that conditions see; "push-tag" for the push of a tag."""

    name: str
    trigger: Trigger


def find_on(root: Data | None) -> Data | None:
    """The value of `on`, which readers of YAML 1.1 take for the boolean true."""
    for key in ("on", "True", "true"):
        value = find(root, key)
        if value is not None:
            return value
    return None


def read_events(root: Data | None, path: str) -> tuple[Event, ...]:
    """What starts the workflow at `path`."""
    return tuple(_events(find_on(root), path))


def _events(on: Data | None, path: str) -> Iterator[Event]:
    for text, line in texts_of(on):
        yield _event(text, "", Place(path, line))
    for entry in entries_of(on):
        place = Place(path, entry.line)
        if entry.key == "schedule":
            for item in items_of(entry.value):
                cron = find(item, "cron")
                if cron is not None:
                    yield Event(
                        "schedule",
                        Trigger(TriggerKind.SCHEDULE, text_of(cron) or "", Place(path, cron.line)),
                    )
        elif entry.key == "push":
            yield from _pushes(entry.value, place)
        else:
            details = (_list(find(entry.value, key)) for key in _DETAILS)
            yield _event(entry.key, next((d for d in details if d), ""), place)


def _pushes(push: Data, place: Place) -> Iterator[Event]:
    tags, branches = _list(find(push, "tags")), _list(find(push, "branches"))
    ignored = find(push, "branches-ignore") is not None or find(push, "paths") is not None
    if tags:
        yield Event("push-tag", Trigger(TriggerKind.TAG, tags, place))
    if branches or ignored or not tags:
        yield Event("push", Trigger(TriggerKind.PUSH, branches, place))


def _event(name: str, detail: str, place: Place) -> Event:
    kind = _KINDS.get(name, TriggerKind.EVENT)
    if kind == TriggerKind.EVENT:
        detail = f"{name}: {detail}" if detail else name
    return Event(name, Trigger(kind, detail, place))


def _list(data: Data | None) -> str:
    return ", ".join(text for text, _ in texts_of(data))
