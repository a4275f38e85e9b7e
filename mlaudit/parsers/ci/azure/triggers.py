"""What starts a pipeline, and which of its jobs then run.

Source: https://learn.microsoft.com/azure/devops/pipelines/build/triggers
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.azure.conditions import BEGINNING, holds
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of

_REASONS = {
    TriggerKind.PUSH: "IndividualCI",
    TriggerKind.TAG: "IndividualCI",
    TriggerKind.PULL_REQUEST: "PullRequest",
    TriggerKind.SCHEDULE: "Schedule",
    TriggerKind.EVENT: "ResourceTrigger",
    TriggerKind.DISPATCH: "Manual",
}
_BRANCHES = {
    TriggerKind.PUSH: "refs/heads/",
    TriggerKind.SCHEDULE: "refs/heads/",
    TriggerKind.TAG: "refs/tags/",
    TriggerKind.PULL_REQUEST: "refs/pull/",
}
_RESOURCES = ("pipelines", "repositories", "containers", "packages", "webhooks")


def read_triggers(root: Table, path: str) -> tuple[Trigger, ...]:
    """What starts the pipeline at `path`: a person where nothing else does."""
    found = (
        *_pushes(root.get("trigger"), Place(path, root.line_of("trigger"))),
        *_pull_requests(root.get("pr"), Place(path, root.line_of("pr"))),
        *_schedules(root.get("schedules"), path),
        *_resources(root.get("resources"), path),
    )
    return found or (Trigger(TriggerKind.DISPATCH, "", Place(path, root.line_of("trigger"))),)


def _is_none(data: Data | None) -> bool:
    """Whether it is `none`, which many write as a list."""
    if isinstance(data, Scalar):
        return data.value in ("none", None, False)
    return [text for text, _ in texts_of(data)] == ["none"]


def _pushes(trigger: Data | None, place: Place) -> Iterator[Trigger]:
    """A file that says nothing of it starts on pushes to every branch."""
    if trigger is not None and _is_none(trigger):
        return
    tags = _included(find(trigger, "tags"))
    branches = _included(find(trigger, "branches"))
    listed = ", ".join(text for text, _ in texts_of(trigger))
    if branches or listed or not tags:
        yield Trigger(TriggerKind.PUSH, listed or branches, place)
    if tags:
        yield Trigger(TriggerKind.TAG, tags, place)


def _pull_requests(pr: Data | None, place: Place) -> Iterator[Trigger]:
    if pr is not None and not _is_none(pr):
        listed = ", ".join(text for text, _ in texts_of(pr))
        yield Trigger(TriggerKind.PULL_REQUEST, listed or _included(find(pr, "branches")), place)


def _included(filter_: Data | None) -> str:
    listed = find(filter_, "include") if isinstance(filter_, Table) else filter_
    return ", ".join(text for text, _ in texts_of(listed))


def _schedules(schedules: Data | None, path: str) -> Iterator[Trigger]:
    for item in items_of(schedules):
        cron = find(item, "cron")
        if cron is not None:
            yield Trigger(TriggerKind.SCHEDULE, text_of(cron) or "", Place(path, cron.line))


def _resources(resources: Data | None, path: str) -> Iterator[Trigger]:
    for kind in _RESOURCES:
        for item in items_of(find(resources, kind)):
            trigger = find(item, "trigger")
            started = (trigger is not None and not _is_none(trigger)) or kind == "webhooks"
            if started and isinstance(item, Table) and item.entries:
                name = text_of(find(item, "source")) or text_of(item.entries[0].value) or ""
                detail = f"{kind.rstrip('s')}: {name}"
                yield Trigger(TriggerKind.EVENT, detail, Place(path, item.line))


@immutable
class Conditions:
    """The `condition:` of a job and of the stage that it belongs to."""

    texts: tuple[str, ...]
    values: Mapping[str, str]

    def limit(self, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
        """The triggers on which the job may run; switched-off ones where it never does."""
        found = tuple(trigger for trigger in triggers if self._allow(trigger.kind))
        if found:
            return found
        if self._allow(TriggerKind.DISPATCH):
            return tuple(Trigger(TriggerKind.DISPATCH, "", t.place) for t in triggers[:1])
        return tuple(replace(trigger, enabled=False) for trigger in triggers)

    def _allow(self, kind: TriggerKind) -> bool:
        values = {**self.values, "build.reason": _REASONS[kind]}
        if kind in _BRANCHES:
            values["build.sourcebranch"] = _BRANCHES[kind] + BEGINNING
        return all(holds(text, values) is not False for text in self.texts)


def read_conditions(tables: tuple[Table, ...], values: Mapping[str, str]) -> Conditions:
    """The conditions of a stage and a job, or of a step."""
    found = (table.get("condition") for table in tables)
    texts = (str(data.value) for data in found if isinstance(data, Scalar))
    return Conditions(tuple(texts), values)


def read_inputs(root: Table) -> tuple[tuple[str, str | None], ...]:
    """(name, default) of the parameters that a person is asked for."""
    found = []
    for item in items_of(root.get("parameters")):
        name, default = text_of(find(item, "name")), find(item, "default")
        if name is not None:
            value = default.value if isinstance(default, Scalar) else None
            text = str(value).lower() if isinstance(value, bool) else str(value)
            found.append((name, None if default is None else text if value is not None else ""))
    found += [(e.key, text_of(e.value) or "") for e in entries_of(root.get("parameters"))]
    return tuple(found)
