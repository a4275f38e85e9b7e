"""Tests of Bitbucket Pipelines as declared steps."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.ci.bitbucket.file import PARSER
from tests.parsers.ci.reading import commands, gates, reads, starts, writes

PATH = "bitbucket-pipelines.yml"


def parse(text: str) -> Facts:
    return PARSER.parse(PATH, textwrap.dedent(text).encode())


def steps(text: str) -> dict[str, DeclaredStep]:
    facts = parse(text)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


def test_claims() -> None:
    assert PARSER.claims("bitbucket-pipelines.yml")
    assert not PARSER.claims("pipelines.yml")


def test_each_way_to_start_has_its_pipelines() -> None:
    items = "[{step: {name: N, script: [x]}}]"
    facts = parse(
        f"""\
        pipelines:
          default: {items}
          branches: {{main: {items}}}
          tags: {{"v*": {items}}}
          pull-requests: {{"**": {items}}}
          custom:
            train:
              - variables: [{{name: A}}, {{name: B, default: 1}}]
              - step: {{script: [x]}}
        """
    )
    assert [starts(step) for step in facts.steps] == [
        ["push"],
        ["push main"],
        ["tag v*"],
        ["pull-request **"],
        ["dispatch"],
    ]
    assert [step.group.partition("#")[2] for step in facts.steps][1::3] == [
        "branches/main",
        "custom/train",
    ]
    assert facts.steps[4].inputs == (("A", None), ("B", "1"))
    assert facts.steps[0].inputs == ()


ORDERED = """\
    image: {name: python:3.12}
    pipelines:
      default:
        - step:
            name: a
            script: [cd ml, python a.py]
            after-script: [echo end]
            artifacts: [out/**, "**/*.log"]
        - parallel:
            fail-fast: true
            steps:
              - step: {name: b, image: r:4, script: [x]}
              - step: {name: c, script: [x], artifacts: {download: false, paths: [c.txt]}}
        - stage:
            trigger: manual
            deployment: test
            steps:
              - step: {name: d, script: [x]}
              - step: {name: e, script: [x]}
        - step: {script: [x], trigger: manual, deployment: production}
    """


def test_steps_follow_each_other_and_parallel_ones_stand_side_by_side() -> None:
    found = steps(ORDERED)
    assert {name: step.after for name, step in found.items()} == {
        "a": (),
        "b": ("a",),
        "c": ("a",),
        "d": ("b", "c"),
        "e": ("d",),
        "step 6": ("e",),
    }
    assert commands(found["a"]) == ["cd ml", "python a.py", "echo end"]
    assert (found["a"].image, found["b"].image) == ("python:3.12", "r:4")


def test_manual_starts_are_gates_and_all_behind_them_wait() -> None:
    found = steps(ORDERED)
    assert {name: gates(step) for name, step in found.items() if step.gates} == {
        "d": ["manual start, deployment test"],
        "step 6": ["manual start, deployment production"],
    }
    assert [starts(found[name]) for name in "ace"] == [["push"], ["push"], ["person approval"]]


def test_artifacts_are_handed_to_later_steps_unless_they_refuse() -> None:
    found = steps(ORDERED)
    assert (reads(found["a"]), writes(found["a"])) == (["out"], ["workspace:default/out"])
    assert found["a"].declares_more
    assert (reads(found["b"]), writes(found["b"])) == (["workspace:default/out"], ["out"])
    assert reads(found["c"]) == ["c.txt"]
    assert sorted(writes(found["e"])) == ["c.txt", "out"]


def test_pipes_are_named_and_a_known_one_is_the_command_that_it_stands_for() -> None:
    pipe = "{pipe: atlassian/aws-s3-deploy:1.0, variables: {S3_BUCKET: b/c, LOCAL_PATH: out}}"
    found = steps(f"pipelines: {{default: [step: {{name: a, script: [{pipe}, {{pipe: x/y:1}}]}}]}}")
    assert commands(found["a"]) == ["aws s3 sync out s3://b/c"]
    assert [use.name for use in found["a"].uses] == ["atlassian/aws-s3-deploy:1.0", "x/y:1"]


@pytest.mark.parametrize("text", ["", "[]", "pipelines: 3", "pipelines: {default: [step: x]}"])
def test_files_without_steps(text: str) -> None:
    assert steps(text) == {}


def test_a_broken_file_is_a_problem_with_its_place() -> None:
    (problem,) = parse("pipelines:\n  a: [\n").problems
    assert (problem.place.path, problem.whole, problem.place.line > 0) == (PATH, True, True)


KEYS = (
    *("step", "parallel", "stage", "steps", "name", "script", "pipe", "variables", "trigger"),
    *("deployment", "artifacts", "paths", "download", "upload", "image", "default"),
)
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", "manual", "**", "x/**")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES, VALUES)
def test_any_data_gives_facts(value: object, other: object) -> None:
    root = {"pipelines": {"default": value, "branches": {"a": other}, "custom": other}}
    assert PARSER.parse(PATH, json.dumps(root).encode()).path == PATH
    assert PARSER.parse(PATH, json.dumps(value).encode()).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data).path == PATH
