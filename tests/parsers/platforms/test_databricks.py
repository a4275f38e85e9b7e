from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.graph.link import complete_facts
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.platforms.databricks.file import PARSER
from mlaudit.parsers.registry import parse_file
from mlaudit.parsers.shell import parse_script

BUNDLE = """\
variables: {a: {default: one}, b: plain}
targets:
  dev: {default: true, variables: {a: two}}
  prod: {resources: {jobs: {late: {schedule: {quartz_cron_expression: 0 0 1}}}}}
"""


def read(text: str, path: str = "x/resources/jobs.yml") -> dict[str, DeclaredStep]:
    facts: dict[str, Facts] = {}
    for name, content in {"x/databricks.yml": BUNDLE, path: text}.items():
        found = parse_file(name, content.encode())
        assert found is not None
        facts[name] = found
    return {step.name: step for step in complete_facts(facts)[path].steps}


def job(task: str, more: str = "") -> DeclaredStep:
    steps = read(f"resources:\n  jobs:\n    j:\n      tasks: [{{task_key: t, {task}}}]\n{more}")
    return steps["j/t"]


def codes(step: DeclaredStep) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(run.code, run.arguments) for run in step.runs]


def test_order_and_values() -> None:
    steps = read(
        "resources:\n  jobs:\n    j:\n      parameters: [{name: n, default: 3}]\n      tasks:\n"
        "      - {task_key: b, depends_on: [{task_key: a}], spark_python_task: {python_file: "
        "../b.py, parameters: ['${var.a}', '${var.b}', '{{job.parameters.n}}', '${var.c}']}}\n"
        "      - task_key: a\n        notebook_task:\n          notebook_path: ../a\n"
        "          base_parameters: {k: '${bundle.target}'}\n"
    )
    assert steps["j/b"].after == ("j/a",)
    assert (steps["j/b"].kind.value, steps["j/b"].kind.family) == (
        "databricks-task",
        StepFamily.TASK,
    )
    assert codes(steps["j/b"])[0] == ("x/b.py", ("two", "plain", "3", "{c}"))
    assert [code for code, _ in codes(steps["j/a"])] == ["x/a", "x/a.py", "x/a.ipynb"]
    assert codes(steps["j/a"])[0][1] == ("k={target}",)
    assert steps["j/a"].inputs == (("n", "3"),)


def test_where_code_lies() -> None:
    def first(path: str, more: str = "") -> str | None:
        step = job(f"notebook_task: {{notebook_path: '{path}'}}", more)
        return step.runs[0].code if step.runs else None

    assert first("/Repos/me/project/nb/a") == "nb/a"
    assert first("${workspace.file_path}/nb/a.py") == "x/nb/a.py"
    assert first("/Shared/a") is None
    assert first("nb/a", "      git_source: {git_url: u}\n") == "nb/a"


def test_other_tasks() -> None:
    def shell(task: str) -> list[str]:
        return [run.script.text for run in job(task).runs if run.script is not None]

    assert shell("python_wheel_task: {entry_point: fit, named_parameters: {n: 1}}") == ["fit --n=1"]
    assert shell("dbt_task: {commands: [dbt run, dbt test]}") == ["dbt run", "dbt test"]
    assert shell("spark_submit_task: {parameters: [a.py, '1']}") == ["spark-submit a.py 1"]
    assert shell("for_each_task: {task: {python_wheel_task: {entry_point: fit}}}") == ["fit"]
    step = job("run_job_task: {job_id: '${resources.jobs.other.id}'}")
    assert [run.step for run in step.runs] == ["#other"]


def test_triggers() -> None:
    def triggers(more: str, name: str = "j") -> list[tuple[str, str, bool]]:
        text = f"resources:\n  jobs:\n    {name}:\n      tasks: [{{task_key: t}}]\n{more}"
        step = read(text)[f"{name}/t"]
        return [(t.kind.value, t.detail, t.enabled) for t in step.triggers]

    paused = "      schedule: {quartz_cron_expression: 0 0 3, pause_status: PAUSED}\n"
    assert triggers(paused) == [("schedule", "0 0 3", False)]
    arrival = "      trigger: {file_arrival: {url: s3://x}}\n"
    assert triggers(arrival) == [("event", "file arrival", True)]
    assert triggers("      continuous: {pause_status: UNPAUSED}\n") == [
        ("event", "continuous", True)
    ]
    assert triggers("", "late") == [("schedule", "0 0 1", True)]


def test_jobs_of_other_forms() -> None:
    steps = read('{"settings": {"name": "n", "notebook_task": {"notebook_path": "a"}}}', "j.json")
    assert list(steps) == ["n/task"]
    steps = read(
        "environments: {default: {workflows: [{name: w, tasks: [{task_key: t}]}]}}", "deploy.yml"
    )
    assert list(steps) == ["w/t"]
    steps = read(
        "resources: {pipelines: {p: {continuous: true, "
        "libraries: [{notebook: {path: ../p.py}}]}}}\n"
        "# pipelines:\n"
    )
    assert codes(steps["p"])[0] == ("x/p.py", ())
    assert read("tasks: [{name: x}]\n# task_key\n") == {}


def test_commands_that_start_jobs() -> None:
    script = parse_script("databricks bundle run -t prod fit; databricks bundle deploy")
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    assert [run.target for run in outcome.runs if run.form == "databricks-task"] == ["fit"]


@given(st.binary(max_size=100) | st.text(alphabet="ks:{}[]-\n _task$'\",", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for path, head in (
        ("a.yml", b"resources:\n  jobs:\n    a:\n      tasks:\n      - task_key: "),
        ("a.yml", b"notebook_task: "),
        ("a.json", b'{"notebook_task": '),
    ):
        assert PARSER.parse(path, head + content).path == path
