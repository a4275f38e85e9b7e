"""What scripts and notebooks do with the object of the rule that runs them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from mlaudit.model.graph import Workflow
from mlaudit.scan import read_workflow
from tests.graph.linking import accesses

SNAKEFILE = """\
configfile: "config.yaml"

rule clean:
    input:
        raw="raw/{city}.csv",
        more=expand("more/{part}.txt", part=PARTS),
    output:
        table="clean/{city,[a-z]+}.csv",
        parts=directory("parts/{city}"),
    params:
        sep=";",
        strict=False,
        kind=config["model"]["kind"],
        folder=lambda wildcards, output: os.path.dirname(output.table),
        found=lambda wildcards: search(wildcards),
    log: "logs/{city}.log"
    threads: 4
    script: "clean.py"
"""
CONFIGURATION = "model: {kind: forest}\ncities: [oslo]\n"


def link(root: Path, code: str, **files: str) -> Workflow:
    write(root, {"Snakefile": SNAKEFILE, "config.yaml": CONFIGURATION, "clean.py": code, **files})
    return read_workflow(root)


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def inferred(found: Workflow, step: str = "Snakefile:clean") -> set[str]:
    words = (text.rsplit(" ", 1) for text in accesses(found, step))
    return {access for access, evidence in words if evidence == "inferred"}


@pytest.mark.parametrize(
    ("expression", "artifact"),
    [
        ("snakemake.input[0]", "raw/{city}.csv"),
        ("snakemake.input.raw", "raw/{city}.csv"),
        ("snakemake.input['raw']", "raw/{city}.csv"),
        ("snakemake.input.get('raw')", "raw/{city}.csv"),
        ("snakemake.input.more[0]", "more/{part}.txt"),
        ("snakemake.output.table", "clean/{city}.csv"),
        ("snakemake.output[1] + '/a.csv'", "parts/{city}/a.csv"),
        ("snakemake.log[0]", "logs/{city}.log"),
        ("str(snakemake.log)", "logs/{city}.log"),
        ("f'{snakemake.params.folder}/a.csv'", "clean/a.csv"),
        ("f'x/{snakemake.wildcards.city}.csv'", "x/{city}.csv"),
        ("f'x/{snakemake.wildcards[\"city\"]}.csv'", "x/{city}.csv"),
        ("f'x/{snakemake.params.kind}.csv'", "x/forest.csv"),
        ("f'x/{snakemake.params[2]}.csv'", "x/forest.csv"),
        ('f\'x/{snakemake.config["model"]["kind"]}.csv\'', "x/forest.csv"),
        ("f'x/{snakemake.rule}_{snakemake.threads}.csv'", "x/clean_4.csv"),
        ("'x.csv' if snakemake.params.strict else 'y.csv'", "y.csv"),
    ],
)
def test_parts_of_the_object(tmp_path: Path, expression: str, artifact: str) -> None:
    assert inferred(link(tmp_path, f"open({expression})\n")) == {f"read {artifact}"}


@pytest.mark.parametrize(
    "expression",
    ["snakemake.params.found", "snakemake.input.none", "snakemake.config['none']", "snakemake.x"],
)
def test_what_the_rule_does_not_tell_is_unresolved(tmp_path: Path, expression: str) -> None:
    found = link(tmp_path, f"open({expression})\n")
    assert inferred(found) == set()
    assert len(found.step_by_id["Snakefile:clean"].unresolved) == 1


def test_behind_a_list_of_unknown_length_no_position_is_told(tmp_path: Path) -> None:
    rule = 'rule a:\n    input: expand("{x}.csv", x=XS), "z.csv"\n    script: "clean.py"\n'
    found = link(tmp_path, "open(snakemake.input[1])\n", Snakefile=rule)
    assert inferred(found, "Snakefile:a") == {"read {x}.csv", "read z.csv"}


def test_the_object_can_be_imported_and_is_there_for_certain(tmp_path: Path) -> None:
    code = """\
from snakemake.script import snakemake
if "snakemake" not in globals():
    from helpers import mock
    snakemake = mock("clean")
def main(files, target):
    for file in files:
        open(file)
    open(target, "w")
if __name__ == "__main__":
    main(snakemake.input.more, snakemake.output.table)
"""
    assert inferred(link(tmp_path, code)) == {"read more/{part}.txt", "write clean/{city}.csv"}


def test_each_rule_of_a_script_hands_over_its_own(tmp_path: Path) -> None:
    rules = (
        'rule a:\n    output: "a.csv"\n    script: "s.py"\n'
        'use rule a as b with:\n    output: "b.csv"\n'
    )
    write(tmp_path, {"Snakefile": rules, "s.py": "open(snakemake.output[0], 'w')\n"})
    found = read_workflow(tmp_path)
    assert inferred(found, "Snakefile:a") == {"write a.csv"}
    assert inferred(found, "Snakefile:b") == {"write b.csv"}


def test_notebooks_find_it_too(tmp_path: Path) -> None:
    cell: dict[str, object] = {
        "cell_type": "code",
        "source": "open(snakemake.input[0]).read()\n",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    kernel = {"kernelspec": {"language": "python", "name": "python3"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    rule = 'rule look:\n    input: "a.csv"\n    notebook: "look.ipynb"\n'
    write(tmp_path, {"Snakefile": rule, "look.ipynb": json.dumps(notebook)})
    assert inferred(read_workflow(tmp_path), "Snakefile:look") == {"read a.csv"}


def test_helpers_and_scripts_that_no_rule_runs_have_none(tmp_path: Path) -> None:
    code = "import helper\nhelper.read()\n"
    helper = "def read():\n    open(snakemake.input[0])\n"
    found = link(tmp_path, code, **{"helper.py": helper, "other.py": "open(snakemake.input[0])\n"})
    assert inferred(found) == set()
    assert [u.place.path for u in found.step_by_id["Snakefile:clean"].unresolved] == ["helper.py"]
    assert inferred(found, "other.py") == set()
