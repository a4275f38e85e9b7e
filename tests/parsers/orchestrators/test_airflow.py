from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Trigger
from mlaudit.model.vocabulary import StepKind, TriggerKind
from mlaudit.parsers.orchestrators.airflow import PARSER

IMPORTS = """\
from airflow import DAG
from airflow.decorators import dag, task
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator
"""


def read(text: str, path: str = "dags/flow.py") -> dict[str, DeclaredStep]:
    """The tasks of a DAG file by name."""
    return {step.name: step for step in PARSER.parse(path, (IMPORTS + text).encode()).steps}


def edges(text: str) -> set[tuple[str, str]]:
    """(before, after) of the tasks of a DAG `d`."""
    found = read(text)
    return {
        (before.removeprefix("d."), name.removeprefix("d."))
        for name, step in found.items()
        for before in step.after
    }


def trigger(arguments: str) -> Trigger | None:
    """What starts a DAG that is made with some arguments."""
    (step,) = read(f'with DAG("d", {arguments}):\n    EmptyOperator(task_id="a")\n').values()
    return step.triggers[0] if step.triggers else None


def test_tasks_of_a_with_block() -> None:
    found = read(
        """
with DAG(dag_id="churn", schedule="0 5 2 * *") as flow:
    split = BashOperator(task_id="split", bash_command="dvc repro split")
    train = BashOperator(
        task_id="train",
        bash_command="python src/train.py --epochs 20",
    )
    split >> train
"""
    )
    assert list(found) == ["churn.split", "churn.train"]
    train = found["churn.train"]
    assert train.kind == StepKind.AIRFLOW_TASK
    assert (train.place.line, train.scope) == (9, "dags.churn.train")
    assert train.group == "dags/flow.py#churn"
    assert train.after == ("churn.split",)
    assert [run.script is not None for run in train.runs] == [True]


def test_tasks_that_are_handed_their_dag() -> None:
    found = read(
        """
first = DAG("first", schedule=None)
second = DAG("second", schedule=None)
BashOperator(task_id="a", bash_command="python a.py", dag=first)
BashOperator(task_id="b", bash_command="python b.py", dag=second)
"""
    )
    assert list(found) == ["first.a", "second.b"]


def test_a_dag_that_is_made_first_and_entered_later() -> None:
    found = read(
        """
first = DAG("first")
second = DAG("second")
with first:
    EmptyOperator(task_id="a")
with second:
    EmptyOperator(task_id="b")
"""
    )
    assert list(found) == ["first.a", "second.b"]


def test_a_decorated_function_with_task_functions() -> None:
    found = read(
        """
@task
def load():
    return "data/raw.csv"

@task(retries=2)
def train(path):
    return path

@dag(schedule="@daily")
def retrain():
    train(load())

retrain()
"""
    )
    assert list(found) == ["retrain.train", "retrain.load"]
    assert found["retrain.train"].after == ("retrain.load",)
    assert found["retrain.train"].runs[0].callable_ == ("dags/flow.py", "train")


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        ("a >> b >> c", {("a", "b"), ("b", "c")}),
        ("c << b << a", {("a", "b"), ("b", "c")}),
        ("a >> [b, c]", {("a", "b"), ("a", "c")}),
        ("[a, b] >> c", {("a", "c"), ("b", "c")}),
        ("chain(a, [b], c)", {("a", "b"), ("b", "c")}),
        ("cross_downstream([a, b], [c])", {("a", "c"), ("b", "c")}),
        ("a.set_downstream([b, c])", {("a", "b"), ("a", "c")}),
        ("c.set_upstream(a)", {("a", "c")}),
        ('a >> Label("checked") >> b', {("a", "b")}),
        ("both = [a, b]\n    both >> c", {("a", "c"), ("b", "c")}),
    ],
)
def test_order(flow: str, expected: set[tuple[str, str]]) -> None:
    text = 'with DAG("d") as d:\n'
    text += "".join(f'    {name} = EmptyOperator(task_id="{name}")\n' for name in "abc")
    assert edges(f"{text}    {flow}\n") == expected


def test_a_group_stands_for_its_tasks() -> None:
    text = """
with DAG("d") as d:
    start = EmptyOperator(task_id="start")
    with TaskGroup("models") as models:
        one = EmptyOperator(task_id="one")
        two = EmptyOperator(task_id="two")
    end = EmptyOperator(task_id="end")
    start >> models >> end
"""
    assert edges(text) == {("start", "one"), ("start", "two"), ("one", "end"), ("two", "end")}


