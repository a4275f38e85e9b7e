"""Variables of a file that the command line or the environment of its tool sets."""

from __future__ import annotations

import pytest

from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

MAKEFILE = """\
CITY ?= rome
OUT := out
FIXED = a
train: prepare
\tcp in/$(CITY).csv $(OUT)/$(FIXED)-$(CITY).csv
prepare:
\tcp raw/$(CITY).csv in/$(CITY).csv
report:
\tcp $(IN) report.csv
"""
JUSTFILE = """\
out := "out"
train city times="3": prepare
    cp in/{{city}}.csv {{out}}/{{times}}.csv
prepare:
    cp raw.csv {{out}}/raw.csv
"""
TASKFILE = """\
version: "3"
vars: {OUT: out, AREA: '{{.AREA | default "all"}}'}
tasks:
  train:
    cmds:
      - cp in/{{.CITY}}.csv {{.OUT}}/{{.AREA}}.csv
      - task: report
  report:
    generates: ["{{.OUT}}/{{.CITY}}.md"]
    cmd: cp note.md {{.OUT}}/{{.CITY}}.md
"""
ARGO = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: train}
spec:
  entrypoint: main
  arguments:
    parameters: [{name: city, value: rome}, {name: other}]
  templates:
    - name: main
      container:
        image: busybox
        command: [sh, -c, "cp /in/{{workflow.parameters.city}}.csv /out/model.csv"]
"""
NEXTFLOW = """\
params.city = 'rome'
process TRAIN {
    publishDir "out"
    output: path "${params.city}.csv"
    script:
    "cp $projectDir/in/${params.city}.csv ${params.city}.csv"
}
workflow { TRAIN() }
"""


def told(write_tree: WriteTree, file: str, text: str, script: str) -> set[str]:
    """What a script reads and writes through what it starts."""
    found = read_workflow(write_tree({file: text, "run.sh": script}))
    return {f"{a.mode} {a.artifact}" for a in found.step_by_id["run.sh"].accesses}


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("make train", {"read raw/rome.csv", "write out/a-rome.csv"}),
        ("make train CITY=oslo OUT=b", {"read raw/oslo.csv", "write b/a-oslo.csv"}),
        ("make OUT=b train", {"read raw/rome.csv", "write b/a-rome.csv"}),
        ("CITY=oslo FIXED=b make train", {"read raw/oslo.csv", "write out/a-oslo.csv"}),
        ("export CITY=oslo\nmake train", {"read raw/oslo.csv", "write out/a-oslo.csv"}),
        ("make report IN=x.csv", {"read x.csv", "write report.csv"}),
        ("IN=x.csv make report", {"read x.csv", "write report.csv"}),
    ],
)
def test_variables_of_make(write_tree: WriteTree, script: str, expected: set[str]) -> None:
    found = told(write_tree, "Makefile", MAKEFILE, script)
    assert found >= expected
    assert not any("rome" in name for name in found) or "rome" in "".join(expected)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("just train oslo", {"read in/oslo.csv", "write out/3.csv", "write out/raw.csv"}),
        ("just train oslo 5", {"read in/oslo.csv", "write out/5.csv"}),
        ("just out=b train oslo 5", {"write b/5.csv", "write b/raw.csv"}),
        ("just --set out b train oslo", {"write b/3.csv", "write b/raw.csv"}),
        ("out=b just train oslo", {"write out/3.csv", "write out/raw.csv"}),
    ],
)
def test_arguments_of_just(write_tree: WriteTree, script: str, expected: set[str]) -> None:
    assert told(write_tree, "justfile", JUSTFILE, script) >= expected


def test_what_cannot_be_told_apart_of_options_is_no_argument(write_tree: WriteTree) -> None:
    found = told(write_tree, "justfile", JUSTFILE, "just train --fast oslo")
    assert not any("oslo" in name for name in found)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("task train CITY=oslo", {"read in/oslo.csv", "write out/all.csv", "write out/oslo.md"}),
        ("CITY=oslo AREA=sea task train", {"read in/oslo.csv", "write out/sea.csv"}),
        ("task train CITY=oslo OUT=b", {"write b/all.csv", "write b/oslo.md"}),
        ("CITY=oslo OUT=b task train", {"write out/all.csv", "write out/oslo.md"}),
    ],
)
def test_variables_of_task(write_tree: WriteTree, script: str, expected: set[str]) -> None:
    assert told(write_tree, "Taskfile.yml", TASKFILE, script) >= expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("argo submit train.yaml", "read /in/rome.csv"),
        ("argo submit train.yaml -p city=oslo", "read /in/oslo.csv"),
        ("argo submit --parameter city=oslo train.yaml --watch", "read /in/oslo.csv"),
        ("argo submit train.yaml -p town=oslo", "read /in/rome.csv"),
    ],
)
def test_parameters_of_argo(write_tree: WriteTree, script: str, expected: str) -> None:
    found = told(write_tree, "train.yaml", ARGO, script)
    assert {name for name in found if name.startswith("read /in")} == {expected}


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("nextflow run main.nf", "write out/rome.csv"),
        ("nextflow run main.nf --city oslo", "write out/oslo.csv"),
        ("nextflow run main.nf -profile fast --city=oslo", "write out/oslo.csv"),
    ],
)
def test_parameters_of_nextflow(write_tree: WriteTree, script: str, expected: str) -> None:
    found = told(write_tree, "main.nf", NEXTFLOW, script)
    assert {name for name in found if name.startswith("write out/")} == {expected}


def test_a_target_does_what_all_who_start_it_make_of_it(write_tree: WriteTree) -> None:
    script = "make train CITY=oslo\nmake train CITY=bern\n"
    found = read_workflow(write_tree({"Makefile": MAKEFILE, "run.sh": script}))
    written = {a.artifact for a in found.step_by_id["Makefile:train"].accesses if a.mode == "write"}
    assert written == {"out/a-oslo.csv", "out/a-bern.csv"}


def test_a_value_that_is_not_known_is_a_hole(write_tree: WriteTree) -> None:
    found = told(write_tree, "Makefile", MAKEFILE, 'make train CITY="$1"')
    assert not any("rome" in name for name in found)
