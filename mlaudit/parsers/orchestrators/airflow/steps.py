"""Declares the tasks of DAGs as steps."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.facts import Declaration, DeclaredStep, Gate, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind, TriggerKind
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.orchestrators.airflow.assets import assets_in, declare_assets, names_of
from mlaudit.parsers.orchestrators.airflow.operators import runs_of
from mlaudit.parsers.orchestrators.airflow.tasks import Dag, Task
from mlaudit.parsers.orchestrators.airflow.transfers import declare_transfer
from mlaudit.parsers.orchestrators.airflow.triggers import triggers_of
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Made,
    Value,
    known_text,
    text_of,
)

_WAITING = frozenset(
    {"HITLOperator", "ApprovalOperator", "HITLBranchOperator", "HITLEntryOperator"}
)
_UNATTENDED = frozenset({TriggerKind.SCHEDULE, TriggerKind.EVENT})


def declare_dags(source: Source, dags: list[Dag]) -> Iterator[DeclaredStep]:
    """The tasks of the DAGs of a file."""
    for dag in dags:
        triggers = triggers_of(source, dag)
        for task in dag.tasks:
            yield _declare(source, dag, task, triggers)


def _declare(source: Source, dag: Dag, task: Task, triggers: tuple[Trigger, ...]) -> DeclaredStep:
    line = task.code.function.lineno if task.code is not None else task.made.line
    place = Place(source.path, line)
    own = [before for before in task.before if before in dag.tasks]
    first = not own
    image = task.text("image")
    reads, writes = declare_transfer(task, place)
    return DeclaredStep(
        kind=StepKind.AIRFLOW_TASK,
        name=f"{dag.name}.{task.name}",
        place=place,
        scope=f"dags.{dag.name}.{task.name}",
        runs=runs_of(source, task),
        directory=task.text("working_dir") or UNKNOWN_DIRECTORY if image else ".",
        reads=(*reads, *declare_assets(task.given("inlets"), place, "dep")),
        writes=(*writes, *_made(task, place)),
        after=(*(f"{dag.name}.{before.name}" for before in own), *_waited_for(task)),
        triggers=triggers,
        gates=_gates(task, place),
        inputs=_inputs(dag) if first and not _is_unattended(triggers) else (),
        environment=_environment(task),
        image=image or None,
        group=f"{source.path}#{dag.name}",
        takes=_taken(dag, task, first),
        gives=tuple(_given(task)),
    )


def _is_unattended(triggers: tuple[Trigger, ...]) -> bool:
    return any(trigger.enabled and trigger.kind in _UNATTENDED for trigger in triggers)


def _given(task: Task) -> Iterator[str]:
    """Names of the assets that a task makes."""
    for asset in assets_in(task.given("outlets")):
        yield from names_of(asset)
    if task.kind == "asset" and task.code is not None:
        yield from names_of(task.code)


def _made(task: Task, place: Place) -> Iterator[Declaration]:
    yield from declare_assets(task.given("outlets"), place, "out")
    if task.kind == "asset" and "://" in known_text(task.given("uri")):
        yield Declaration(task.text("uri"), place, "out")


def _taken(dag: Dag, task: Task, first: bool) -> tuple[tuple[str, str], ...]:
    """Names of assets that a task takes; the first tasks wait for those that start their DAG."""
    taken = list(assets_in(task.given("inlets")))
    taken += assets_in(dag.settings.get("schedule")) if first else ()
    names = [name for asset in taken for name in names_of(asset)]
    if task.kind == "asset" and task.code is not None:
        names += [a.arg for a in task.code.function.args.args if a.arg not in ("self", "context")]
    return tuple(("", name) for name in dict.fromkeys(names))


def _waited_for(task: Task) -> tuple[str, ...]:
    """Tasks and DAGs of any file that a sensor waits for."""
    if not task.kind.startswith("ExternalTaskSensor"):
        return ()
    dag = task.text("external_dag_id")
    named = task.given("external_task_ids", "external_task_id")
    items: tuple[Value, ...] = named if isinstance(named, tuple) else (named,)
    names = [text for item in items if (text := text_of(item))]
    if not dag or "{" in dag:
        return ()
    return tuple(f"*:{dag}.{name}" for name in names) or (f"#{dag}",)


def _gates(task: Task, place: Place) -> tuple[Gate, ...]:
    if task.kind not in _WAITING:
        return ()
    subject = task.text("subject")
    return (Gate(place, f"an answer to “{subject}”" if subject else "an answer of a person"),)


def _inputs(dag: Dag) -> tuple[tuple[str, str | None], ...]:
    """The parameters of a DAG that a person starts."""
    given = dag.settings.get("params")
    if not isinstance(given, dict):
        return ()
    return tuple((name, _default(value)) for name, value in given.items() if "{" not in name)


def _default(value: Value) -> str | None:
    if isinstance(value, Made) and value.kind == "Param":
        value = value.given("default", place=0)
    return None if value is None else text_of(value) or "…"


def _environment(task: Task) -> tuple[tuple[str, str], ...]:
    given = task.given("env", "env_vars", "environment")
    if not isinstance(given, dict):
        return ()
    return tuple(
        (name, value if isinstance(value, str) and "{" not in value else "")
        for name, value in given.items()
        if "{" not in name
    )
