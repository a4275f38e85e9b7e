"""DAGs: their tasks, order and triggers as declared steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from mlaudit.model.facts import DeclaredStep, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.orchestrators.airflow.edges import EdgeReader
from mlaudit.parsers.orchestrators.airflow.tasks import Task, callable_run, read_operator
from mlaudit.parsers.orchestrators.airflow.triggers import read_trigger
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import keyword, last_name, text_of


@dataclass(slots=True)
class Dag:
    """A DAG while its file is read.

    Attributes:
        name: its id.
        handle: the variable that holds it.
        trigger: what starts it, or None where the file does not say.
        body: the statements that make its tasks.
        line: where it is made.
        tasks: by name.
        variables: the tasks that a variable, a function or a group stands for.
        alone: tasks of the body that name no DAG are its own.
    """

    name: str
    handle: str | None
    trigger: Trigger | None
    body: list[ast.stmt]
    line: int
    tasks: dict[str, Task] = field(default_factory=dict)
    variables: dict[str, list[str]] = field(default_factory=dict)
    alone: bool = True


def read_dags(source: Source) -> tuple[DeclaredStep, ...]:
    """The tasks of every DAG of a file."""
    tree = source.tree
    dags = list(_find_dags(tree, source))
    if not dags:
        return ()
    for dag in dags:
        _enter(dag, tree, len(dags) == 1)
    flows = _task_functions(tree)
    for dag in dags:
        for node in dag.body:
            _collect(node, dag, source, flows)
    return tuple(step for dag in dags for step in _steps_of(dag, source.path))


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


def _enter(dag: Dag, tree: ast.Module, only: bool) -> None:
    """`dag = DAG(…)` takes what stands in its `with` blocks, and what is handed to it elsewhere."""
    if dag.body is not tree.body:
        return
    inside = [
        statement
        for node in ast.walk(tree)
        if isinstance(node, ast.With) and any(_is_handle(i, dag.handle) for i in node.items)
        for statement in node.body
    ]
    dag.alone = only or bool(inside)
    dag.body = inside or dag.body


def _is_handle(item: ast.withitem, handle: str | None) -> bool:
    return isinstance(item.context_expr, ast.Name) and item.context_expr.id == handle


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
    return Dag(name, handle, read_trigger(call, source, line), body, line)


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
        if task is not None and _belongs(task, dag):
            dag.tasks.setdefault(task.name, task)
        name = last_name(inner.func)
        if isinstance(inner.func, ast.Attribute) and inner.func.attr in ("expand", "override"):
            name = last_name(inner.func.value)
        if name in flows:
            place = Place(source.path, flows[name].lineno)
            runs = callable_run(source, ast.Name(name), place)
            dag.tasks.setdefault(name, Task(name, flows[name].lineno, None, runs))
            dag.variables[name] = [name]
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Call):
            task = read_operator(inner.value, source)
            target = inner.targets[0]
            if task is not None and _belongs(task, dag) and isinstance(target, ast.Name):
                dag.variables[target.id] = [task.name]
        elif isinstance(inner, ast.With):
            _collect_group(inner, dag, source, flows)


def _belongs(task: Task, dag: Dag) -> bool:
    return task.dag == dag.handle if task.dag is not None else dag.alone


def _collect_group(
    node: ast.With, dag: Dag, source: Source, flows: dict[str, ast.FunctionDef]
) -> None:
    """`with TaskGroup(…) as group`: the variable stands for all tasks inside."""
    for item in node.items:
        call, variable = item.context_expr, item.optional_vars
        is_group = isinstance(call, ast.Call) and last_name(call.func) == "TaskGroup"
        if not is_group or not isinstance(variable, ast.Name):
            continue
        names = []
        for inner in (i for statement in node.body for i in ast.walk(statement)):
            if isinstance(inner, ast.Call):
                task = read_operator(inner, source)
                name = task.name if task is not None else last_name(inner.func)
                names += [name] if task is not None or name in flows else []
        dag.variables[variable.id] = list(dict.fromkeys(names))


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
