from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Scalar
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
        op_kwargs={"target": f"{FOLDER}/clean.csv", "rows": 10, "kept": [FOLDER]},
    )
"""
    (step,) = PARSER.parse("dags/nightly.py", source).steps
    assert step.runs[0].callable_ == ("jobs", "clean")
    assert step.runs[0].handed == (
        ("", "data/raw.csv"),
        ("", "{argument}"),
        ("target", "data/clean.csv"),
        ("kept", "{kept}"),
    )
    assert step.runs[0].given == (("1", Scalar(3)), ("rows", Scalar(10)))


def runs(text: str) -> list[str]:
    """What the tasks of a DAG run, as literal words of a command or as the name of a function."""
    found = []
    for step in read('with DAG("d"):\n    ' + text + "\n").values():
        for run in step.runs:
            if run.script is not None:
                words = [
                    w.literal or "?" for n in run.script.nodes for w in getattr(n, "words", ())
                ]
                found.append(" ".join(words))
            else:
                found.append(str(run.step or run.code or run.callable_))
    return found


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ('SSHOperator(task_id="a", command="python a.py")', ["python a.py"]),
        ('PapermillOperator(task_id="a", input_nb="a.ipynb", output_nb="b.ipynb", '
         'parameters={"n": 3})',
         ["papermill a.ipynb b.ipynb -p n 3"]),
        ('DockerOperator(task_id="a", image="i", command=["python", "a.py", "--city", "new york"])',
         ["python a.py --city new york"]),
        ('DockerOperator(task_id="a", image="i", command="python a.py")', ["python a.py"]),
        ('DockerOperator(task_id="a", image="i")', []),
        ('KubernetesPodOperator(task_id="a", cmds=["sh", "-c"], arguments=["python a.py"])',
         ["python a.py"]),
        ('KubernetesPodOperator(task_id="a", image="i", cmds=["python"], arguments=["a.py"])',
         ["python a.py"]),
        ('SparkSubmitOperator(task_id="a", application="jobs/a.py", application_args=["--n", "3"])',
         ["spark-submit jobs/a.py --n 3"]),
        ('DatabricksSubmitRunOperator(task_id="a", spark_python_task={"python_file": "a.py"})',
         ["a.py"]),
        ('DatabricksSubmitRunOperator(task_id="a", json={"notebook_task": '
         '{"notebook_path": "/Repos/ml/churn/nb/fit"}})', ["nb/fit", "nb/fit.py", "nb/fit.ipynb"]),
        ('DatabricksRunNowOperator(task_id="a", job_name="churn")', ["#churn"]),
        ('DatabricksRunNowOperator(task_id="a", job_id=12)', []),
        ('DbtRunOperator(task_id="a", dir="dbt", models="marts")',
         ["dbt run --project-dir dbt --select marts"]),
        ('DbtTaskGroup(group_id="a", project_config=ProjectConfig("dbt"))',
         ["dbt build --project-dir dbt"]),
        ('SQLExecuteQueryOperator(task_id="a", sql="delete from a")', ["sql -c delete from a"]),
        ('PostgresOperator(task_id="a", sql=["x/a.sql", "select 1"])',
         ["sql -f dags/x/a.sql", "sql -c select 1"]),
        ('BigQueryInsertJobOperator(task_id="a", configuration={"query": {"query": "select 1"}})',
         ["sql -c select 1"]),
        ('GreatExpectationsOperator(task_id="a", checkpoint_name="orders")',
         ["great_expectations checkpoint run orders"]),
        ('BeamRunPythonPipelineOperator(task_id="a", py_file="beam/a.py")', ["python beam/a.py"]),
        ('BeamRunPythonPipelineOperator(task_id="a", py_file="gs://b/a.py")', []),
        ('TriggerDagRunOperator(task_id="a", trigger_dag_id=f"{x}")', []),
        ('PythonOperator(task_id="a", python_callable=functools.partial(jobs.fit, "x", depth="3"))',
         ["('jobs', 'fit')"]),
        ('BranchPythonOperator(task_id="a", python_callable=jobs.choose)', ["('jobs', 'choose')"]),
        ('EmailOperator(task_id="a", to="a@example.org")', []),
        ('BashOperator.partial(task_id="a").expand(bash_command=["x"])', []),
    ],
)  # fmt: skip
def test_what_operators_run(made: str, expected: list[str]) -> None:
    assert runs(f"import jobs, functools\n    {made}") == expected


def test_a_working_directory_stands_before_the_command() -> None:
    (step,) = read(
        'with DAG("d"):\n    BashOperator(task_id="a", bash_command="python a.py", cwd="jobs")\n'
    ).values()
    assert "jobs" in repr(step.runs[0].script)


@pytest.mark.parametrize(
    ("made", "reads", "writes"),
    [
        ('LocalFilesystemToS3Operator(task_id="a", filename="m.pkl", dest_bucket="b", '
         'dest_key="k/{{ ds }}")',
         ["m.pkl"], ["s3://b/k/{ds}"]),
        ('GCSToBigQueryOperator(task_id="a", bucket="b", source_objects=["x", "y"], '
         'destination_project_dataset_table="p.d.t")', ["gs://b/x", "gs://b/y"], ["db:p.d.t"]),
        ('S3CopyObjectOperator(task_id="a", source_bucket_key="s3://a/x", '
         'dest_bucket_key="s3://b/x")',
         ["s3://a/x"], ["s3://b/x"]),
        ('S3ToRedshiftOperator(task_id="a", s3_bucket="b", s3_key="k", schema="s", table="t")',
         ["s3://b/k"], ["db:s.t"]),
        ('FileSensor(task_id="a", filepath="/in/a.csv")', ["/in/a.csv"], []),
        ('S3KeySensor(task_id="a", bucket_key="k")', [], []),
        ('SageMakerTrainingOperator(task_id="a", config={"InputDataConfig": [{"DataSource": '
         '{"S3DataSource": {"S3Uri": "s3://b/train"}}}], '
         '"OutputDataConfig": {"S3OutputPath": "s3://b/model"}})',
         ["s3://b/train"], ["s3://b/model"]),
        ('BashOperator(task_id="a", bash_command="x", inlets=[Asset("s3://b/in")], '
         'outlets=[Asset(name="t", uri="file:///data/t.csv")])', ["s3://b/in"], ["/data/t.csv"]),
    ],
)  # fmt: skip
def test_what_operators_move(made: str, reads: list[str], writes: list[str]) -> None:
    (step,) = read(f'with DAG("d"):\n    {made}\n').values()
    assert [d.path for d in step.reads] == reads
    assert [d.path for d in step.writes] == writes


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
