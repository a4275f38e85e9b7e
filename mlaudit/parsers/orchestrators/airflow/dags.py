"""Finds the DAGs of a file and gives each of them its tasks."""

from __future__ import annotations

import ast
from collections import Counter

from mlaudit.parsers.orchestrators.airflow.edges import link_tasks
from mlaudit.parsers.orchestrators.airflow.tasks import (
    TASK_MARKS,
    Dag,
    Task,
    code_of,
    id_of,
    is_call,
    mark_name,
    mark_of,
    mark_settings,
    operator_of,
    settings_of,
)
from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Member,
    Scope,
    Value,
    shown,
)
from mlaudit.parsers.orchestrators.definitions.tracing.tracer import Tracer

DAG_CLASSES = ("DAG", "DbtDag")


def read_dags(source: Source) -> tuple[list[Dag], bool]:
    """The DAGs of a file with their tasks; was it too long to be followed to its end?"""
    tracer = Tracer(
        source,
        lambda code: mark_of(code, "dag", "task_group") is not None,
        lambda code: mark_of(code, *TASK_MARKS) is not None,
    )
    scope = tracer.load()
    _enter_uncalled(tracer, scope)
    reader = _Reader()
    for made in tracer.made:
        reader.take(made)
    for code in (value for value in scope.values() if isinstance(value, Code)):
        reader.take_asset(code)
    reader.hand_out()
    link_tasks(tracer.made, reader.tasks, reader.groups)
    return list(reader.dags.values()), tracer.exhausted


def _enter_uncalled(tracer: Tracer, scope: Scope) -> None:
    """Functions that make a DAG and that nothing in the file calls: other files may."""
    for value in list(scope.values()):
        if isinstance(value, Code) and value.function not in tracer.entered:
            function = value.function
            whole = mark_of(value, "dag")
            if whole is not None or _makes_dag(function):
                call = ast.copy_location(ast.Call(ast.Name(function.name), [], []), function)
                tracer.call_code(value, Made(value, (), {}, call))


def _makes_dag(function: Function) -> bool:
    names = (n.func for n in ast.walk(function) if isinstance(n, ast.Call))
    last = (n.attr if isinstance(n, ast.Attribute) else getattr(n, "id", "") for n in names)
    return any(name in DAG_CLASSES for name in last)


