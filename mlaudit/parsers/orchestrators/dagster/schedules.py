"""Schedules and sensors, which start jobs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import DeclaredStep, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.orchestrators.dagster.jobs import selection_of
from mlaudit.parsers.orchestrators.definitions.schedules import shown
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import keyword, text_of

DAGSTER_SCHEDULE = StepKind("dagster-schedule", StepFamily.PART, "schedule")
DAGSTER_SENSOR = StepKind("dagster-sensor", StepFamily.PART, "sensor")

_MADE = ("dagster.ScheduleDefinition", "dagster.build_schedule_from_partitioned_job")
_SCHEDULES = ("dagster.schedule",)
_SENSORS = tuple(
    f"dagster.{name}"
    for name in (
        *("sensor", "asset_sensor", "multi_asset_sensor", "run_status_sensor"),
        "run_failure_sensor",
    )
)


def read_schedules(source: Source) -> Iterator[DeclaredStep]:
    """The schedules and sensors of a file."""
    for call in source.calls(*_MADE):
        yield _declare(source, call, _name_of(source, call), DAGSTER_SCHEDULE)
    for name, function in source.functions.items():
        schedule = source.decorator(function, *_SCHEDULES)
        sensor = source.decorator(function, *_SENSORS)
        if schedule is not None:
            yield _declare(source, schedule, name, DAGSTER_SCHEDULE)
        elif sensor is not None:
            yield _declare(source, sensor, name, DAGSTER_SENSOR)


def _name_of(source: Source, call: ast.Call) -> str:
    """Its own name, or that of the variable that holds it."""
    given = text_of(keyword(call, "name"), source.constants)
    holders = [
        node.targets[0].id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign)
        and node.value is call
        and isinstance(node.targets[0], ast.Name)
    ]
    return given or (holders[0] if holders else "schedule")


def _declare(source: Source, call: ast.Call, name: str, kind: StepKind) -> DeclaredStep:
    place = Place(source.path, call.lineno)
    status = keyword(call, "default_status")
    stopped = isinstance(status, ast.Attribute) and status.attr == "STOPPED"
    cron = keyword(call, "cron_schedule")
    if kind == DAGSTER_SENSOR:
        trigger = Trigger(TriggerKind.EVENT, name, place, not stopped)
    else:
        detail = shown(source.made(cron), source.constants) if cron is not None else name
        trigger = Trigger(TriggerKind.SCHEDULE, detail, place, not stopped)
    return DeclaredStep(
        kind,
        name,
        place,
        f"schedules.{name}",
        runs=tuple(Run(place, step=job) for job in dict.fromkeys(_jobs(source, call))),
        triggers=(trigger,),
        group=f"{source.path}#{name}",
    )


def _jobs(source: Source, call: ast.Call) -> Iterator[str]:
    given = keyword(call, "job", "job_name", "target", "asset_selection", "request_job")
    if given is None and source.qualified(call.func) in _MADE and call.args:
        given = call.args[0]
    if given is not None:
        yield from selection_of(source, given)
    for item in getattr(keyword(call, "jobs"), "elts", ()):
        yield from selection_of(source, item)
