from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.orchestrators.zenml import PARSER
from tests.parsers.orchestrators.definitions.fragments import any_python

PIPELINE = """\
from zenml import pipeline, step, wait
from steps import load
@step
def fit(table): ...
@pipeline(enable_cache=False)
def training(path="a.csv"):
    table = load("b.csv")
    fit(table)
"""


def read(text: str) -> dict[str, DeclaredStep]:
    """The declared steps of a file by name."""
    return {step.name: step for step in PARSER.parse("pipelines/a.py", text.encode()).steps}


def test_a_pipeline_and_its_steps() -> None:
    found = read(PIPELINE)
    assert list(found) == ["training", "training.load", "training.fit"]
    load, fit = found["training.load"], found["training.fit"]
    assert load.runs[0].callable_ == ("steps", "load")
    assert load.runs[0].handed == (("", "b.csv"),)
    assert "zenml.step" in load.marks
    assert fit.after == ("training.load",)
    assert fit.marks == ()
    assert {step.kind.family for step in found.values()} == {StepFamily.PART}


def test_calls_without_data_between_them_have_no_order() -> None:
    assert read(f"{PIPELINE}    fit(1)\n    load('c.csv')\n")["training.fit"].after == (
        "training.load",
    )
    text = PIPELINE.replace("    fit(table)", "    fit(3)")
    assert read(text)["training.fit"].after == ()


@pytest.mark.parametrize(
    "text",
    [
        "@pipeline(schedule=Schedule(cron_expression='0 1 * * *'))\ndef nightly(): ...\n",
        "night = Schedule(cron_expression='0 1 * * *')\ntraining.with_options(schedule=night)()\n",
        "training.configure(schedule=Schedule(cron_expression='0 1 * * *'))\n",
        "training(load()).run(schedule=Schedule(cron_expression='0 1 * * *'))\n",
    ],
)
def test_schedules(text: str) -> None:
    triggers = [t for step in read(PIPELINE + text).values() for t in step.triggers]
    assert [t.detail for t in triggers] == ["0 1 * * *"]


def test_a_schedule_names_the_pipeline_of_another_file() -> None:
    text = "from pipelines.a import training\ntraining.with_options(schedule=Schedule(x=1))()\n"
    (step,) = read(text).values()
    assert step.runs[0].callable_ == ("pipelines.a", "training")
    assert "zenml.pipeline" in step.marks


def test_waiting_for_an_answer_is_a_gate() -> None:
    text = PIPELINE + "    wait(schema=bool, question='Good?')\n"
    assert [gate.place.line for gate in read(text)["training"].gates] == [9]


@pytest.mark.parametrize(
    "text",
    [
        "# zenml",
        "import zenml\n@pipeline\ndef f(): ...\n",
        "f.with_options(schedule=None)",
        "zenml (",
    ],
)
def test_what_is_no_pipeline(text: str) -> None:
    assert read(text) == {}


@given(any_python("# zenml\nfrom zenml import pipeline, step\n"))
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("a.py", data)
