"""Tests of Buildkite as declared steps."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.ci.buildkite.file import PARSER
from tests.parsers.ci.reading import commands, gates, reads, starts

PATH = ".buildkite/pipeline.yml"


def parse(text: str) -> Facts:
    return PARSER.parse(PATH, textwrap.dedent(text).encode())


def steps(text: str) -> dict[str, DeclaredStep]:
    facts = parse(text)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def test_claims() -> None:
    assert PARSER.claims(".buildkite/pipeline.yml")
    assert PARSER.claims("buildkite.train.yml")
    assert not PARSER.claims("pipeline.yml")


def test_command_steps() -> None:
    found = steps(
        """\
        env: {A: "1", B: $X}
        steps:
          - label: ":rocket: Train the model"
            commands: [cd ml, python a.py]
            env: {C: c}
            artifact_paths: ["out/**/*;log.txt", "**/*.png"]
            plugins: [{docker#v5: {image: "python:3.12"}}, cache#v1]
          - trigger: other
        """
    )
    train = found["Train the model"]
    assert commands(train) == ["cd ml", "python a.py"]
    assert train.environment == (("A", "1"), ("B", ""), ("C", "c"))
    assert reads(train) == ["out", "log.txt"]
    assert train.image == "python:3.12"
    assert [use.name for use in train.uses] == ["docker#v5", "cache#v1"]
    assert [use.name for use in found["other"].uses] == ["trigger other"]


def test_waits_blocks_and_dependencies_make_the_order() -> None:
    found = steps(
        """\
        steps:
          - {command: x, key: a}
          - {command: x, key: b}
          - wait
          - group: g
            key: g
            steps: [{command: x, key: c}, {command: x, key: d}]
          - {command: x, key: e, depends_on: [a, {step: g}]}
          - wait: ~
          - wait
          - {command: x, key: f}
          - block: Ship?
            fields: [{text: Tag, key: tag}, {select: Where, key: where, default: eu}]
          - {command: x, key: h}
          - wait
          - {command: x, key: i}
        """
    )
    assert {name: step.after for name, step in found.items()} == {
        "a": (),
        "b": (),
        "c": ("a", "b"),
        "d": ("a", "b"),
        "e": ("a", "c", "d"),
        "f": ("c", "d", "e"),
        "h": ("f",),
        "i": ("h",),
    }
    assert [gates(found[name]) for name in "fhi"] == [[], ["block Ship?"], []]
    assert found["h"].inputs == (("tag", None), ("where", "eu"))
    assert [starts(found[name]) for name in "fhi"] == [
        ["push"],
        ["person approval"],
        ["person approval"],
    ]


def test_an_input_holds_back_only_what_depends_on_it() -> None:
    found = steps(
        """\
        steps:
          - {input: Which?, key: ask, fields: [{text: Name, key: name}]}
          - {command: x, key: a}
          - {command: x, key: b, depends_on: ask}
        """
    )
    assert (gates(found["a"]), gates(found["b"])) == ([], ["input Which?"])
    assert found["b"].inputs == (("name", None),)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("", ["push"]),
        ("branches: main", ["push main"]),
        ("if: build.source == 'schedule'", ["schedule"]),
        ("if: build.source == 'ui' || build.tag != null", ["dispatch", "tag"]),
        ("if: build.pull_request.id != null", ["pull-request"]),
        ("if: build.branch == 'main'", ["push"]),
        ("skip: true", ["push off"]),
    ],
)
def test_what_starts_a_step(step: str, expected: list[str]) -> None:
    found = steps(f"steps:\n  - command: x\n    key: a\n    {step}\n")
    assert starts(found["a"]) == expected


@pytest.mark.parametrize("text", ["", "{}", "steps: 3", "steps: [wait]", "services: {a: {}}"])
def test_files_without_steps(text: str) -> None:
    assert steps(text) == {}


def test_a_broken_file_is_a_problem_with_its_place() -> None:
    (problem,) = parse("steps:\n  a: [\n").problems
    assert (problem.place.path, problem.whole, problem.place.line > 0) == (PATH, True, True)


KEYS = (
    *("steps", "command", "commands", "label", "key", "wait", "block", "input", "group", "fields"),
    *("depends_on", "step", "plugins", "if", "artifact_paths", "trigger", "env", "default"),
)
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", "wait", "block", "build.tag != null")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES)
def test_any_data_gives_facts(value: object) -> None:
    root = {"steps": [value, {"command": "x", "depends_on": value}], "env": value}
    assert PARSER.parse(PATH, json.dumps(root).encode()).path == PATH
    assert PARSER.parse(PATH, json.dumps(value).encode()).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data).path == PATH
