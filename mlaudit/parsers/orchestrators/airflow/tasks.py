"""Tasks of a DAG: what each one runs."""

from __future__ import annotations

import ast
import shlex
from dataclasses import dataclass, replace

from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.values import keyword, last_name, text_of
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


def callable_run(source: Source, node: ast.expr | None, place: Place) -> tuple[Run, ...]:
    """The run of a Python function of this file, an imported one, or one of a module."""
    if isinstance(node, ast.Name) and node.id in source.all_functions:
        return (Run(place, callable_=(source.path, node.id)),)
    origin = source.origin(node) if node is not None else None
    return (Run(place, callable_=origin),) if origin and origin[1] else ()


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
    if "Python" in kind:
        runs = callable_run(source, keyword(call, "python_callable"), place)
        handed = _handed_to(call, source.constants)
        return tuple(replace(run, handed=handed) for run in runs)
    if kind == "TriggerDagRunOperator":
        dag = text_of(keyword(call, "trigger_dag_id"), source.constants)
        return (Run(place, step=f"#{dag}"),) if dag else ()
    if "Papermill" in kind:
        words = [text_of(keyword(call, key), source.constants) for key in ("input_nb", "output_nb")]
        command = "papermill " + " ".join(map(_quote, filter(None, words)))
    elif kind in ("DockerOperator", "KubernetesPodOperator"):
        return ()
    else:
        command = text_of(keyword(call, "bash_command", "command"), source.constants) or ""
    if not command.strip():
        return ()
    node = keyword(call, "bash_command", "command")
    line = node.lineno if node is not None else call.lineno
    return (Run(place, script=parse_script(command, line)),)


def _handed_to(call: ast.Call, constants: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What `op_args` and `op_kwargs` hand to the callable, as far as it is text."""
    given, named = keyword(call, "op_args"), keyword(call, "op_kwargs")
    found: list[tuple[str, str]] = []
    for element in given.elts if isinstance(given, ast.List | ast.Tuple) else ():
        found.append(("", text_of(element, constants) or "{argument}"))
    if isinstance(named, ast.Dict):
        for key, value in zip(named.keys, named.values, strict=True):
            text = text_of(value, constants)
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and text is not None:
                found.append((key.value, text))
    return tuple(found)


def _quote(word: str) -> str:
    return word if "{" in word else shlex.quote(word)
