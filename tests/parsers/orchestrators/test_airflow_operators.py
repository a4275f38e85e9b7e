"""What operators of Airflow run and move."""

from __future__ import annotations

import pytest

from mlaudit.model.data import Scalar
from mlaudit.parsers.orchestrators.airflow import PARSER
from tests.parsers.orchestrators.test_airflow import read


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
