from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepFamily, TriggerKind
from mlaudit.parsers.orchestrators.prefect import PARSER
from tests.parsers.orchestrators.definitions.fragments import any_python

FLOW = """\
from prefect import flow, task
from prefect.deployments import Deployment
@task
def load(): ...
@task
def fit(x): ...
@flow(name="weekly")
def train():
    fit(load())
"""


def read(text: str, path: str = "flows/train.py") -> dict[str, DeclaredStep]:
    """The declared steps of a file by name."""
    return {step.name: step for step in PARSER.parse(path, text.encode()).steps}


def test_a_flow_and_its_tasks() -> None:
    found = read(FLOW)
    assert list(found) == ["train", "train.load", "train.fit"]
    flow, load, fit = found.values()
    assert flow.kind.family == load.kind.family == StepFamily.PART
    assert flow.runs[0].callable_ == ("flows/train.py", "train")
    assert (fit.after, fit.part_of, fit.place.line) == (("train.load",), "train", 9)
    assert fit.group == flow.group == "flows/train.py#train"


def test_a_flow_that_a_flow_calls_is_started() -> None:
    text = f"{FLOW}@flow\ndef whole():\n    train()\n    load()\n"
    found = read(text)
    assert found["whole.train"].runs[0].step == "train"
    assert found["whole.load"].after == ("whole.train",)


def test_names_of_other_libraries_are_no_flows() -> None:
    assert read("# prefect\nfrom metaflow import flow\n@flow\ndef f(): ...\n") == {}


def test_the_first_version_has_flows_as_blocks() -> None:
    text = """\
from prefect import Flow, task
from prefect.schedules import IntervalSchedule
@task
def load(): ...
@task
def fit(x): ...
with Flow("nightly", schedule=IntervalSchedule(interval=DAY)) as flow:
    fit(load())
    load()
"""
    found = read(text)
    assert list(found) == ["nightly", "nightly.load", "nightly.fit"]
    assert found["nightly"].runs[0].callable_ == ("flows/train.py", "")
    assert found["nightly"].triggers[0].detail == "IntervalSchedule(interval=DAY)"
    assert found["nightly.fit"].after == ("nightly.load",)


@pytest.mark.parametrize(
    ("call", "kind", "detail", "enabled"),
    [
        ('train.serve(name="d", cron="0 3 * * *")', TriggerKind.SCHEDULE, "0 3 * * *", True),
        ('train.deploy("d", interval=3600)', TriggerKind.SCHEDULE, "3600", True),
        (
            'train.to_deployment("d", schedules=[Cron("@daily")], paused=True)',
            TriggerKind.SCHEDULE,
            "[Cron('@daily')]",
            False,
        ),
        ('train.serve("d")', TriggerKind.PERSON, "deployment", True),
        ('train.serve("d", schedule=None, schedules=[])', TriggerKind.PERSON, "deployment", True),
        ('train.deploy("d", triggers=[X()])', TriggerKind.EVENT, "[X()]", True),
        (
            'Deployment.build_from_flow(flow=train, name="d", schedule=C(cron="1 * * * *"))',
            TriggerKind.SCHEDULE,
            "1 * * * *",
            True,
        ),
        (
            'flow.from_source(R, entrypoint="flows/train.py:train").deploy("d", cron="1 * * * *")',
            TriggerKind.SCHEDULE,
            "1 * * * *",
            True,
        ),
    ],
)
def test_deployments_in_code(call: str, kind: TriggerKind, detail: str, enabled: bool) -> None:
    step = read(f"{FLOW}{call}\n")["d"]
    assert step.runs[0].callable_ == ("flows/train.py", "train")
    assert step.marks
    assert not step.part_of
    (trigger,) = step.triggers
    assert (trigger.kind, trigger.detail, trigger.enabled) == (kind, detail, enabled)


def test_methods_of_anything_else_are_no_deployments() -> None:
    assert list(read(f"{FLOW}app.serve(cron='x')\nmodel().deploy()\n")) == list(read(FLOW))


def test_pauses_are_gates() -> None:
    text = "from prefect import flow, pause_flow_run\n@flow\ndef f():\n    pause_flow_run()\n"
    (gate,) = read(text)["f"].gates
    assert gate.place.line == 4


YAML = """\
deployments:
- name: nightly
  entrypoint: src/train.py:main
  schedules:
  - {cron: "0 2 * * *", active: false}
  - interval: 60
- name: open
  entrypoint: ./src/train.py:main
- name: module
  entrypoint: package.module.main
- entrypoint: [broken]
"""


def test_deployments_in_yaml() -> None:
    found = read(YAML, "jobs/prefect.yaml")
    assert list(found) == ["nightly", "open"]
    assert found["nightly"].runs[0].callable_ == ("jobs/src/train.py", "main")
    states = [(t.detail, t.enabled, t.place.line) for t in found["nightly"].triggers]
    assert states == [("0 2 * * *", False, 5), ("60", True, 6)]
    assert [t.kind for t in found["open"].triggers] == [TriggerKind.PERSON]


def test_a_deployment_of_the_second_version() -> None:
    text = "name: d\nentrypoint: flow.py:main\nschedule:\n  cron: 0 1 * * *\n"
    text += "is_schedule_active: false\n"
    (trigger,) = read(text, "main-deployment.yaml")["d"].triggers
    assert (trigger.detail, trigger.enabled) == ("0 1 * * *", False)


@pytest.mark.parametrize(
    "text", ["", "- a", "deployments: 3", "deployments: [1, {entrypoint: {}}]", ": ["]
)
def test_broken_yaml_gives_nothing(text: str) -> None:
    assert read(text, "prefect.yaml") == {}


@given(any_python("# prefect\nfrom prefect import flow, task, Flow\n"))
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("flow.py", data)
    PARSER.parse("prefect.yaml", data)