@pytest.mark.parametrize(
    ("arguments", "kind", "detail", "enabled"),
    [
        ('schedule="@daily"', TriggerKind.SCHEDULE, "@daily", True),
        ('schedule_interval="0 5 * * *"', TriggerKind.SCHEDULE, "0 5 * * *", True),
        ("schedule=timedelta(days=1)", TriggerKind.SCHEDULE, "timedelta(days=1)", True),
        ("timetable=Weekdays()", TriggerKind.SCHEDULE, "Weekdays()", True),
        ('schedule=[Asset("s3://b/k")]', TriggerKind.EVENT, "[Asset('s3://b/k')]", True),
        ('schedule=Dataset("a") | Dataset("b")', TriggerKind.EVENT, None, True),
        ("schedule=None", TriggerKind.PERSON, "schedule=None", True),
        ('schedule="@once"', TriggerKind.PERSON, None, True),
        (
            'schedule="@daily", is_paused_upon_creation=True',
            TriggerKind.SCHEDULE,
            "@daily",
            False,
        ),
    ],
)
def test_triggers(arguments: str, kind: TriggerKind, detail: str | None, enabled: bool) -> None:
    found = trigger(arguments)
    assert found is not None
    assert (found.kind, found.enabled) == (kind, enabled)
    assert detail is None or found.detail == detail


def test_without_a_schedule_the_version_decides() -> None:
    assert trigger("catchup=False") is None


def test_python_callables() -> None:
    found = read(
        """
import pipeline.report
from pipeline import features
from pipeline.model import fit as fit_model

def check():
    ...

with DAG("d"):
    PythonOperator(task_id="here", python_callable=check)
    PythonOperator(task_id="imported", python_callable=fit_model)
    PythonOperator(task_id="of_module", python_callable=features.build)
    PythonOperator(task_id="dotted", python_callable=pipeline.report.write)
    PythonOperator(task_id="made", python_callable=lambda: None)
"""
    )
    assert {name: [run.callable_ for run in step.runs] for name, step in found.items()} == {
        "d.here": [("dags/flow.py", "check")],
        "d.imported": [("pipeline.model", "fit")],
        "d.of_module": [("pipeline.features", "build")],
        "d.dotted": [("pipeline.report", "write")],
        "d.made": [],
    }


def test_notebooks_images_and_other_dags() -> None:
    found = read(
        """
with DAG("d"):
    PapermillOperator(task_id="clean", input_nb="nb/01 clean.ipynb", output_nb="out.ipynb")
    DockerOperator(task_id="score", image="churn:1.2")
    TriggerDagRunOperator(task_id="next", trigger_dag_id="deploy")
"""
    )
    (run,) = found["d.clean"].runs
    assert run.script is not None
    assert found["d.score"].image == "churn:1.2"
    assert found["d.next"].runs[0].step == "#deploy"


def test_names_that_vary() -> None:
    text = """
PREFIX = "train"
with DAG("d"):
    for city in CITIES:
        BashOperator(task_id=f"{PREFIX}_{city}", bash_command=f"python train.py {city}")
"""
    assert list(read(text)) == ["d.train_{city}"]


@pytest.mark.parametrize(
    "text",
    ["", "import airflow\n", "from airflow import DAG\nwith DAG(:\n", "x = 'airflow DAG'\x00"],
)
def test_files_without_tasks(text: str) -> None:
    assert PARSER.parse("flow.py", text.encode()).steps == ()


def test_deep_nesting_is_a_problem_or_read() -> None:
    chain = " >> ".join(["a"] * 900)
    text = f'{IMPORTS}with DAG("d"):\n    a = EmptyOperator(task_id="a")\n    {chain}\n'
    facts = PARSER.parse("flow.py", text.encode())
    assert facts.steps or facts.problems


@given(
    st.binary(max_size=80)
    | st.lists(
        st.sampled_from(
            ["with DAG(", '"d"', ") as d:", "\n", "    ", "a", " >> ", "[", "]", "=", "@dag",
             "EmptyOperator(task_id=", ")", "def f():", "chain(", ",", "schedule=", "None"]
        ),
        max_size=25,
    ).map(lambda parts: "".join(parts).encode())
)  # fmt: skip
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("flow.py", b"import airflow # DAG\n" + data)


def test_arguments_of_a_callable_are_handed_on() -> None:
    source = b"""
from airflow import DAG
from airflow.operators.python import PythonOperator
from jobs import clean

FOLDER = "data"
with DAG("nightly", schedule="@daily") as dag:
    PythonOperator(
        task_id="clean",
        python_callable=clean,
        op_args=[FOLDER + "/raw.csv", 3],
        op_kwargs={"target": f"{FOLDER}/clean.csv", "rows": 10},
    )
"""
    (step,) = PARSER.parse("dags/nightly.py", source).steps
    assert step.runs[0].callable_ == ("jobs", "clean")
    assert step.runs[0].handed == (
        ("", "data/raw.csv"),
        ("", "{argument}"),
        ("target", "data/clean.csv"),
    )
