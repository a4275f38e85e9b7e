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
    assert list(found) == ["retrain.load", "retrain.train"]
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
        ("chain([a, b], [c, a])", {("a", "c"), ("b", "a")}),
        ("chain_linear([a, b], [c, a])", {("a", "c"), ("b", "c"), ("b", "a")}),
        ("chain(*[a, b, c])", {("a", "b"), ("b", "c")}),
        ("for x in (a, b):\n        x >> c", {("a", "c"), ("b", "c")}),
        (
            "last = a\n    for x in (b, c):\n        last >> x\n        last = x",
            {("a", "b"), ("b", "c")},
        ),
        ('c = BashOperator(task_id="c2", bash_command="x", env={"N": a.output})', {("a", "c2")}),
        ("a.set_downstream([b, c])", {("a", "b"), ("a", "c")}),
        ("c.set_upstream(a)", {("a", "c")}),
        ('a >> Label("checked") >> b', {("a", "b")}),
        ("a >> b >> c.as_teardown(setups=a)", {("a", "b"), ("b", "c"), ("a", "c")}),
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
    assert edges(text) == {
        ("start", "models.one"),
        ("start", "models.two"),
        ("models.one", "end"),
        ("models.two", "end"),
    }


def test_only_the_ends_of_a_group_meet_what_is_around_it() -> None:
    text = """
with DAG("d") as d:
    start = EmptyOperator(task_id="start")
    with TaskGroup("models", prefix_group_id=False) as models:
        EmptyOperator(task_id="one") >> EmptyOperator(task_id="two")
    start >> models >> EmptyOperator(task_id="end")
"""
    assert edges(text) == {("start", "one"), ("one", "two"), ("two", "end")}


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


def test_assets_lead_from_dag_to_dag() -> None:
    found = read(
        """
ORDERS = Asset("s3://b/orders")
with DAG("first", schedule=None):
    BashOperator(task_id="a", bash_command="x", outlets=ORDERS)
with DAG("second", schedule=(ORDERS | Asset("other"))):
    EmptyOperator(task_id="b") >> EmptyOperator(task_id="c")
"""
    )
    assert found["first.a"].gives == ("s3://b/orders",)
    assert found["second.b"].takes == (("", "s3://b/orders"), ("", "other"))
    assert found["second.c"].takes == ()


def test_functions_that_are_assets() -> None:
    found = read(
        """
from airflow.sdk import asset
@asset(schedule="@daily", uri="s3://b/raw")
def raw():
    ...
@asset(schedule=[Asset("raw")])
def clean(self, raw):
    ...
@asset(schedule=raw)
def odd():
    ...
"""
    )
    assert found["odd.odd"].triggers[0].kind == TriggerKind.EVENT
    assert found["odd.odd"].takes == (("", "raw"), ("", "s3://b/raw"))
    assert found["raw.raw"].gives == ("raw", "s3://b/raw")
    assert found["raw.raw"].triggers[0].kind == TriggerKind.SCHEDULE
    assert [name for _, name in found["clean.clean"].takes] == ["raw"]


def test_sensors_of_other_dags_are_an_order() -> None:
    found = read(
        """
with DAG("d"):
    ExternalTaskSensor(task_id="one", external_dag_id="up", external_task_id="load")
    ExternalTaskSensor(task_id="all", external_dag_id="up")
    ExternalTaskSensor(task_id="some", external_dag_id="up", external_task_ids=["a", "b"])
    ExternalTaskSensor(task_id="open", external_dag_id=which())
"""
    )
    assert [step.after for step in found.values()] == [
        ("*:up.load",), ("#up",), ("*:up.a", "*:up.b"), ()
    ]  # fmt: skip


