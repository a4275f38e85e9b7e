"""`trigger` and `when`: the events on which a pipeline or a step runs.

Sources: https://docs.drone.io/pipeline/triggers/ and https://woodpecker-ci.org/docs/usage/workflow-syntax
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.data import Data, Sequence, Table
from mlaudit.model.facts import Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.environment.values import find, items_of, texts_of

_KINDS = {
    "push": TriggerKind.PUSH,
    "pull_request": TriggerKind.PULL_REQUEST,
    "pull_request_closed": TriggerKind.PULL_REQUEST,
    "tag": TriggerKind.TAG,
    "release": TriggerKind.RELEASE,
    "cron": TriggerKind.SCHEDULE,
    "promote": TriggerKind.DISPATCH,
    "rollback": TriggerKind.DISPATCH,
    "deployment": TriggerKind.DISPATCH,
    "custom": TriggerKind.DISPATCH,
    "manual": TriggerKind.DISPATCH,
}
_USUAL = ("push", "pull_request", "tag")
_ASKED = ("promote", "rollback", "deployment", "custom", "manual")


def read_events(conditions: Data | None, place: Place) -> tuple[Trigger, ...]:
    """What starts a pipeline: pushes, tags and pull requests where nothing is said."""
    if not isinstance(conditions, Table | Sequence):
        return tuple(Trigger(_KINDS[name], "", place) for name in _USUAL)
    found = tuple(dict.fromkeys(_events(conditions, place, _USUAL)))
    return found or (Trigger(TriggerKind.PUSH, "", place, enabled=False),)


def limit(
    conditions: Data | None, triggers: tuple[Trigger, ...], place: Place, *, anything: bool
) -> tuple[Trigger, ...]:
    """The triggers on which a step runs that has conditions of its own.

    Args:
        conditions: of the step.
        triggers: of its pipeline.
        place: of the step.
        anything: the pipeline says nothing of events, so that any may start it.
    """
    if not isinstance(conditions, Table | Sequence):
        return triggers
    kinds = {trigger.kind: trigger for trigger in reversed(triggers)}
    found = []
    for trigger in _events(conditions, place, _USUAL if anything else tuple(_KINDS)):
        outer = kinds.get(trigger.kind, trigger if anything else None)
        if outer is not None:
            found.append(replace(outer, detail=trigger.detail or outer.detail))
    off = tuple(replace(trigger, enabled=False) for trigger in triggers)
    return tuple(dict.fromkeys(found)) or off


def runs_on_failure_only(conditions: Data | None) -> bool:
    """Whether a step only tells that something went wrong."""
    return _names(find(conditions, "status")) == ["failure"]


def _events(conditions: Data, place: Place, usual: tuple[str, ...]) -> Iterator[Trigger]:
    """One table of conditions, or a list of which one must hold."""
    for table in items_of(conditions) or (conditions,):
        if not isinstance(table, Table):
            continue
        branch = ", ".join(_names(find(table, "branch")))
        cron = ", ".join(_names(find(table, "cron")))
        target = ", ".join(_names(find(table, "target")))
        names = _names(find(table, "event"))
        refused = _names(find(table, "event", "exclude"))
        if not names:
            names = ["cron"] if cron else [name for name in usual if name not in refused]
        for name in names:
            kind = _KINDS.get(name, TriggerKind.EVENT)
            detail = branch if kind == TriggerKind.PUSH else ""
            detail = cron if kind == TriggerKind.SCHEDULE else detail
            if name in _ASKED:
                detail = f"{name}: {target}" if target else name
            yield Trigger(kind, detail, Place(place.path, table.line or place.line))


def _names(data: Data | None) -> list[str]:
    """Names that are listed, or that `include` lists."""
    listed = find(data, "include") if isinstance(data, Table) else data
    return [text for text, _ in texts_of(listed)]