class _Reader:
    """Sorts what was made into DAGs, groups and tasks.

    Attributes:
        dags, tasks: by the calls that make them.
        groups: the ids of groups.
    """

    def __init__(self) -> None:
        self.dags: dict[Made, Dag] = {}
        self.tasks: dict[Made, Task] = {}
        self.groups: dict[Made, str] = {}
        self._open: list[Task] = []
        self._names: Counter[tuple[Made | None, str]] = Counter()

    def take(self, made: Made) -> None:
        """Take one result of a call; `f.override(…)` and `f.partial(…)` start nothing yet."""
        code = None if _only_sets(made) else code_of(made)
        if is_call(made, *DAG_CLASSES):
            name = made.given("dag_id", place=0)
            self._dag(made, shown(name) if name is not None else "dag", made.keywords, made.line)
            if made.kind == "DbtDag":
                self._task(made, "dbt", "DbtTaskGroup", made.keywords, None)
        elif code is not None and mark_of(code, "dag") is not None:
            settings = {**mark_settings(mark_of(code, "dag")), **settings_of(made)}
            name = id_of(settings, "dag_id") or code.function.name
            self._dag(made, name, settings, code.function.lineno)
        elif code is not None and mark_of(code, "task_group") is not None:
            settings = {**mark_settings(mark_of(code, "task_group")), **settings_of(made)}
            self._group(made, id_of(settings, "group_id") or code.function.name, settings)
        elif is_call(made, "TaskGroup"):
            self._group(made, shown(made.given("group_id", place=0)), made.keywords)
        elif code is not None and mark_of(code, *TASK_MARKS) is not None:
            self._function(made, code)
        elif operator_of(made):
            self._operator(made)

    def take_asset(self, code: Code) -> None:
        """`@asset` of Airflow 3: a DAG of one task that makes the asset of its name."""
        mark = mark_of(code, "asset")
        if mark is None:
            return
        settings = mark_settings(mark)
        name = id_of(settings, "name") or code.function.name
        made = Made(code, (), settings, code.function.decorator_list[0])
        self._dag(made, name, settings, code.function.lineno)
        self._task(made, name, "asset", settings, code)

    def _dag(self, made: Made, name: str, settings: dict[str, Value], line: int) -> None:
        self.dags[made] = Dag(name, made, settings, line)

    def _group(self, made: Made, name: str, settings: dict[str, Value]) -> None:
        plain = settings.get("prefix_group_id") is False
        self.groups[made] = "" if plain else self._numbered(made, name)

    def _function(self, made: Made, code: Code) -> None:
        mark = mark_of(code, *TASK_MARKS)
        settings = {**mark_settings(mark), **_chosen(made)}
        name = self._numbered(made, id_of(settings, "task_id") or code.function.name)
        self._task(made, name, mark_name(mark), settings, code)

    def _operator(self, made: Made) -> None:
        settings = settings_of(made)
        name = id_of(settings, "task_id") or id_of(settings, "group_id")
        if name is not None:
            self._task(made, name, operator_of(made), settings, None)

    def _task(
        self,
        made: Made,
        name: str,
        kind: str,
        settings: dict[str, Value],
        code: Code | None,
    ) -> None:
        groups = self._groups_around(made)
        prefix = [self.groups[group] for group in groups if self.groups[group]]
        task = Task(".".join([*prefix, name]), made, code, kind, settings, groups)
        self.tasks[made] = task
        self._open.append(task)

    def _groups_around(self, made: Made) -> tuple[Made, ...]:
        given = made.keywords.get("task_group")
        around = (*made.context, given) if given is not None else made.context
        return tuple(g for g in around if isinstance(g, Made) and g in self.groups)

    def _numbered(self, made: Made, name: str) -> str:
        """Airflow numbers what is made again of the same function: `train`, `train__1`."""
        key = (self._dag_of(made), ".".join([*map(str, map(id, self._groups_around(made))), name]))
        self._names[key] += 1
        number = self._names[key] - 1
        return f"{name}__{number}" if number else name

    def _dag_of(self, made: Made) -> Made | None:
        given = settings_of(made).get("dag")
        if isinstance(given, Made):
            return given if given in self.dags else None
        if made in self.dags:
            return made
        return next(
            (d for d in reversed(made.context) if isinstance(d, Made) and d in self.dags), None
        )

    def hand_out(self) -> None:
        """Give every task to its DAG; those of no DAG belong to the only one, if there is one."""
        only = next(iter(self.dags.values())) if len(self.dags) == 1 else None
        for task in self._open:
            found = self._dag_of(task.made)
            dag = self.dags[found] if found is not None else only
            if dag is None:
                continue
            defaults = dag.settings.get("default_args")
            if isinstance(defaults, dict):
                task.settings = {**defaults, **task.settings}
            if all(other.name != task.name for other in dag.tasks):
                dag.tasks.append(task)


def _only_sets(made: Made) -> bool:
    return isinstance(made.callee, Member) and made.callee.name in ("override", "partial")


def _chosen(made: Made) -> dict[str, Value]:
    """The settings of `f.override(task_id=…)(…)`; what the function is called with is none."""
    callee: Value = made.callee
    found: dict[str, Value] = {}
    while isinstance(callee, Made | Member):
        if isinstance(callee, Made):
            if isinstance(callee.callee, Member) and callee.callee.name == "override":
                found = {**callee.keywords, **found}
            callee = callee.callee
        else:
            callee = callee.of
    return found
