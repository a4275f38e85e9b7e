"""Tasks of a DAG: what each one runs."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.airflow.values import keyword, last_name, text_of
from mlaudit.parsers.shell import parse_script

_NOT_TASKS = ("BaseOperator",)


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes:
        name: its task id, or the name of its function.
        line: where it is made.
        dag: the variable or function of the DAG that it is handed to, or None.
        runs: what it runs.
        image: the container image that it runs in, or None.
    """

    name: str
    line: int
    dag: str | None
    runs: tuple[Run, ...]
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What reading a task needs to know of its file."""

    path: str
    constants: dict[str, str]
    functions: frozenset[str]
    imports: dict[str, tuple[str, str]]

    def callable_run(self, name: str, place: Place) -> tuple[Run, ...]:
        """The run of a Python function of this file or an imported one."""
        if name in self.functions:
            return (Run(place, callable_=(self.path, name)),)
        if name in self.imports:
            return (Run(place, callable_=self.imports[name]),)
        return ()


def read_operator(call: ast.Call, source: Source) -> Task | None:
    """The task that an operator or sensor makes, or None for other calls."""
    kind = last_name(call.func)
    is_operator = kind.endswith(("Operator", "Sensor")) and kind not in _NOT_TASKS
    name = text_of(keyword(call, "task_id"), source.constants)
    if not is_operator or name is None:
        return None
    dag = keyword(call, "dag")
    image = text_of(keyword(call, "image"), source.constants)
    handed = dag.id if isinstance(dag, ast.Name) else None
    return Task(name, call.lineno, handed, _runs_of(kind, call, source), image)


def _runs_of(kind: str, call: ast.Call, source: Source) -> tuple[Run, ...]:
    place = Place(source.path, call.lineno)
    if kind.startswith("Python") or "Python" in kind:
        function = keyword(call, "python_callable")
        return source.callable_run(function.id, place) if isinstance(function, ast.Name) else ()
    if "Papermill" in kind:
        words = [text_of(keyword(call, key), source.constants) for key in ("input_nb", "output_nb")]
        command = "papermill " + " ".join(word for word in words if word)
    elif kind in ("DockerOperator", "KubernetesPodOperator"):
        return ()
    else:
        command = text_of(keyword(call, "bash_command", "command"), source.constants) or ""
    if not command.strip():
        return ()
    node = keyword(call, "bash_command", "command")
    line = node.lineno if node is not None else call.lineno
    return (Run(place, script=parse_script(command, line)),)
