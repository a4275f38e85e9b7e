"""config.pbtxt of a repository of models."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.parsers.serving.triton import PARSER, parse
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import invocations

PATH = "store/bees/config.pbtxt"


def step(text: str) -> DeclaredStep:
    (found,) = parse(PATH, text.encode()).steps
    return found


def reads(text: str) -> list[str]:
    return [read.path for read in step(text).reads]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('platform: "onnxruntime_onnx"', ["store/bees/{version}/model.onnx"]),
        ("backend: 'python'  # own code", ["store/bees/{version}/model.py"]),
        ('backend: "x" default_model_filename: "net.bin"', ["store/bees/{version}/net.bin"]),
        ('backend: "x"', []),
        (
            'platform: "tensorrt_plan"\nversion_policy: { specific { versions: [1, 3] } }',
            ["store/bees/1/model.plan", "store/bees/3/model.plan"],
        ),
        (
            'platform: "pytorch_libtorch"\nversion_policy { specific: { versions: 2, versions: 4}}',
            ["store/bees/2/model.pt", "store/bees/4/model.pt"],
        ),
        (
            'backend: "openvino" input [ { name: "a" dims: [ -1, 2 ] } ]',
            ["store/bees/{version}/model.xml"],
        ),
        (
            'parameters { key: "backend" value: { string_value: "x" } } backend: "onnxruntime"',
            ["store/bees/{version}/model.onnx"],
        ),
    ],
)
def test_what_is_loaded(text: str, expected: list[str]) -> None:
    assert reads(text) == expected


def test_the_name_is_that_of_the_model_alone() -> None:
    assert step('input [ { name: "pixels" } ]').name == "bees"
    assert step('input [ { name: "pixels" } ]\nname: "hive"').name == "hive"


def test_an_ensemble_starts_its_models() -> None:
    found = step(
        'platform: "ensemble"\nensemble_scheduling {\n  step [\n'
        '    { model_name: "cut" model_version: -1 },\n    { model_name: "tell" }\n  ]\n}\n'
    )
    assert [(run.step, run.place.line) for run in found.runs] == [
        ("store/cut/config.pbtxt:cut", 4),
        ("store/tell/config.pbtxt:tell", 5),
    ]
    assert not found.reads


def test_a_server_loads_the_models_of_its_repository(write_tree: WriteTree) -> None:
    ensemble = 'ensemble_scheduling { step [ { model_name: "bees" } ] }'
    tree = {
        PATH: 'platform: "onnxruntime_onnx"',
        "store/both/config.pbtxt": ensemble,
        "other/fish/config.pbtxt": 'platform: "onnxruntime_onnx"',
        "serve.sh": "tritonserver --model-repository=store --http-port 8000\n",
        "one.sh": "tritonserver --model-repository store --load-model=bees\n",
    }
    started = invocations(read_workflow(write_tree(tree)))
    bees, both = "store/bees/config.pbtxt:bees", "store/both/config.pbtxt:both"
    assert {of for by, of in started if by == "serve.sh"} == {bees, both}
    assert {of for by, of in started if by == "one.sh"} == {bees}
    assert (both, bees) in started


def test_settings_at_the_root_belong_to_no_repository() -> None:
    assert not parse("config.pbtxt", b'name: "a"').steps
    assert not PARSER.claims("a/other.pbtxt")


@pytest.mark.parametrize("text", ["}}}", "name", "a: [", '"', "name: name: name:", "[{[{"])
def test_broken_files_are_read(text: str) -> None:
    assert step(text).name


@given(st.binary(max_size=300))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert parse(PATH, data).path == PATH


@given(st.text(alphabet="a1:{}[]\",#\n' ", max_size=120))
def test_any_text_gives_facts(text: str) -> None:
    assert parse(PATH, text.encode()).path == PATH
