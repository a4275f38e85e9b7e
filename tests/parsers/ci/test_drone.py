"""Tests of Drone and Woodpecker as declared steps."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.drone.file import PARSER as DRONE
from mlaudit.parsers.ci.drone.woodpecker import PARSER as WOODPECKER
from mlaudit.parsers.yaml_data import read_yaml
from tests.parsers.ci.reading import commands, starts

PATHS = {"drone": ".drone.yml", "woodpecker": ".woodpecker/train.yml"}


def parse(text: str, parser: Parser = DRONE) -> Facts:
    return parser.parse(PATHS[parser.name], textwrap.dedent(text).encode())


def steps(text: str, parser: Parser = DRONE) -> dict[str, DeclaredStep]:
    facts = parse(text, parser)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def start(conditions: str, parser: Parser = DRONE, step: str = "") -> list[str]:
    key = "trigger" if parser is DRONE else "when"
    text = f"kind: pipeline\n{key}: {conditions}\nsteps: [{{name: a, commands: [x]{step}}}]\n"
    return starts(steps(text, parser)["a"])


def test_claims() -> None:
    assert DRONE.claims(".drone.yml")
    assert not DRONE.claims("drone.yml")
    assert WOODPECKER.claims(".woodpecker.yaml")
    assert WOODPECKER.claims(".woodpecker/ml/train.yml")
    assert not WOODPECKER.claims("woodpecker.yml")


def test_steps_follow_each_other() -> None:
    found = steps(
        """\
        kind: pipeline
        environment: {A: "1"}
        steps:
          - name: a
            image: python:3.12
            environment: {B: {from_secret: b}, C: c}
            commands: [cd ml, python a.py]
          - name: told
            when: {status: [failure]}
            commands: [cry]
          - name: b
            image: plugins/s3
            settings: {bucket: m}
        """
    )
    assert {name: step.after for name, step in found.items()} == {"a": (), "b": ("a",)}
    assert commands(found["a"]) == ["cd ml", "python a.py"]
    assert found["a"].image == "python:3.12"
    assert found["a"].environment == (("A", "1"), ("B", ""), ("C", "c"))
    assert [(use.name, use.inputs) for use in found["b"].uses] == [
        ("plugins/s3", (("bucket", "m"),))
    ]


def test_steps_that_say_what_they_wait_for_make_a_graph() -> None:
    found = steps(
        """\
        kind: pipeline
        steps:
          - {name: a, commands: [x]}
          - {name: b, commands: [x]}
          - {name: c, commands: [x], depends_on: [a, b]}
        """
    )
    assert {name: step.after for name, step in found.items()} == {
        "a": (),
        "b": (),
        "c": ("a", "b"),
    }


def test_pipelines_wait_for_each_other() -> None:
    found = steps(
        """\
        kind: secret
        name: s
        ---
        kind: pipeline
        name: one
        steps: [{name: a, commands: [x]}, {name: b, commands: [x]}]
        ---
        kind: pipeline
        name: two
        depends_on: [one]
        steps: [{name: a, commands: [x]}, {name: b, commands: [x]}]
        """
    )
    assert {name: step.after for name, step in found.items()} == {
        "one.a": (),
        "one.b": ("one.a",),
        "two.a": ("one.b",),
        "two.b": ("two.a",),
    }


@pytest.mark.parametrize(
    ("conditions", "step", "expected"),
    [
        ("~", "", ["push", "pull-request", "tag"]),
        ("{event: [push], branch: [main]}", "", ["push main"]),
        ("{event: {exclude: [pull_request]}}", "", ["push", "tag"]),
        ("{event: cron, cron: [nightly]}", "", ["schedule nightly"]),
        ("{event: promote, target: production}", "", ["dispatch promote: production"]),
        ("{event: [push, tag]}", ", when: {event: tag}", ["tag"]),
        ("{event: [push, tag]}", ", when: {branch: [main]}", ["push main", "tag"]),
        ("{event: [push]}", ", when: {event: promote}", ["push off"]),
        ("{event: {exclude: [tag]}}", ", when: {event: tag}", ["push off", "pull-request off"]),
    ],
)
def test_what_starts_a_step(conditions: str, step: str, expected: list[str]) -> None:
    assert start(conditions, DRONE, step) == expected


def test_a_step_may_name_events_where_its_pipeline_names_none() -> None:
    text = "kind: pipeline\nsteps: [{name: a, commands: [x], when: {event: [tag, promote]}}]"
    assert starts(steps(text)["a"]) == ["tag", "dispatch promote"]


def test_woodpecker_has_lists_of_conditions_and_tables_of_steps() -> None:
    conditions = "[{event: push, branch: main}, {event: cron, cron: weekly}, {event: manual}]"
    expected = ["push main", "schedule weekly", "dispatch manual"]
    assert start(conditions, WOODPECKER) == expected
    found = steps(
        "steps:\n  a: {image: i, commands: make, directory: ml}\n  b: {image: j}", WOODPECKER
    )
    assert commands(found["a"]) == ["make"]
    assert found["a"].runs[0].directory == "ml"
    assert found["b"].after == ("a",)


def test_workflows_of_woodpecker_wait_for_each_other() -> None:
    facts = parse("depends_on: [get]\nsteps: {a: {commands: x}, b: {commands: x}}", WOODPECKER)
    files: dict[str, Data | None] = {
        ".woodpecker/get.yml": read_yaml("steps: {c: {commands: x}, d: {commands: x}}")[0]
    }
    assert WOODPECKER.complete is not None
    first, second = WOODPECKER.complete(facts, files.get).steps
    assert (first.after, second.after) == ((".woodpecker/get.yml:d",), ("a",))
    assert WOODPECKER.complete(facts, lambda _: None) == facts


@pytest.mark.parametrize("parser", [DRONE, WOODPECKER], ids=lambda p: str(p.name))
def test_broken_files(parser: Parser) -> None:
    for text in ("", "[]", "steps: 3", "kind: pipeline"):
        assert steps(text, parser) == {}
    (problem,) = parse("steps:\n  a: [\n", parser).problems
    assert (problem.whole, problem.place.line > 0) == (True, True)


KEYS = (
    *("kind", "name", "steps", "commands", "when", "trigger", "event", "branch", "depends_on"),
    *("environment", "from_secret", "settings", "image", "include", "exclude", "status"),
)
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", "push", "pipeline", "failure")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES)
def test_any_data_gives_facts(value: object) -> None:
    root = json.dumps({"kind": "pipeline", "steps": value, "when": value, "trigger": value})
    for parser in (DRONE, WOODPECKER):
        facts = parser.parse(PATHS[parser.name], root.encode())
        assert facts.path == PATHS[parser.name]
    assert WOODPECKER.complete is not None
    assert WOODPECKER.complete(facts, lambda _: facts.data).path == facts.path


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    for parser in (DRONE, WOODPECKER):
        assert parser.parse(PATHS[parser.name], data).path == PATHS[parser.name]