def test_a_person_answers_and_types() -> None:
    found = read(
        """
with DAG("d", schedule=None, params={"city": Param(type="string"), "depth": Param(4), "mode": "x"}):
    ask = ApprovalOperator(task_id="ask", subject="Good?")
    ask >> EmptyOperator(task_id="go")
"""
    )
    assert "Good?" in found["d.ask"].gates[0].detail
    assert found["d.ask"].inputs == (("city", None), ("depth", "4"), ("mode", "x"))
    assert not found["d.go"].inputs
    assert not found["d.go"].gates


def test_a_project_of_dbt_as_a_dag() -> None:
    text = """
from cosmos import DbtDag, ProjectConfig
DbtDag(dag_id="marts", schedule="@daily", project_config=ProjectConfig("dbt/marts"))
"""
    (step,) = read(text).values()
    assert step.name == "marts.dbt"
    assert "dbt/marts" in repr(step.runs[0].script)
    assert step.triggers[0].detail == "@daily"


def test_settings_for_all_tasks_of_a_dag() -> None:
    text = """
with DAG("d", default_args={"image": "jobs:1", "env": {"A": "1", "B": f"{x()}"}}):
    DockerOperator(task_id="a", command="python a.py")
    DockerOperator(task_id="b", image="jobs:2")
"""
    found = read(text)
    assert [step.image for step in found.values()] == ["jobs:1", "jobs:2"]
    assert found["d.a"].environment == (("A", "1"), ("B", ""))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("from airflow.sdk import DAG", [TriggerKind.PERSON]),
        ("from airflow.utils.dates import days_ago", [TriggerKind.SCHEDULE]),
        ("", []),
    ],
)
def test_versions_start_what_has_no_schedule_differently(
    line: str, expected: list[TriggerKind]
) -> None:
    (step,) = read(f'{line}\nwith DAG("d"):\n    EmptyOperator(task_id="a")\n').values()
    assert [trigger.kind for trigger in step.triggers] == expected


def test_timetables_and_assets_at_once() -> None:
    text = """
with DAG("d", schedule=AssetOrTimeSchedule(
    timetable=CronTriggerTimetable("0 3 * * *", timezone="UTC"), assets=[Asset("a")]
)):
    EmptyOperator(task_id="a")
"""
    (step,) = read(text).values()
    assert [(t.kind, t.detail[:9]) for t in step.triggers] == [
        (TriggerKind.EVENT, "AssetOrTi"),
        (TriggerKind.SCHEDULE, "0 3 * * *"),
    ]


def test_branches_of_a_file_are_both_read() -> None:
    text = """
if which():
    SCHEDULE = "@daily"
else:
    SCHEDULE = "@weekly"
with DAG("d", schedule=SCHEDULE):
    EmptyOperator(task_id="a")
"""
    (step,) = read(text).values()
    assert [(t.kind, t.detail) for t in step.triggers] == [(TriggerKind.SCHEDULE, "SCHEDULE")]


def test_a_file_without_end_is_a_problem() -> None:
    loops = "".join(f"{' ' * n}for i{n} in range(60):\n" for n in range(4))
    text = f'{IMPORTS}{loops}    x = 1\nwith DAG("d"):\n    EmptyOperator(task_id="a")\n'
    assert PARSER.parse("flow.py", text.encode()).problems


@given(
    st.lists(
        st.sampled_from(
            ["x", "x = ", "DAG('d')", "load(", ")", "[", "]", ".expand(", "{**x}", "f'{x}'", " >> ",
             "\n", "@task\ndef load(x, *y, z=1, **w): return x\n", "for x in x:\n x += x\n", ", ",
             "x = (x, x)\n", "x['a'] = x\n", "with x as x:\n x()\n", "(x := x)",
             "lambda: x", "x.append(x)\n"]
        ),
        max_size=14,
    ).map(lambda parts: "".join(parts).encode())
)  # fmt: skip
def test_no_code_raises(data: bytes) -> None:
    PARSER.parse("flow.py", b"from airflow import DAG, task\nwith DAG('d'): pass\n" + data)
