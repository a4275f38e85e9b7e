"""Jobs of Azure Machine Learning that Python code defines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep
from mlaudit.parsers.platforms.azureml.python import PARSER
from mlaudit.parsers.yaml_data import read_yaml

IMPORTS = """\
from azure.ai.ml import Input, Output, command, dsl, load_component
from azure.ai.ml.entities import CronTrigger, JobSchedule, RecurrenceTrigger
from mldesigner import command_component
fit = command(name="fit", code="src", command="python fit.py --n ${{inputs.n}} --out ${{outputs.out}}",
    inputs={"n": 3, "data": Input(type="uri_folder")}, outputs={"out": Output(type="uri_folder")})
"""  # noqa: E501


def read(
    text: str, path: str = "flow.py", files: dict[str, str] | None = None
) -> list[DeclaredStep]:
    """The steps of a file, completed by files of the tree."""
    facts = PARSER.parse(path, (IMPORTS + text).encode())
    assert not facts.problems

    def look_up(name: str) -> Data | None:
        known = (files or {}).get(name)
        return read_yaml(known.encode())[0] if known is not None else None

    assert PARSER.complete is not None
    return list(PARSER.complete(facts, look_up).steps)


def test_a_pipeline_and_what_flows_through_it() -> None:
    first, second = read(
        """
@dsl.pipeline(compute="cpu")
def flow(data, n):
    one = fit(data=data, n=n)
    fit(data=one.outputs.out)
job = flow(data=Input(path="azureml:cars:2"), n=9)
client.jobs.create_or_update(job)
"""
    )
    assert (first.name, second.name) == ("flow.one", "flow.fit")
    assert second.after == ("flow.one",)
    assert first.runs[0].code == "src/fit.py"
    assert first.runs[0].arguments == ("--n", "9", "--out", "azureml://jobs/flow/one/out")
    assert second.runs[0].arguments[1] == "3"
    assert [d.path for d in first.reads] == ["azureml://data/cars:2"]
    assert first.by_code
    assert first.group == "flow.py#flow"


def test_a_component_of_the_tree() -> None:
    text = """
clean = load_component(source="parts/clean.yml")
@dsl.pipeline()
def flow(raw):
    clean(raw=raw)
"""
    component = """
command: python clean.py --raw ${{inputs.raw}} --n ${{inputs.n}} $[[--x ${{inputs.x}}]]
code: ../src
inputs: {raw: {type: uri_file}, n: {type: integer, default: 5}, x: {type: integer, optional: true}}
"""
    (step,) = read(text, files={"parts/clean.yml": component})
    assert step.runs[0].code == "src/clean.py"
    assert step.runs[0].arguments == ("--raw", "{raw}", "--n", "5")
    assert step.uses == ()
    (step,) = read(text)
    assert step.runs == ()


def test_pipelines_inside_of_each_other() -> None:
    found = read(
        """
@dsl.pipeline
def inner(data):
    first = fit(data=data)
    return {"model": first.outputs.out}
@dsl.pipeline
def outer():
    part = inner(data=Input(path="local/cars"))
    last = fit(data=part.outputs.model)
outer()
"""
    )
    assert [step.name for step in found] == ["inner.first", "outer.last"]
    assert found[1].after == ("inner.first",)
    assert [d.path for d in found[0].reads] == ["local/cars"]


def test_functions_as_components() -> None:
    (step,) = read(
        """
@command_component(name="load")
def load(out): ...
@dsl.pipeline
def flow():
    load()
"""
    )
    assert step.runs[0].callable_ == ("flow.py", "load")


@pytest.mark.parametrize(
    ("trigger", "detail"),
    [
        ('CronTrigger(expression="0 3 * * *")', "0 3 * * *"),
        ('RecurrenceTrigger(frequency="week", interval=2)', "every 2 week"),
    ],
)
def test_schedules(trigger: str, detail: str) -> None:
    steps = read(
        f"""
@dsl.pipeline
def flow():
    fit()
JobSchedule(name="s", trigger={trigger}, create_job=flow())
"""
    )
    assert steps[-1].triggers[0].detail == detail
    assert steps[-1].runs[0].step == "#flow"


def test_single_commands_count_where_they_are_submitted() -> None:
    text = 'job = command(code=".", command="bash run.sh && python x.py")\n'
    assert read(text) == []
    (step,) = read(text + "client.create_or_update(job)\n")
    assert step.name == "flow.job"
    assert step.runs[0].script is not None


def test_code_beside_the_file_counts_too() -> None:
    (step,) = read("@dsl.pipeline\ndef flow():\n    fit()\n", "jobs/flow.py")
    assert [run.code for run in step.runs] == ["src/fit.py", "jobs/src/fit.py"]


@pytest.mark.parametrize(
    "text", [b"", b"from azure.ai.ml import command\n@(", b"azure.ai.ml command\x00"]
)
def test_broken_files_give_nothing(text: bytes) -> None:
    assert PARSER.parse("flow.py", text).steps == ()


@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(
            ["x", " = ", "fit(", ")", "data=", "@dsl.pipeline\ndef x(data):\n", "    ", "\n",
             ".outputs", ".out", "JobSchedule(", "create_job=", "return {'a': x}",
             "client.create_or_update(", ","]
        ),
        max_size=20,
    ).map(lambda parts: "".join(parts).encode())
)  # fmt: skip
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("flow.py", IMPORTS.encode() + data)
