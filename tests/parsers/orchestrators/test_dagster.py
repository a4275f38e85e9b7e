from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import Automation, TriggerKind
from mlaudit.parsers.orchestrators.dagster import PARSER
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.parsers.orchestrators.definitions.fragments import any_python

HEAD = "import dagster as dg\nfrom dagster import *\nfrom dagster import asset, job, op, AssetKey\n"


def read(text: str, path: str = "src/assets.py") -> dict[str, DeclaredStep]:
    """The declared steps of a file by name."""
    return {step.name: step for step in PARSER.parse(path, (HEAD + text).encode()).steps}


@pytest.mark.parametrize(
    ("asset", "before"),
    [
        ("@asset\ndef a(context, raw, other): ...", ("*:raw", "*:other")),
        (
            "@asset(deps=['x', AssetKey(['p', 'y']), z])\ndef a(config: C): ...",
            ("*:x", "*:p/y", "*:z"),
        ),
        (
            "@dg.asset(ins={'t': dg.AssetIn(key='raw')})\ndef a(t, *, more): ...",
            ("*:raw", "*:more"),
        ),
        ("@asset(ins={'raw': dg.AssetIn(metadata=1)})\ndef a(raw): ...", ("*:raw",)),
        ("@asset(non_argument_deps={'x'})\ndef a(): ...", ("*:x",)),
        ("@asset\ndef a(a): ...", ()),
    ],
)
def test_what_an_asset_is_made_of(asset: str, before: tuple[str, ...]) -> None:
    (step,) = read(f"{asset}\n").values()
    assert step.after == before
    assert step.runs[0].callable_ == ("src/assets.py", "a")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ("", "a"),
        ("name='b'", "b"),
        ("key_prefix=['p', 'q']", "p/q/a"),
        ("key_prefix='p', name='b'", "p/b"),
        ("key=AssetKey(['p', 'c'])", "p/c"),
        ("key_prefix=PREFIX", "PREFIX/a"),
    ],
)
def test_keys(arguments: str, name: str) -> None:
    assert list(read(f"@asset({arguments})\ndef a(): ...\n")) == [name]


@pytest.mark.parametrize(
    ("arguments", "kind", "detail"),
    [
        ("", TriggerKind.PERSON, "materialized by hand"),
        ("automation_condition=None", TriggerKind.PERSON, "materialized by hand"),
        (
            "automation_condition=dg.AutomationCondition.on_cron('0 1 * * *')",
            TriggerKind.SCHEDULE,
            "0 1 * * *",
        ),
        (
            "automation_condition=dg.AutomationCondition.eager()",
            TriggerKind.EVENT,
            "dg.AutomationCondition.eager()",
        ),
    ],
)
def test_conditions(arguments: str, kind: TriggerKind, detail: str) -> None:
    (trigger,) = read(f"@asset({arguments})\ndef a(): ...\n")["a"].triggers
    assert (trigger.kind, trigger.detail) == (kind, detail)


@pytest.mark.parametrize(
    ("selection", "starts"),
    [
        ("", ["*:*"]),
        (", selection='*'", ["*:*"]),
        (", selection=['a', 'p/b']", ["*:a", "*:p/b"]),
        (", selection='+a*'", ["*:a"]),
        (", selection='group:x'", ["#x"]),
        (", selection=AssetSelection.all()", ["*:*"]),
        (", selection=dg.AssetSelection.groups('x', 'y')", ["#x", "#y"]),
        (", selection=dg.AssetSelection.assets(a, 'b').upstream()", ["*:a", "*:b"]),
        (
            ", selection=dg.AssetSelection.groups('x') - dg.AssetSelection.assets('b')",
            ["#x"],
        ),
    ],
)
def test_jobs_of_assets(selection: str, starts: list[str]) -> None:
    found = read(f"nightly = dg.define_asset_job('the_job'{selection})\n")
    assert [run.step for run in found["the_job"].runs] == starts
    assert found["the_job"].scope == "jobs.nightly"


