"""What `snakemake` and `dvc repro` start where not all is to be started."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import invocations

ALL = "rule all:\n    input: 'b.csv'\n"
MAKE = "rule make:\n    input: 'a.csv'\n    output: 'b.csv'\n    shell: 'cp a.csv b.csv'\n"
SHIP = "rule ship:\n    input: 'b.csv'\n    output: 'c.txt'\n    shell: 'cp b.csv c.txt'\n"
LAST = "rule last:\n    input: 'c.txt'\n    default_target: True\n"
OPEN = MAKE.replace("'a.csv'\n    output", "lambda wildcards: find(wildcards)\n    output")


@pytest.mark.parametrize(
    ("rules", "command", "expected"),
    [
        (ALL + MAKE + SHIP, "snakemake -c1", {"all", "make"}),
        (MAKE + ALL + SHIP, "snakemake -c1", {"make"}),
        (ALL + MAKE + SHIP + LAST, "snakemake -c1", {"last", "ship", "make"}),
        (ALL + MAKE + SHIP, "snakemake -c1 ship", {"ship", "make"}),
        (ALL + MAKE + SHIP, "snakemake -c1 -R ship", {"all", "make", "ship"}),
        (ALL + OPEN + SHIP, "snakemake -c1", {"all", "make", "ship"}),
        (ALL.replace("'b.csv'", "") + MAKE + SHIP, "snakemake -c1", {"all", "make", "ship"}),
    ],
)
def test_the_rules_that_are_started(
    write_tree: WriteTree, rules: str, command: str, expected: set[str]
) -> None:
    found = read_workflow(write_tree({"Snakefile": rules, "run.sh": command + "\n"}))
    started = {of for by, of in invocations(found) if by == "run.sh"}
    assert started == {f"Snakefile:{name}" for name in expected}


def test_frozen_stages_of_dvc_are_not_started(write_tree: WriteTree) -> None:
    stages = (
        "stages:\n"
        "  a: {cmd: cp in.txt a.txt, deps: [in.txt], outs: [a.txt]}\n"
        "  b: {cmd: cp a.txt b.txt, deps: [a.txt], outs: [b.txt], frozen: true}\n"
        "  c: {cmd: cp b.txt c.txt, deps: [b.txt], outs: [c.txt]}\n"
    )
    tree = {"dvc.yaml": stages, "run.sh": "dvc repro\n", "one.sh": "dvc repro c\n"}
    found = invocations(read_workflow(write_tree(tree)))
    assert {of for by, of in found if by == "run.sh"} == {"dvc.yaml:a", "dvc.yaml:c"}
    assert {of for by, of in found if by == "one.sh"} == {"dvc.yaml:c"}
