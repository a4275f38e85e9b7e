"""Airflow 2 and 3: DAG files, followed without running them.

Understood are `with DAG(…)`, `dag = DAG(…)`, `@dag` and `@asset`, operators of every provider and
functions with `@task` as tasks, groups, functions and loops that make DAGs or tasks, `>>`, `<<`,
`chain`, results that are handed on, schedules, assets between DAGs, sensors and the operators that
wait for a person. What a loop over unknown values makes is one task with a varying name.
"""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.orchestrators.airflow.dags import read_dags
from mlaudit.parsers.orchestrators.airflow.steps import declare_dags
from mlaudit.parsers.orchestrators.definitions.facts import too_deep
from mlaudit.parsers.orchestrators.definitions.source import read_source

_WORDS = (b"DAG", b"dag", b"Dag", b"asset")


def parse_airflow(path: str, data: bytes) -> Facts:
    """The tasks of a DAG file; files without Airflow give nothing."""
    file = read_source(path, data, *_WORDS) if b"airflow" in data or b"cosmos" in data else None
    if file is None:
        return Facts(path, PARSER.name)
    try:
        dags, cut = read_dags(file)
        steps = tuple(declare_dags(file, dags))
    except RecursionError:
        return too_deep(path, PARSER.name, "tasks")
    problems = (Problem(Place(path), "too long to find all its tasks", whole=False),)
    return Facts(path, PARSER.name, steps=steps, problems=problems if cut else ())


PARSER = Parser("airflow", lambda path: path.endswith(".py"), parse_airflow)
