"""What starts the jobs of a workflow: its schedule, its condition and the filters of each job.

Source: https://circleci.com/docs/configuration-reference/#workflows
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.model.data import Data, Scalar, Sequence, Table
from mlaudit.model.facts import Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.circleci.conditions import holds
from mlaudit.parsers.ci.circleci.parameters import read_defaults, substitute
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of

_ANYTHING = frozenset({"/.*/", "/.+/"})


@immutable
class Pipeline:
    """What the file at `path` says for all its workflows.

    Attributes:
        path: of the file.
        defaults: values of `pipeline.parameters.x`.
        inputs: (name, default) of the parameters.
        continued: another workflow hands over to it, with values of its own.
    """

    path: str
    defaults: Mapping[str, Data]
    inputs: tuple[tuple[str, str | None], ...]
    continued: bool


def read_pipeline(root: Data | None, path: str, *, continued: bool) -> Pipeline:
    """The parameters of a file."""
    inputs = []
    for entry in entries_of(find(root, "parameters")):
        default = find(entry.value, "default")
        inputs.append((entry.key, None if default is None else text_as_written(default)))
    defaults = read_defaults(root, "pipeline.parameters")
    return Pipeline(path, defaults, tuple(inputs), continued)


def read_triggers(workflow: Table, given: Data | None, pipeline: Pipeline) -> tuple[Trigger, ...]:
    """The triggers of one job; one that is switched off where nothing can start it."""
    place = Place(pipeline.path, workflow.line)
    schedules = items_of(workflow.get("triggers"))
    if schedules:
        return tuple(_scheduled(schedules, pipeline.path))
    found = list(_started(workflow, given, pipeline, place))
    return tuple(found) or (Trigger(TriggerKind.PUSH, "", place, enabled=False),)


def _scheduled(schedules: tuple[Data, ...], path: str) -> Iterator[Trigger]:
    for item in schedules:
        cron = find(item, "schedule", "cron")
        if cron is not None:
            yield Trigger(TriggerKind.SCHEDULE, text_of(cron) or "", Place(path, cron.line))


def _started(
    workflow: Table, given: Data | None, pipeline: Pipeline, place: Place
) -> Iterator[Trigger]:
    names = _mentioned(workflow.get("when"), workflow.get("unless"))
    asked = any(name.startswith("pipeline.parameters.") for name in names)
    if _may_start(workflow, pipeline, "webhook", {} if pipeline.continued else pipeline.defaults):
        yield from _pushed(given, place, pipeline.path)
    elif asked and _may_start(workflow, pipeline, "api", {}):
        yield Trigger(TriggerKind.DISPATCH, "", place)
    known = any("scheduled_pipeline" in name or "pipeline.schedule." in name for name in names)
    if known and _may_start(workflow, pipeline, "scheduled_pipeline", pipeline.defaults):
        yield Trigger(TriggerKind.SCHEDULE, "", place)


def _may_start(
    workflow: Table, pipeline: Pipeline, source: str, values: Mapping[str, Data]
) -> bool:
    known: dict[str, Data] = {**values, "pipeline.trigger_source": Scalar(source)}
    if source == "webhook":
        known["pipeline.schedule.name"] = Scalar("")
    when, unless = (
        substitute(data, known) if data is not None else None
        for data in (workflow.get("when"), workflow.get("unless"))
    )
    excluded = unless is not None and holds(unless) is True
    return not excluded and (when is None or holds(when) is not False)


def _mentioned(*conditions: Data | None) -> list[str]:
    """The texts of conditions, without the signs around references."""
    found: list[str] = []
    waiting = [condition for condition in conditions if condition is not None]
    while waiting:
        data = waiting.pop()
        if isinstance(data, Sequence):
            waiting.extend(data.items)
        elif isinstance(data, Table):
            waiting.extend(entry.value for entry in data.entries)
        else:
            found.append(str(data.value).strip("<> "))
    return found


def _pushed(given: Data | None, place: Place, path: str) -> Iterator[Trigger]:
    """Pushes to branches, unless all are left out; of tags only those that a filter lets in."""
    filters = find(given, "filters")
    branches, tags = find(filters, "branches"), find(filters, "tags")
    if not _leaves_out_all(branches):
        yield Trigger(TriggerKind.PUSH, _list(find(branches, "only")), _at(branches, place, path))
    if tags is not None and not _ANYTHING.intersection(
        t for t, _ in texts_of(find(tags, "ignore"))
    ):
        yield Trigger(TriggerKind.TAG, _list(find(tags, "only")), _at(tags, place, path))


def _leaves_out_all(filter_: Data | None) -> bool:
    return any(text in _ANYTHING for text, _ in texts_of(find(filter_, "ignore")))


def _at(data: Data | None, place: Place, path: str) -> Place:
    return place if data is None else Place(path, data.line)


def _list(data: Data | None) -> str:
    return ", ".join(text for text, _ in texts_of(data) if text not in _ANYTHING)
