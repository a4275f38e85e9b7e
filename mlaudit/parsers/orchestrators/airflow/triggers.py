"""What starts a DAG."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.orchestrators.airflow.assets import assets_in
from mlaudit.parsers.orchestrators.airflow.tasks import Dag
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Made,
    Value,
    known_text,
    shown,
)

_SCHEDULES = ("schedule", "schedule_interval", "timetable")
_ONLY_OLD = (
    "airflow.utils.dates",
    "airflow.operators.bash_operator",
    "airflow.operators.python_operator",
    "airflow.operators.dummy_operator",
    "airflow.operators.dummy",
    "airflow.contrib",
)
"""Modules that the third version does not have."""


def triggers_of(source: Source, dag: Dag) -> tuple[Trigger, ...]:
    """What starts the DAG; nothing where the file leaves it to a version that it does not tell."""
    name = next((name for name in _SCHEDULES if name in dag.settings), None)
    enabled = dag.settings.get("is_paused_upon_creation") is not True
    if name is None:
        return _by_default(source, Place(source.path, dag.line), enabled)
    value = dag.settings[name]
    place = Place(source.path, _line_of(dag, name))
    if value is None or value == "@once":
        return (Trigger(TriggerKind.PERSON, "schedule=None", place),)
    return tuple(_scheduled(dag, name, value, place, enabled))


def _scheduled(dag: Dag, name: str, value: Value, place: Place, enabled: bool) -> Iterator[Trigger]:
    if assets_in(value) or isinstance(value, tuple):
        yield Trigger(TriggerKind.EVENT, _written(dag, name, value), place, enabled)
        if not isinstance(value, Made) or value.kind != "AssetOrTimeSchedule":
            return
        value = value.given("timetable", place=0)
    yield Trigger(TriggerKind.SCHEDULE, _time(value) or _written(dag, name, value), place, enabled)


def _time(value: Value) -> str:
    """A cron line or preset, also inside of a timetable."""
    if isinstance(value, str):
        return value
    if isinstance(value, Made) and value.kind.endswith("Timetable"):
        return known_text(value.given("cron", "crons", place=0))
    return ""


def _written(dag: Dag, name: str, value: Value) -> str:
    """The schedule as the code has it."""
    if isinstance(value, Made):
        return ast.unparse(value.node)
    node = _node_of(dag, name)
    return ast.unparse(node) if node is not None else shown(value)


def _node_of(dag: Dag, name: str) -> ast.expr | None:
    """The code of a setting of a DAG."""
    calls: list[ast.expr] = [dag.made.node]
    code = dag.made.callee
    function = getattr(code, "function", None)
    calls += function.decorator_list if function is not None else []
    for call in calls:
        for item in call.keywords if isinstance(call, ast.Call) else ():
            if item.arg == name:
                return item.value
    return None


def _line_of(dag: Dag, name: str) -> int:
    node = _node_of(dag, name)
    return node.lineno if node is not None else dag.line


def _by_default(source: Source, place: Place, enabled: bool) -> tuple[Trigger, ...]:
    """The third version starts nothing by itself, those before it once a day."""
    modules = {module for module, _ in source.origins.values()}
    if any(module == "airflow.sdk" or module.startswith("airflow.sdk.") for module in modules):
        return (Trigger(TriggerKind.PERSON, "schedule=None", place),)
    if any(module.startswith(_ONLY_OLD) for module in modules):
        return (Trigger(TriggerKind.SCHEDULE, "timedelta(days=1)", place, enabled),)
    return ()