def test_jobs_of_ops() -> None:
    text = "@op\ndef a(): ...\n@op\ndef b(x): ...\n@job\ndef j():\n    b(a())\n"
    found = read(text + "@dg.graph\ndef g():\n    a()\nweekly = g.to_job(name='weekly')\n")
    assert found["j.b"].after == ("j.a",)
    assert found["j"].triggers[0].kind == TriggerKind.PERSON
    assert found["g"].triggers == ()
    assert found["weekly"].runs[0].step == "*:g"


@pytest.mark.parametrize(
    ("text", "detail", "enabled", "starts"),
    [
        ("s = dg.ScheduleDefinition(job=j, cron_schedule='0 1 * * *')", "0 1 * * *", True, "*:j"),
        ("s = dg.ScheduleDefinition(name='s', job_name='j', cron_schedule=C)", "C", True, "*:j"),
        (
            "@dg.schedule(cron_schedule='@daily', job=j, default_status=D.STOPPED)\ndef s(): ...",
            "@daily",
            False,
            "*:j",
        ),
        ("@dg.sensor(job=j, default_status=D.RUNNING)\ndef s(): ...", "s", True, "*:j"),
        ("@dg.sensor(jobs=[j])\ndef s(): ...", "s", True, "*:j"),
        ("@dg.asset_sensor(asset_key=AssetKey('x'), job_name='j')\ndef s(): ...", "s", True, "*:j"),
        ("s = dg.build_schedule_from_partitioned_job(j)", "s", True, "*:j"),
    ],
)
def test_schedules_and_sensors(text: str, detail: str, enabled: bool, starts: str) -> None:
    step = read(f"{text}\n")["s"]
    (trigger,) = step.triggers
    assert (trigger.detail, trigger.enabled) == (detail, enabled)
    assert [run.step for run in step.runs] == [starts]


def test_notebooks_as_assets() -> None:
    text = """\
from dagstermill import define_dagstermill_asset
eda = define_dagstermill_asset(
    name="eda", notebook_path=file_relative_path(__file__, "../notebooks/eda.ipynb"),
    ins={"t": dg.AssetIn("raw")})
"""
    step = read(text)["eda"]
    assert step.runs[0].code == "notebooks/eda.ipynb"
    assert step.after == ("*:raw",)


ASSETS = """\
from dagster import asset
@asset(group_name="g")
def raw():
    open("raw.csv", "w")
@asset(group_name="g")
def model(raw):
    open("raw.csv")
    open("model.bin", "w")
"""


def test_a_schedule_reaches_the_assets_of_other_files(write_repository: WriteTree) -> None:
    files = {
        "assets.py": ASSETS,
        "jobs.py": "from dagster import define_asset_job\nall_ = define_asset_job('every')\n",
        "schedules.py": "from dagster import ScheduleDefinition\nfrom jobs import all_\n"
        "s = ScheduleDefinition(job=all_, cron_schedule='0 1 * * *')\n",
    }
    workflow = read_workflow(write_repository(files))
    model = workflow.step_by_id["assets.py:model"]
    assert model.automation == Automation.AUTOMATED
    assert "0 1 * * *" in {trigger.detail for trigger in model.triggers}
    (order,) = workflow.orders
    assert order.evidence == ("declared", "data-flow")
    assert not workflow.step_by_id["jobs.py:every"].unit


def test_assets_alone_are_started_by_hand(write_repository: WriteTree) -> None:
    workflow = read_workflow(write_repository({"assets.py": ASSETS}))
    assert workflow.step_by_id["assets.py:raw"].automation == Automation.SCRIPTED


@pytest.mark.parametrize("text", ["# dagster", "from x import asset\n@asset\ndef a(): ...\n"])
def test_what_is_no_asset(text: str) -> None:
    assert PARSER.parse("a.py", f"# dagster\n{text}".encode()).steps == ()


@given(any_python("# dagster\nfrom dagster import asset, job, op\n"))
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("a.py", data)
