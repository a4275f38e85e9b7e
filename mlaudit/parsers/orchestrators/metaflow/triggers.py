"""What starts a flow that is deployed."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import is_true, keyword, text_of
from mlaudit.parsers.orchestrators.metaflow.flows import Flow

_EVENTS = ("metaflow.trigger", "metaflow.trigger_on_finish")


def read_triggers(source: Source, flow: Flow) -> Iterator[Trigger]:
    """The schedules and events that the decorators of a flow name."""
    schedule = source.decorator(flow.node, "metaflow.schedule")
    if schedule is not None:
        yield Trigger(TriggerKind.SCHEDULE, _schedule(source, schedule), _place(source, schedule))
    for event in filter(None, (source.decorator(flow.node, name) for name in _EVENTS)):
        given = next((k.value for k in event.keywords), None)
        detail = "" if given is None else text_of(given, source.constants) or ast.unparse(given)
        yield Trigger(TriggerKind.EVENT, detail, _place(source, event))


def flows_before(source: Source, flow: Flow) -> Iterator[str]:
    """The flows whose end starts this one, whatever file they are in."""
    call = source.decorator(flow.node, "metaflow.trigger_on_finish")
    given = keyword(call, "flow", "flows") if call is not None else None
    for node in ast.walk(given) if given is not None else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield "#" + node.value.rpartition(".")[2]


def _schedule(source: Source, call: ast.Call) -> str:
    """`@schedule` alone means every day."""
    cron = keyword(call, "cron")
    if cron is not None:
        return shown(cron, source.constants)
    return next((k.arg for k in call.keywords if k.arg and is_true(k.value)), "daily")


def _place(source: Source, node: ast.expr) -> Place:
    return Place(source.path, node.lineno)
