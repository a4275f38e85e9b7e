"""Deployments in YAML: `prefect.yaml`, and `deployment.yaml` of the second version."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import DeclaredStep, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of
from mlaudit.parsers.orchestrators.prefect.flows import declare_deployment
from mlaudit.parsers.path_text import folder_of, join_path


def declared_deployments(path: str, data: Data | None) -> Iterator[DeclaredStep]:
    """The deployments of a `prefect.yaml`, or the one of a `deployment.yaml`."""
    listed = items_of(find(data, "deployments"))
    for item in listed or ([data] if data is not None and find(data, "entrypoint") else []):
        entry = find(item, "entrypoint")
        given = text_of(entry) or ""
        file, _, function = given.rpartition(":")
        if not file.endswith(".py") or entry is None:
            continue
        place = Place(path, _line_of(entry))
        target = (join_path(folder_of(path), file), function)
        name = text_of(find(item, "name")) or function
        yield declare_deployment(place, name, target, tuple(_declared_triggers(path, item, place)))


def _declared_triggers(path: str, item: Data, place: Place) -> Iterator[Trigger]:
    paused = _is(item, "paused", True) or _is(item, "is_schedule_active", False)
    schedules = [find(item, "schedule"), *items_of(find(item, "schedules"))]
    found = False
    for schedule in schedules:
        for key in ("cron", "interval", "rrule"):
            value = find(schedule, key)
            detail = text_of(value)
            if detail:
                found = True
                active = not paused and not _is(schedule, "active", False)
                where = Place(path, _line_of(value)) if value is not None else place
                yield Trigger(TriggerKind.SCHEDULE, detail, where, active)
    for event in items_of(find(item, "triggers")):
        found = True
        details = [text_of(e.value) for e in entries_of(event) if text_of(e.value)]
        yield Trigger(TriggerKind.EVENT, details[0] or "" if details else "", place, not paused)
    if not found:
        yield Trigger(TriggerKind.PERSON, "deployment", place)


def _is(data: Data | None, key: str, value: bool) -> bool:
    found = find(data, key)
    return isinstance(found, Scalar) and found.value is value


def _line_of(data: Data) -> int:
    return data.line if isinstance(data, Scalar) else 1
