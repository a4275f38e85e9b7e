"""Airflow: DAG files, read statically.

Understood are `with DAG(…)`, `dag = DAG(…)` and `@dag`, operators of every provider as tasks,
TaskFlow functions, `>>`, `<<`, `chain`, `set_downstream`, and the schedule. Shell commands, Python
callables and notebooks of tasks are handed to linking; what a DAG factory makes in a loop is one
task with a varying name.
"""

from __future__ import annotations

import ast
import warnings

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.airflow.dags import read_dags


def parse_airflow(path: str, data: bytes) -> Facts:
    """The tasks of a DAG file; files without Airflow give nothing."""
    if b"airflow" not in data or not (b"DAG" in data or b"dag" in data):
        return Facts(path, PARSER.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Facts(path, PARSER.name)  # the reader of Python code tells what is wrong with it
    try:
        return Facts(path, PARSER.name, steps=read_dags(path, tree))
    except RecursionError:
        problem = Problem(Place(path), "nested too deeply to find its tasks", whole=False)
        return Facts(path, PARSER.name, problems=(problem,))


PARSER = Parser("airflow", lambda path: path.endswith(".py"), parse_airflow)
