"""Constants that a DAG hands to a function decide what the function does."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

DAG = """\
from airflow import DAG
from airflow.operators.python import PythonOperator
from jobs import save

with DAG("d", schedule=None):
    PythonOperator(task_id="save", python_callable=save, GIVEN)
"""
JOBS = """\
import pandas as pd

def save(name, there=False):
    if there:
        pd.DataFrame().to_csv("shared/" + name)
    else:
        pd.DataFrame().to_csv("/home/me/" + name)
"""


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("op_args=['x.csv', True]", "shared/x.csv"),
        ("op_args=['x.csv'], op_kwargs={'there': True}", "shared/x.csv"),
        ("op_kwargs={'name': 'x.csv', 'there': False}", "/home/me/x.csv"),
        ("op_kwargs={'name': 'x.csv'}", "/home/me/x.csv"),
    ],
)
def test_the_branch_that_is_taken(write_tree: WriteTree, given: str, written: str) -> None:
    root = write_tree({"dags/d.py": DAG.replace("GIVEN", given), "dags/jobs.py": JOBS})
    step = read_workflow(root).step_by_id["dags/d.py:d.save"]
    assert [access.artifact for access in step.writes] == [written]
