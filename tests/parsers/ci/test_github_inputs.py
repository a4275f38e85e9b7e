"""Inputs of dispatches, reusable workflows and actions of GitHub."""

from __future__ import annotations

from tests.parsers.ci.reading import commands
from tests.parsers.ci.test_github import jobs, parse

DISPATCH = """\
    on:
      push:
      workflow_dispatch:
        inputs: {n: {default: 5}, m: {required: true}}
    jobs:
      j:
        steps:
          - run: go ${{ inputs.n }} ${{ github.event.inputs.n }} ${{ inputs.m }}
          - run: go ${{ inputs.m || '7' }} ${{ inputs.n || 3 }} ${{ inputs.m || github.sha }}
    """


def test_inputs_of_a_dispatch_have_their_defaults() -> None:
    assert commands(jobs(DISPATCH)["j"]) == ["go 5 5 ?", "go 7 5 ?"]


def test_inputs_that_a_caller_gives_stay_open_and_defaults_stand_beside() -> None:
    called = DISPATCH.replace("push:", "workflow_call: {inputs: {n: {default: 6}, k: {}}}")
    step = jobs(called)["j"]
    assert commands(step)[0] == "go ? ? ?"
    assert step.environment == (("inputs.n", "6"),)


def test_what_is_handed_to_actions_and_workflows_of_the_repository() -> None:
    found = jobs(
        """\
        on: {workflow_call: {inputs: {city: {}}}}
        jobs:
          a:
            strategy: {matrix: {n: [1, 2]}}
            steps:
              - uses: ./.github/actions/x
                with: {file: "${{ inputs.city }}-${{ matrix.n }}.csv", flag: true}
          b:
            uses: ./.github/workflows/y.yml
            with: {city: "${{ inputs.city }}", sha: "${{ github.sha }}"}
        """
    )
    assert [dict(run.environment) for run in found["a"].runs if run.step][::2] == [
        {"inputs.file": "{inputs.city}-1.csv", "inputs.flag": "true"},
        {"inputs.file": "{inputs.city}-2.csv", "inputs.flag": "true"},
    ]
    assert [run.environment for run in found["b"].runs] == [
        (("inputs.city", "{inputs.city}"), ("inputs.sha", "{sha}"))
    ]


def test_actions_have_defaults() -> None:
    text = "inputs: {a: {default: 1}, b: {}}\nruns: {using: composite, steps: [{run: x}]}"
    (step,) = parse(text, "action.yml").steps
    assert step.environment == (("inputs.a", "1"),)
