"""DAGs and tasks of Airflow that functions and loops make."""

from __future__ import annotations

from mlaudit.model.vocabulary import TriggerKind
from tests.parsers.orchestrators.test_airflow import read


def test_functions_and_loops_make_dags_and_tasks() -> None:
    found = read(
        """
CITIES = {"rome": "0 1 * * *", "oslo": None}

def make(city, schedule, kind="daily"):
    with DAG(f"{city}_{kind}", schedule=schedule) as made:
        for depth in [2, 4]:
            BashOperator(task_id=f"fit_{depth}", bash_command=f"python fit.py {city}")
    return made

for city, cron in CITIES.items():
    globals()[city] = make(city, cron)
"""
    )
    assert list(found) == [
        "rome_daily.fit_2", "rome_daily.fit_4", "oslo_daily.fit_2", "oslo_daily.fit_4"
    ]  # fmt: skip
    assert found["rome_daily.fit_2"].triggers[0].detail == "0 1 * * *"
    assert found["oslo_daily.fit_2"].triggers[0].kind == TriggerKind.PERSON


def test_what_is_called_elsewhere_has_holes_in_its_name() -> None:
    text = 'def make(city):\n    with DAG(f"{city}_x"):\n        EmptyOperator(task_id="a")\n'
    assert list(read(text)) == ["{city}_x.a"]


def test_groups_and_mapped_tasks_of_functions() -> None:
    found = read(
        """
@task_group
def prepare(city):
    @task
    def load(city):
        return city
    return load(city)

@task.branch
def choose(data):
    return "fit"

@task(task_id="train")
def fit(depth, data):
    ...

@dag(dag_id="flow", schedule="@daily")
def build():
    one = prepare("rome")
    two = prepare.override(group_id="north")("oslo")
    choose(one) >> fit.partial(data=two).expand(depth=[1, 2])
    fit.override(task_id="again")("3", data="x.csv")

build()
"""
    )
    assert list(found) == [
        "flow.prepare.load", "flow.north.load", "flow.choose", "flow.train", "flow.again"
    ]  # fmt: skip
    assert found["flow.choose"].after == ("flow.prepare.load",)
    assert set(found["flow.train"].after) == {"flow.north.load", "flow.choose"}
    assert found["flow.again"].runs[0].handed == (("", "3"), ("data", "x.csv"))


def test_calls_of_one_function_are_numbered() -> None:
    text = """
@task
def load(path):
    ...
with DAG("d"):
    load("a")
    load("b")
"""
    assert list(read(text)) == ["d.load", "d.load__1"]


def test_a_function_with_a_command() -> None:
    text = """
@task.bash
def clean():
    return "python clean.py"
with DAG("d"):
    clean()
"""
    (step,) = read(text).values()
    assert [run.script is not None for run in step.runs] == [False, True]
