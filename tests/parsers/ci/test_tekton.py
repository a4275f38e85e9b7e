"""Tests of Tekton as declared steps."""

from __future__ import annotations

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.ci.tekton.file import PARSER
from tests.parsers.ci.reading import commands, starts

PATH = "tekton/train.yaml"


def parse(text: str) -> Facts:
    return PARSER.parse(PATH, textwrap.dedent(text).encode())


def steps(text: str) -> dict[str, DeclaredStep]:
    facts = parse(text)
    assert facts.problems == ()
    return {step.name: step for step in facts.steps}


PIPELINE = """\
    apiVersion: tekton.dev/v1
    kind: Task
    metadata: {name: python}
    spec:
      params: [{name: file}, {name: level, default: "2"}]
      stepTemplate: {env: [{name: A, value: "1"}]}
      steps:
        - name: one
          image: python:3.12
          workingDir: $(workspaces.source.path)/ml
          env: [{name: B, valueFrom: {}}]
          script: |
            python $(params.file) --level $(inputs.params.level) $(params["file"])
            ls $(workspaces.source.path)/data $(context.taskRun.name) $(date)
        - script: |
            #!/usr/bin/env python3
            print(1)
        - {command: [bash, -c, "x && y"], workingDir: /workspace/source/deep}
        - {command: [python], args: [a b.py]}
    ---
    apiVersion: tekton.dev/v1
    kind: Pipeline
    metadata: {name: p}
    spec:
      params: [{name: script, default: never.py}]
      tasks:
        - name: fit
          taskRef: {name: python}
          params: [{name: file, value: $(params.script)}]
        - {name: clone, taskRef: {name: git-clone}}
        - {name: look, runAfter: [fit, clone], taskSpec: {steps: [{script: look}]}}
      finally:
        - {name: end, taskSpec: {steps: [{script: end}]}}
    ---
    apiVersion: tekton.dev/v1
    kind: PipelineRun
    metadata: {generateName: p-}
    spec: {pipelineRef: {name: p}, params: [{name: script, value: train.py}]}
    """


def test_tasks_of_a_pipeline() -> None:
    found = steps(PIPELINE)
    assert list(found) == ["fit", "clone", "look", "end"]
    fit = found["fit"]
    assert commands(fit) == [
        "python train.py --level 2 train.py",
        "ls ./data ? ?",
        "x",
        "y",
        "python a b.py",
    ]
    assert [run.directory for run in fit.runs] == ["ml", None, "deep", None]
    assert fit.runs[0].environment == (("A", "1"), ("B", ""))
    assert fit.runs[1].script is not None
    assert fit.runs[1].script.problem == "not a POSIX shell"
    assert fit.image == "python:3.12"
    assert [run.step for run in found["clone"].runs] == ["#tekton/git-clone"]
    assert (found["look"].after, found["end"].after) == (("fit", "clone"), ("fit", "clone", "look"))
    assert starts(fit) == ["dispatch"]
    assert fit.group == f"{PATH}#tekton/p"


def test_tasks_for_other_files_wait_for_a_call_and_their_parameters() -> None:
    found = steps(PIPELINE.partition("---")[0])
    assert starts(found["python"]) == ["call"]
    assert commands(found["python"])[0] == "python ? --level ? ?"


AS_CODE = """\
    apiVersion: tekton.dev/v1
    kind: PipelineRun
    metadata:
      name: r
      annotations: {pipelinesascode.tekton.dev/ANNOTATION}
    spec: {pipelineSpec: {tasks: [{name: t, taskSpec: {steps: [{script: x}]}}]}}
    """


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ('on-event: "[push, pull_request]"', ["push", "pull-request"]),
        ("on-event: push, pipelinesascode.tekton.dev/on-target-branch: '[main]'", ["push main"]),
        (
            "on-event: push, pipelinesascode.tekton.dev/on-target-branch: 'refs/tags/v*'",
            ["tag v*"],
        ),
        ("on-cel-expression: event == 'push' && target_branch == 'x'", ["push"]),
        ("max-keep-runs: '3'", ["dispatch"]),
    ],
)
def test_what_starts_a_run(annotation: str, expected: list[str]) -> None:
    assert starts(steps(AS_CODE.replace("ANNOTATION", annotation))["t"]) == expected


def test_events_fill_in_templates() -> None:
    found = steps(
        """\
        apiVersion: triggers.tekton.dev/v1beta1
        kind: TriggerTemplate
        metadata: {name: t}
        spec:
          resourcetemplates:
            - apiVersion: tekton.dev/v1
              kind: PipelineRun
              metadata: {generateName: run-}
              spec: {pipelineRef: {name: elsewhere}}
            - apiVersion: tekton.dev/v1
              kind: TaskRun
              metadata: {name: single}
              spec: {taskSpec: {steps: [{script: x}]}}
        """
    )
    assert [run.step for run in found["run"].runs] == ["#tekton/elsewhere"]
    assert starts(found["run"]) == starts(found["single"]) == ["event"]
    assert commands(found["single"]) == ["x"]


@pytest.mark.parametrize(
    "text", ["", "apiVersion: v1\nkind: Task", "# tekton.dev/\n[]", "apiVersion: tekton.dev/v1"]
)
def test_files_without_tasks(text: str) -> None:
    assert steps(text) == {}


def test_other_files_are_left_alone() -> None:
    assert parse("a: [\n").problems == ()
    (problem,) = parse("apiVersion: tekton.dev/v1\na: [\n").problems
    assert (problem.whole, problem.place.line > 0) == (True, True)
    assert not PARSER.claims("pnpm-lock.yaml")


KEYS = (
    *("spec", "tasks", "name", "taskRef", "taskSpec", "steps", "script", "params", "value"),
    *("runAfter", "finally", "default", "pipelineSpec", "pipelineRef", "command", "args"),
)
VALUES = st.recursive(
    st.sampled_from((None, True, 3, "a", "$(params.a)", "#!python")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(VALUES, st.sampled_from(["Task", "Pipeline", "PipelineRun", "TaskRun", "TriggerTemplate"]))
def test_any_data_gives_facts(value: object, kind: str) -> None:
    root = {"apiVersion": "tekton.dev/v1", "kind": kind, "metadata": value, "spec": value}
    assert PARSER.parse(PATH, json.dumps(root).encode()).path == PATH


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert PARSER.parse(PATH, data + b"tekton.dev/").path == PATH
