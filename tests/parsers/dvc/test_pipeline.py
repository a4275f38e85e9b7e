from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.data import Data
from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.parsers.configuration import PARSER as CONFIGURATION
from mlaudit.parsers.dvc.pipeline import PARSER

NONE: Mapping[str, str] = {}


def complete(text: str, files: Mapping[str, str] = NONE, path: str = "dvc.yaml") -> Facts:
    def lookup(name: str) -> Data | None:
        content = files.get(name)
        return None if content is None else CONFIGURATION.parse(name, content.encode()).data

    parsed = PARSER.parse(path, text.encode())
    assert PARSER.complete is not None
    return PARSER.complete(parsed, lookup)


def stages(
    text: str, files: Mapping[str, str] = NONE, path: str = "dvc.yaml"
) -> list[DeclaredStep]:
    return list(complete(text, files, path).steps)


def command(step: DeclaredStep) -> str:
    return "\n".join(run.script.text for run in step.runs if run.script)


PIPELINE = """\
vars:
  - conf/paths.json:raw
  - out: models
stages:
  train:
    wdir: ml
    cmd:
      - python train.py ${train} --data ${raw}
      - echo ${train.flags.deep} ${gone.x}
    deps:
      - ${raw}
      - s3://bucket/a.csv
    params:
      - train.lr
      - conf/extra.toml:
    outs:
      - ${out}/m.pkl:
          cache: false
      - logs
    metrics: [metrics.json]
    frozen: true
"""


def test_one_stage() -> None:
    (step,) = stages(
        PIPELINE,
        {
            "pipe/params.yaml": "train: {lr: 0.1, name: a b, flags: {deep: true, off: false}}",
            "pipe/conf/paths.json": '{"raw": "data/raw.csv", "other": 1}',
        },
        "pipe/dvc.yaml",
    )
    assert (step.name, step.scope, step.directory, step.frozen) == (
        "train",
        "stages.train",
        "pipe/ml",
        True,
    )
    assert command(step) == (
        "python train.py --lr 0.1 --name 'a b' --flags.deep --data data/raw.csv\necho true {gone.x}"
    )
    assert [run.place.line for run in step.runs] == [8, 9]
    assert [(read.path, read.role) for read in step.reads] == [
        ("pipe/ml/data/raw.csv", "dep"),
        ("s3://bucket/a.csv", "dep"),
        ("pipe/ml/params.yaml", "param"),
        ("pipe/ml/conf/extra.toml", "param"),
    ]
    assert [(write.path, write.role, write.stored) for write in step.writes] == [
        ("pipe/ml/models/m.pkl", "out", False),
        ("pipe/ml/logs", "out", True),
        ("pipe/ml/metrics.json", "metric", True),
    ]
    assert step.group == "pipe/dvc.yaml"


@pytest.mark.parametrize(
    ("loop", "names", "commands"),
    [
        ("foreach: [us, 2, true]", ["us", "2", "true"], ["us", "2", "true"]),
        ("foreach: [{n: 1}, 2]", ["0", "1"], ["{item}", "2"]),
        ("foreach: {us: 1, uk: 2}", ["us", "uk"], ["1", "2"]),
        ("foreach: ${cities}", ["rome", "oslo"], ["rome", "oslo"]),
    ],
)
def test_foreach_names(loop: str, names: list[str], commands: list[str]) -> None:
    text = f"stages:\n  s:\n    {loop}\n    do:\n      cmd: run.sh ${{item}} ${{item.n}}\n"
    found = stages(text, {"params.yaml": "cities: [rome, oslo]"})
    assert [step.name for step in found] == [f"s@{name}" for name in names]
    if "n: 1" in loop:
        assert command(found[0]).startswith("run.sh --n 1 1")
    else:
        assert [command(step).split()[1] for step in found] == commands


def test_matrix_names() -> None:
    text = """\
stages:
  s:
    matrix:
      model: [cnn, xgb]
      data: [{n: a}, b]
    cmd: run.sh ${item.model} ${key}
    outs: ["out/${key}.pkl"]
"""
    found = stages(text)
    assert [step.name for step in found] == ["s@cnn-data0", "s@cnn-b", "s@xgb-data0", "s@xgb-b"]
    assert command(found[0]) == "run.sh cnn cnn-data0"
    assert found[3].writes[0].path == "out/xgb-b.pkl"


def test_an_unknown_loop_is_one_stage_with_an_unknown_item() -> None:
    text = "stages:\n  s:\n    foreach: ${gone}\n    do: {cmd: x, outs: ['${item}', 'a/${item}']}\n"
    facts = complete(text)
    assert [step.name for step in facts.steps] == ["s"]
    # A path of which nothing is known would match every file.
    assert [write.path for write in facts.steps[0].writes] == ["a/{item}"]
    assert [problem.whole for problem in facts.problems] == [False, False]


def test_indices_and_escapes() -> None:
    text = "vars: [{a: [{b: x}]}]\nstages:\n  s: {cmd: 'echo ${a[0].b} \\${HOME}'}\n"
    assert command(stages(text)[0]) == "echo x ${HOME}"


def test_outputs_named_outside_the_stages() -> None:
    text = """\
stages:
  evaluate: {cmd: python e.py, outs: [eval], metrics: [m.json]}
metrics: [eval/live/metrics.json]
plots:
  - ROC: {y: {eval/roc.csv: tpr}}
artifacts:
  model: {path: eval/model.pkl, type: model}
"""
    (step,) = stages(text)
    roles = {write.path: write.role for write in step.writes}
    assert roles["eval/live/metrics.json"] == "metric"
    assert roles["eval/roc.csv"] == "plot"
    assert roles["eval/model.pkl"] == "out"
    assert "elsewhere" not in roles


def test_a_multi_line_command_keeps_its_lines() -> None:
    (step,) = stages("stages:\n  s:\n    cmd: |\n      a\n      b\n")
    script = step.runs[0].script
    assert script is not None
    assert script.line == 4


@pytest.mark.parametrize("text", ["stages: [a]", "stages: {s: 1}", "a: [", "", "1", "stages:"])
def test_broken_pipelines_give_no_stage(text: str) -> None:
    assert stages(text) == []


@given(st.text(alphabet="abc:${}[]-@ \n", max_size=60))
def test_no_definition_raises(text: str) -> None:
    complete(f"stages:\n  s:\n    foreach: {text}\n    do: {{cmd: '{text}'}}\n")
    complete(text)


@given(st.binary(max_size=100))
def test_no_bytes_raise(data: bytes) -> None:
    assert PARSER.complete is not None
    PARSER.complete(PARSER.parse("dvc.yaml", data), lambda _: None)
