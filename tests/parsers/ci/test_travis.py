"""Tests of Travis CI as declared steps."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.travis.conditions import may_run
from mlaudit.parsers.ci.travis.file import PARSER
from tests.parsers.ci.reading import commands, starts

PATH = ".travis.yml"


def parse(text: str) -> Facts:
    return PARSER.parse(PATH, textwrap.dedent(text).encode())


def jobs(text: str) -> dict[str, DeclaredStep]:
    facts = parse(text)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def test_claims() -> None:
    assert PARSER.claims(".travis.yml")
    assert not PARSER.claims("travis.yml")


def test_the_phases_of_a_job_are_its_runs() -> None:
    found = jobs(
        """\
        language: python
        python: ["3.11", "3.12"]
        env: {global: [A=1 B="two words", {secure: xyz}]}
        script: [make data, make model]
        install: pip install -r requirements.txt
        after_success: codecov
        deploy:
          - {provider: script, script: make ship, on: {tags: true}}
          - {provider: pypi, user: u}
        """
    )
    build = found["build"]
    assert commands(build) == [
        "pip install -r requirements.txt",
        "make data",
        "make model",
        "codecov",
        "make ship",
    ]
    assert [run.name for run in build.runs] == ["", "before_deploy"]
    assert build.environment == (("A", "1"), ("B", "two words"))
    assert [use.name for use in build.uses] == ["deploy pypi"]
    assert starts(build) == ["push", "pull-request"]


def test_stages_follow_each_other_and_jobs_inherit() -> None:
    found = jobs(
        """\
        before_script: setup
        stages: [get, {name: fit, if: type = cron}, ship]
        jobs:
          include:
            - {stage: ship, script: ship}
            - {stage: get, name: G, script: get, env: X=1}
            - {stage: fit, script: fit, before_script: own}
            - {script: fit again}
        """
    )
    assert {name: step.after for name, step in found.items()} == {
        "ship": ("fit", "fit (2)"),
        "G": (),
        "fit": ("G",),
        "fit (2)": ("G",),
    }
    assert commands(found["G"]) == ["setup", "get"]
    assert commands(found["fit"]) == ["own", "fit"]
    assert found["G"].environment == (("X", "1"),)
    assert starts(found["fit"]) == ["schedule"]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("branches: {only: [main]}", ["push main", "pull-request"]),
        ("if: type = cron", ["schedule"]),
        ("if: type IN (push, cron)", ["push", "schedule"]),
        ("if: type != pull_request", ["push"]),
        ("if: tag IS present", ["tag"]),
        ("if: branch = main AND type = push", ["push main"]),
        ("if: type = api", ["dispatch"]),
        ("if: env(X) = 1", ["push", "pull-request"]),
    ],
)
def test_what_starts_a_job(top: str, expected: list[str]) -> None:
    assert starts(jobs(f"script: x\n{top}")["build"]) == expected


@pytest.mark.parametrize(
    ("condition", "kind", "expected"),
    [
        ("tag IS blank", TriggerKind.TAG, False),
        ("tag =~ ^v", TriggerKind.TAG, None),
        ("tag =~ ^v", TriggerKind.PUSH, False),
        ("type = push || type = cron", TriggerKind.SCHEDULE, True),
        ("branch = main && type = push", TriggerKind.PUSH, None),
        ("(a) OR (b)", TriggerKind.PUSH, None),
    ],
)
def test_conditions(condition: str, kind: TriggerKind, expected: bool | None) -> None:
    assert may_run(condition, kind) is expected


@pytest.mark.parametrize("text", ["", "[]", "jobs: 3", "language: python"])
def test_files_without_jobs(text: str) -> None:
    assert jobs(text) == {}


def test_a_broken_file_is_a_problem_with_its_place() -> None:
    (problem,) = parse("jobs:\n  a: [\n").problems
    assert (problem.place.path, problem.whole, problem.place.line > 0) == (PATH, True, True)


KEYS = ("script", "jobs", "include", "stages", "stage", "name", "if", "env", "global", "deploy")
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", "A=1", "type = cron", "skip")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES)
def test_any_data_gives_facts(value: object) -> None:
    root = {"script": "x", "jobs": {"include": value}, "env": value, "deploy": value}
    assert PARSER.parse(PATH, json.dumps(root).encode()).path == PATH
    assert PARSER.parse(PATH, json.dumps(value).encode()).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data).path == PATH
