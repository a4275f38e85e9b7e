"""Workflows of Flyte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.parsers.orchestrators.flyte import PARSER

IMPORTS = """\
from functools import partial
from flytekit import CronSchedule, FixedRate, LaunchPlan, approve, conditional, dynamic, map_task
from flytekit import task, wait_for_input, workflow
@task
def a(x: int = 0) -> int: ...
@task(retries=2)
def b(x: int = 0) -> int: ...
@task
def c(x: int = 0) -> int: ...
"""


def read(text: str) -> dict[str, DeclaredStep]:
    """The steps of a file by name."""
    return {step.name: step for step in PARSER.parse("flow.py", (IMPORTS + text).encode()).steps}


def edges(body: str) -> set[tuple[str, str]]:
    """(before, after) of the tasks of a workflow."""
    found = read(f"@workflow\ndef w(n: int):\n    {body}\n")
    return {
        (before.removeprefix("w."), name.removeprefix("w."))
        for name, step in found.items()
        for before in step.after
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a()\n    b()", set()),
        ("b(x=a())", {("a", "b")}),
        ("x = a()\n    y = b()\n    x >> y", {("a", "b")}),
        ("x = map_task(a)(x=[1])\n    b(x=x)", {("a", "b")}),
        ("x = a()\n    map_task(partial(b, x=x), concurrency=2)(x=x)", {("a", "b")}),
        ("x = a().with_overrides(name='first')\n    b(x=x)", {("a", "b")}),
        (
            "x = a()\n    conditional('q').if_(x > 1).then(b()).elif_(x > 0).then(c())",
            {("a", "b"), ("a", "c")},
        ),
        ("x = approve(a(), 'ok', timeout=1)\n    b(x=x)", {("a", "b")}),
    ],
)
def test_order(body: str, expected: set[tuple[str, str]]) -> None:
    assert edges(body) == expected


def test_workflows_tasks_of_other_files_and_workflows_inside() -> None:
    found = read(
        """
from jobs.load import load
@dynamic
def many(n: int):
    return load(n=n)
@workflow
def w():
    return many(n=3)
"""
    )
    assert list(found) == ["many", "many.load", "w", "w.many"]
    assert found["many.load"].runs[0].callable_ == ("jobs.load", "load")
    assert "flytekit.task" in found["many.load"].marks
    assert found["w.many"].runs[0].step == "many"


def test_people_approve_and_answer() -> None:
    step = read(
        """
@workflow
def w():
    x = wait_for_input("threshold", timeout=1, expected_type=float)
    approve(a(x=x), "score", timeout=1)
"""
    )["w"]
    assert sorted(gate.detail for gate in step.gates) == [
        "an answer “threshold”",
        "approval “score”",
    ]
    assert step.inputs == (("threshold", None),)


@pytest.mark.parametrize(
    ("made", "name", "detail", "enabled"),
    [
        (
            'get_or_create(w, name="p", schedule=CronSchedule(schedule="0 5 * * *"))',
            "p",
            "0 5 * * *",
            True,
        ),
        ('create("p", w, schedule=FixedRate(duration=timedelta(days=1)))', "p", "FixedRate", True),
        (
            'get_or_create(workflow=w, schedule=CronSchedule("0 5 * * *"), auto_activate=False)',
            "plan of w",
            "0 5 * * *",
            False,
        ),
    ],
)
def test_launch_plans(made: str, name: str, detail: str, enabled: bool) -> None:
    step = read(f"@workflow\ndef w(): ...\nplan = LaunchPlan.{made}\n")[name]
    assert step.runs[0].callable_ == ("flow.py", "w")
    (trigger,) = step.triggers
    assert trigger.detail.startswith(detail)
    assert trigger.enabled == enabled


def test_plans_without_a_schedule_start_nothing() -> None:
    text = "@workflow\ndef w(): ...\nLaunchPlan.get_or_create(w, name='p', fixed_inputs={})\n"
    assert list(read(text)) == ["w"]


@pytest.mark.parametrize("text", [b"", b"import flytekit\n@workflow\ndef (", b"flytekit\x00"])
def test_broken_files_give_nothing(text: bytes) -> None:
    assert PARSER.parse("flow.py", text).steps == ()


@given(
    st.binary(max_size=60)
    | st.lists(
        st.sampled_from(
            ["x", " = ", "a(", ")", "map_task(", "conditional(", ".if_(", ".then(", "\n", "    ",
             "@workflow\ndef w():\n", "approve(", "LaunchPlan.create(", "schedule=", ",", "w"]
        ),
        max_size=20,
    ).map(lambda parts: "".join(parts).encode())
)  # fmt: skip
def test_nothing_raises(data: bytes) -> None:
    PARSER.parse("flow.py", IMPORTS.encode() + data)
