"""Inputs that a declared step hands to another one that it calls."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from tests.conftest import Tree, WriteTree
from tests.graph.test_owners import read

CALLER = """\
on: push
jobs:
  north:
    uses: ./.github/workflows/ship.yml
    with: {model: oslo}
  south:
    uses: ./.github/workflows/ship.yml
    with: {model: rome, where: us}
"""
CALLED = """\
on:
  workflow_call:
    inputs: {model: {}, where: {default: eu}}
jobs:
  ship:
    steps:
      - uses: ./.github/actions/copy
        with: {file: "${{ inputs.model }}.pkl"}
      - run: aws s3 cp out/${{ inputs.model }}.pkl s3://b/${{ inputs.where }}/m.pkl
"""
ACTION = """\
inputs: {file: {default: never.pkl}}
runs:
  using: composite
  steps:
    - {shell: bash, run: "cp models/${{ inputs.file }} out/${{ inputs.file }}"}
"""
TREE: Tree = {
    ".github/workflows/call.yml": CALLER,
    ".github/workflows/ship.yml": CALLED,
    ".github/actions/copy/action.yml": ACTION,
}
SHIP, COPY = ".github/workflows/ship.yml:ship", ".github/actions/copy/action.yml:composite"


def accesses(workflow: Workflow, step: str, mode: str) -> set[str]:
    return {a.artifact for a in workflow.step_by_id[step].accesses if a.mode == mode}


def test_inputs_go_from_call_to_call(write_tree: WriteTree) -> None:
    workflow = read(write_tree, TREE)
    copied = {"models/oslo.pkl", "models/rome.pkl"}
    assert accesses(workflow, COPY, "read") == copied
    assert accesses(workflow, SHIP, "write") >= {"s3://b/eu/m.pkl", "s3://b/us/m.pkl"}
    assert accesses(workflow, ".github/workflows/call.yml:north", "write") == {
        "out/oslo.pkl",
        "s3://b/eu/m.pkl",
    }


def test_without_a_caller_inputs_have_their_defaults_or_stay_open(write_tree: WriteTree) -> None:
    tree = {path: text for path, text in TREE.items() if path != ".github/workflows/call.yml"}
    workflow = read(write_tree, tree)
    assert "s3://b/eu/m.pkl" in accesses(workflow, SHIP, "write")
    assert accesses(workflow, COPY, "read") == {"models/{inputs.model}.pkl"}


def test_a_workflow_that_a_person_starts_too_keeps_its_own_way(write_tree: WriteTree) -> None:
    both = CALLED.replace("on:\n", "on:\n  workflow_dispatch: {inputs: {model: {default: pisa}}}\n")
    workflow = read(write_tree, {**TREE, ".github/workflows/ship.yml": both})
    read_files = accesses(workflow, SHIP, "read")
    assert {"out/oslo.pkl", "out/rome.pkl", "out/pisa.pkl"} <= read_files
