from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import Automation, StepFamily
from mlaudit.parsers.orchestrators.kubeflow import PARSER
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.parsers.orchestrators.definitions.fragments import any_python

HEAD = "import kfp\nfrom kfp import components, dsl\n"
PIPELINE = """\
@dsl.component(base_image="python:3.11")
def load(path: str): ...
@dsl.component
def fit(table, rounds=3): ...
@dsl.pipeline(name="p")
def train(path: str = "a.csv"):
    loaded = load(path=path)
    fit(table=loaded.output, rounds=5)
"""


def read(text: str) -> dict[str, DeclaredStep]:
    """The declared steps of a file by name."""
    return {s.name: s for s in PARSER.parse("pipelines/p.py", (HEAD + text).encode()).steps}


def test_a_pipeline_of_functions() -> None:
    found = read(PIPELINE)
    assert list(found) == ["train", "train.load", "train.fit"]
    assert found["train.fit"].after == ("train.load",)
    assert found["train.load"].image == "python:3.11"
    assert {step.kind.family for step in found.values()} == {StepFamily.PART}


@pytest.mark.parametrize(
    "head",
    [
        "from kfp.dsl import component, pipeline\nfrom kfp import dsl\n",
        "from kfp.v2 import dsl\n",
        "import kfp.dsl as dsl\n",
        "import kfp\nfrom kfp import dsl as d\ndsl = d\nfrom kfp import dsl\n",
    ],
)
def test_ways_to_import(head: str) -> None:
    steps = PARSER.parse("p.py", (head + PIPELINE).encode()).steps
    assert [step.name for step in steps] == ["train", "train.load", "train.fit"]


def test_order_by_calls_and_conditions() -> None:
    text = PIPELINE.replace("table=loaded.output, rounds=5)", "rounds=5).after(loaded)")
    assert read(text)["train.fit"].after == ("train.load",)
    text = PIPELINE.replace(
        "    fit(table=loaded.output, rounds=5)\n",
        "    with dsl.Condition(loaded.output == 1):\n        fit(table=1)\n",
    )
    assert read(text)["train.fit"].after == ("train.load",)
    text = PIPELINE.replace(
        "    fit(table=loaded.output, rounds=5)\n",
        "    with dsl.ExitHandler(loaded):\n        fit(table=1)\n",
    )
    assert read(text)["train.fit"].after == ()


def test_containers_of_the_first_version() -> None:
    text = """\
def train_op(data):
    return dsl.ContainerOp(name="train", image="img:1", command=["python", "train.py"],
                           arguments=["--data", data, "--rounds", 3])
@dsl.pipeline
def p(data="x"):
    first = dsl.ContainerOp("load", "alpine", command="sh load.sh")
    train_op(first.output)
"""
    found = read(text)
    assert list(found) == ["p", "p.load", "p.train"]
    assert found["p.train"].after == ("p.load",)
    assert found["p.train"].image == "img:1"
    assert [run.script is not None for run in found["p.train"].runs] == [True]


def test_container_components() -> None:
    text = """\
@dsl.container_component
def train(data: str):
    return dsl.ContainerSpec(image="img:1", command=["python", "train.py"], args=[data])
@dsl.pipeline
def p():
    train(data="x")
"""
    step = read(text)["p.train"]
    assert step.image == "img:1"
    assert [run.script is not None for run in step.runs] == [True]


def test_components_of_functions_and_of_files() -> None:
    text = """\
def clean(): ...
clean_op = components.create_component_from_func(clean, base_image="x")
old_op = kfp.components.func_to_container_op(func=clean)
check_op = components.load_component_from_file("check.yaml")
@dsl.pipeline
def p():
    check_op(clean_op().output)
    old_op()
"""
    found = read(text)
    assert list(found) == ["p", "p.clean", "p.check_op"]
    assert found["p.clean"].runs[0].callable_ == ("pipelines/p.py", "clean")
    assert found["p.check_op"].runs == ()
    assert found["p.check_op"].after == ("p.clean",)


@pytest.mark.parametrize(
    ("call", "detail", "enabled"),
    [
        ("client.create_recurring_run(cron_expression='0 0 2 * * *')", "0 0 2 * * *", True),
        ("client.create_recurring_run(interval_second=60, enabled=False)", "60", False),
        ("job.create_schedule(cron='0 2 * * *')", "0 2 * * *", True),
    ],
)
def test_recurring_runs(call: str, detail: str, enabled: bool) -> None:
    (trigger,) = read(f"{PIPELINE}{call}\n")["train"].triggers
    assert (trigger.detail, trigger.enabled) == (detail, enabled)
    two = PIPELINE + PIPELINE.replace("def train", "def other")
    assert [step.triggers for step in read(f"{two}{call}\n").values() if step.triggers] == []


FILES = {
    "p.py": HEAD
    + """\
@dsl.component
def load(path):
    open(path)
    open("work.csv", "w")
@dsl.pipeline
def train(path="a.csv"):
    load(path=path)
""",
}
SUBMIT = "from kfp import Client, compiler\nfrom p import train\n"


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("Client().create_run_from_pipeline_func(train, arguments={'path': 'b.csv'})\n", "b.csv"),
        ("Client().create_run_from_pipeline_func(pipeline_func=train)\n", "a.csv"),
        (
            "compiler.Compiler().compile(train, 'p.yaml')\n"
            "Client().create_run_from_pipeline_package('p.yaml')\n",
            "a.csv",
        ),
        (
            "from google.cloud import aiplatform\n"
            "compiler.Compiler().compile(pipeline_func=train, package_path='p.json')\n"
            "job = aiplatform.PipelineJob(template_path='p.json')\njob.submit()\n",
            "a.csv",
        ),
    ],
)
def test_code_that_submits_a_pipeline_starts_it(
    write_repository: WriteTree, code: str, reads: str
) -> None:
    files = FILES | {"submit.py": SUBMIT + code, "README.md": "```\npython submit.py\n```\n"}
    workflow = read_workflow(write_repository(files))
    step = workflow.step_by_id["p.py:train.load"]
    assert step.automation == Automation.DOCUMENTED
    assert [a.artifact for a in step.reads] == [reads]
    assert [i.by for i in workflow.invokers["p.py:train"]] == ["submit.py"]


def test_a_pipeline_that_is_only_compiled_does_not_run(write_repository: WriteTree) -> None:
    code = "compiler.Compiler().compile(train, 'p.yaml')\nclient.submit()\n"
    files = FILES | {"submit.py": SUBMIT + code, "README.md": "```\npython submit.py\n```\n"}
    workflow = read_workflow(write_repository(files))
    assert workflow.step_by_id["p.py:train.load"].automation == Automation.HIDDEN


@pytest.mark.parametrize("text", ["", "def pipeline(): ...\n", "@pipeline\ndef p(): ...\n"])
def test_what_is_no_pipeline(text: str) -> None:
    assert read(text) == {}


@given(any_python("# kfp pipeline\nfrom kfp import dsl\n"))
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("p.py", data)
