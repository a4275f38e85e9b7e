"""DAGs: their tasks, order and triggers as declared steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlaudit.model.facts import DeclaredStep, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind, TriggerKind
from mlaudit.parsers.orchestrators.airflow.edges import EdgeReader
from mlaudit.parsers.orchestrators.airflow.tasks import Source, Task, read_operator
from mlaudit.parsers.orchestrators.airflow.values import (
    constants_of,
    imports_of,
    keyword,
    last_name,
    text_of,
)


@dataclass(slots=True)
class Dag:
    """A DAG while its file is read; `handle` is the variable that holds it."""

    name: str
    handle: str | None
    trigger: Trigger | None
    body: list[ast.stmt]
    line: int
    tasks: dict[str, Task] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)


def read_dags(path: str, tree: ast.Module) -> tuple[DeclaredStep, ...]:
    """The tasks of every DAG of a file."""
    functions = frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))
    source = Source(path, constants_of(tree), functions, imports_of(path, tree))
    dags = list(_find_dags(tree, source))
    if not dags:
        return ()
    flows = _task_functions(tree)
    for dag in dags:
        for node in dag.body:
            _collect(node, dag, source, flows)
    return tuple(step for dag in dags for step in _steps_of(dag, path))


def _find_dags(tree: ast.Module, source: Source) -> Iterator[Dag]:
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            for item in node.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and last_name(call.func) == "DAG":
                    variable = item.optional_vars
                    handle = variable.id if isinstance(variable, ast.Name) else None
                    yield _make_dag(call, handle, node.body, source, None)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target = node.targets[0]
            if last_name(node.value.func) == "DAG" and isinstance(target, ast.Name):
                yield _make_dag(node.value, target.id, tree.body, source, None)
        elif isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                call = decorator if isinstance(decorator, ast.Call) else ast.Call(decorator, [], [])
                if last_name(call.func) == "dag":
                    yield _make_dag(call, None, node.body, source, node)


def _make_dag(
    call: ast.Call,
    handle: str | None,
    body: list[ast.stmt],
    source: Source,
    function: ast.FunctionDef | None,
) -> Dag:
    given = keyword(call, "dag_id") or (call.args[0] if call.args else None)
    name = text_of(given, source.constants) or (function.name if function else handle) or "dag"
    line = function.lineno if function else call.lineno
    return Dag(name, handle, _read_trigger(call, source, line), body, line)


def _read_trigger(call: ast.Call, source: Source, line: int) -> Trigger | None:
    """What starts the DAG; None where the file leaves it to the version's default."""
    schedule = keyword(call, "schedule", "schedule_interval", "timetable")
    place = Place(source.path, schedule.lineno if schedule is not None else line)
    paused = keyword(call, "is_paused_upon_creation")
    enabled = not (isinstance(paused, ast.Constant) and paused.value is True)
    if schedule is None:
        return None
    if isinstance(schedule, ast.Constant) and schedule.value in (None, "@once"):
        return Trigger(TriggerKind.PERSON, "schedule=None", place)
    if isinstance(schedule, ast.List | ast.Tuple) or "Asset" in ast.dump(schedule):
        return Trigger(TriggerKind.EVENT, ast.unparse(schedule), place, enabled)
    detail = text_of(schedule, source.constants) or ast.unparse(schedule)
    return Trigger(TriggerKind.SCHEDULE, detail, place, enabled)


def _task_functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """TaskFlow functions: `@task`, `@task(…)`, `@task.bash` …"""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                target = decorator.func if isinstance(decorator, ast.Call) else decorator
                base = target.value if isinstance(target, ast.Attribute) else target
                if "task" in (last_name(target), last_name(base)):
                    found[node.name] = node
    return found


def _collect(node: ast.stmt, dag: Dag, source: Source, flows: dict[str, ast.FunctionDef]) -> None:
    """The tasks that a statement makes, and the variables that hold them."""
    for inner in ast.walk(node):
        if not isinstance(inner, ast.Call):
            continue
        task = read_operator(inner, source)
        if task is not None and task.dag in (None, dag.handle):
            dag.tasks.setdefault(task.name, task)
        name = last_name(inner.func)
        if isinstance(inner.func, ast.Attribute) and inner.func.attr in ("expand", "override"):
            name = last_name(inner.func.value)
        if name in flows:
            place = Place(source.path, flows[name].lineno)
            runs = source.callable_run(name, place)
            dag.tasks.setdefault(name, Task(name, flows[name].lineno, None, runs))
            dag.variables[name] = name
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Call):
            task = read_operator(inner.value, source)
            target = inner.targets[0]
            if task is not None and isinstance(target, ast.Name):
                dag.variables[target.id] = task.name


def _steps_of(dag: Dag, path: str) -> Iterator[DeclaredStep]:
    reader = EdgeReader(dict(dag.variables))
    reader.read(dag.body)
    for task in dag.tasks.values():
        before = [b for b, a in reader.edges if a == task.name and b in dag.tasks]
        yield DeclaredStep(
            kind=StepKind.AIRFLOW_TASK,
            name=f"{dag.name}.{task.name}",
            place=Place(path, task.line),
            scope=f"dags.{dag.name}.{task.name}",
            runs=task.runs,
            after=tuple(f"{dag.name}.{name}" for name in before),
            triggers=(dag.trigger,) if dag.trigger is not None else (),
            image=task.image,
            group=f"{path}#{dag.name}",
        )
