"""What `snakemake` starts where no rule is named."""

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
