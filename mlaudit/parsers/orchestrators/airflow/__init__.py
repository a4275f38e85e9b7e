"""Airflow: DAG files, read statically.

Understood are `with DAG(…)`, `dag = DAG(…)` and `@dag`, operators of every provider as tasks,
TaskFlow functions, `>>`, `<<`, `chain`, `set_downstream`, and the schedule. Shell commands, Python
callables and notebooks of tasks are handed to linking; what a DAG factory makes in a loop is one
task with a varying name.
"""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.airflow.dags import read_dags
from mlaudit.parsers.orchestrators.definitions.source import read_source


def parse_airflow(path: str, data: bytes) -> Facts:
    """The tasks of a DAG file; files without Airflow give nothing."""
    file = read_source(path, data, b"DAG", b"dag") if b"airflow" in data else None
    if file is None:
        return Facts(path, PARSER.name)
    try:
        return Facts(path, PARSER.name, steps=read_dags(file))
    except RecursionError:
        problem = Problem(Place(path), "nested too deeply to find its tasks", whole=False)
        return Facts(path, PARSER.name, problems=(problem,))


PARSER = Parser("airflow", lambda path: path.endswith(".py"), parse_airflow)
