from __future__ import annotations

import pytest
from hypothesis import given

from mlaudit.model.facts import DeclaredStep, KeptData
from mlaudit.parsers.orchestrators.kedro import PARSER
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.parsers.orchestrators.definitions.fragments import any_python

HEAD = "from kedro.pipeline import Pipeline, node, pipeline\nfrom .nodes import f, g\n"
PATH = "src/shop/pipelines/train/pipeline.py"


def read(text: str, path: str = PATH) -> dict[str, DeclaredStep]:
    """The nodes of a file by name."""
    return {step.name: step for step in PARSER.parse(path, (HEAD + text).encode()).steps}


def kept(text: str, path: str = "conf/base/catalog.yml") -> dict[str, KeptData]:
    """Where a file of the configuration says that data is kept."""
    return {item.name: item for item in PARSER.parse(path, text.encode()).kept}


def test_a_node() -> None:
    (step,) = read("node(f, ['a', 'params:x'], 'b', name='n')\n").values()
    assert step.runs[0].callable_ == ("src.shop.pipelines.train.nodes", "f")
    assert step.takes == (("0", "a"), ("1", "params:x"))
    assert step.gives == ("b",)
    assert (step.name, step.directory, step.group) == ("n", ".", ".#train")


@pytest.mark.parametrize(
    ("inputs", "takes"),
    [
        ("'a'", (("0", "a"),)),
        ("None", ()),
        ("{'x': 'a', 'y': 'b'}", (("x", "a"), ("y", "b"))),
        ("dict(x='a')", (("x", "a"),)),
        ("['a', *(f'{n}.b' for n in names)]", (("0", "a"),)),
        ("[f'{n}_b' for n in names]", ()),
    ],
)
def test_inputs(inputs: str, takes: tuple[tuple[str, str], ...]) -> None:
    (step,) = read(f"node(func=f, inputs={inputs}, outputs=['b', 'c'])\n").values()
    assert step.takes == takes
    assert (step.name, step.gives) == ("f", ("b", "c"))
    assert step.declares_more == ("{n}" in inputs)


def test_a_namespace_gives_names() -> None:
    text = """\
pipeline([node(f, ["a", "b@pandas", "params:p", "params:q", "parameters"], "c")],
    namespace="ns", inputs={"a"}, outputs={"c": "out"}, parameters={"p"})
"""
    step = read(text)["ns.f"]
    names = ["a", "ns.b@pandas", "params:p", "params:ns.q", "parameters"]
    assert [name for _, name in step.takes] == names
    assert step.gives == ("out",)


def test_a_pipeline_that_is_used_again() -> None:
    text = """\
base = pipeline([node(f, "a", "b")])
def create():
    return pipeline(pipe=base, namespace="one", inputs="a") + Pipeline(base, namespace="two")
"""
    found = read(text)
    assert {name: (step.takes[0][1], step.gives) for name, step in found.items()} == {
        "one.f": ("a", ("one.b",)),
        "two.f": ("two.a", ("two.b",)),
    }


def test_loops_over_written_names() -> None:
    text = "for n in ['x', 'y']:\n    node(f, f'{n}_in', f'{n}_out', name=f'fit_{n}')\n"
    found = read(text)
    assert {name: step.gives for name, step in found.items()} == {
        "fit_x": ("x_out",),
        "fit_y": ("y_out",),
    }
    pairs = (
        "for n, m in [('x', A), ('y', B)]:\n    node(f, f'{m}_in', f'{n}_out', name=f'fit_{n}')\n"
    )
    assert [(name, step.takes, step.gives) for name, step in read(pairs).items()] == [
        ("fit_x", (), ("x_out",)),
        ("fit_y", (), ("y_out",)),
    ]
    assert list(read("for n in NAMES:\n    node(f, 'a', f'{n}_out', name=f'fit_{n}')\n")) == [
        "fit_{n}"
    ]


def test_functions_that_a_table_registers_are_groups() -> None:
    text = "def make():\n    return Pipeline([node(f, 'a', 'b')])\nR = {'nightly': make()}\n"
    assert read(text)["f"].group == ".#nightly"


def test_nodes_of_one_name_are_told_apart() -> None:
    assert list(read("node(f, 'a', 'b')\nnode(f, 'c', 'd')\n")) == ["f", "f@2"]


CATALOG = """\
_bucket: s3://bucket
cars:
  type: pandas.CSVDataset
  filepath: data/cars.csv
  versioned: true
model:
  filepath: ${_bucket}/model.pkl
other: {filepath: "${globals:folder}/x.csv"}
"{name}#csv": {filepath: "data/{name}.csv"}
table: {type: pandas.SQLTableDataset, table_name: sales}
parts: {path: data/parts}
memory: {type: MemoryDataset}
broken: [1]
"""


def test_the_catalogue() -> None:
    found = kept(CATALOG, "shop/conf/base/catalog_raw.yml")
    assert {name: item.path for name, item in found.items()} == {
        "cars": "shop/data/cars.csv",
        "model": "s3://bucket/model.pkl",
        "other": "shop/{folder}/x.csv",
        "{name}#csv": "shop/data/{name}.csv",
        "table": "db:sales",
        "parts": "shop/data/parts",
    }
    assert found["cars"].stored
    assert (found["cars"].project, found["cars"].place.line) == ("shop", 2)


def test_parameters() -> None:
    found = kept("a: 1\nb:\n  c: {d: 2}\n", "conf/base/parameters/train.yml")
    assert list(found) == ["parameters", "params:a", "params:b", "params:b.c", "params:b.c.d"]
    assert found["params:b.c"].keys == ("b", "c")


@pytest.mark.parametrize(
    ("path", "claimed"),
    [
        ("conf/base/catalog.yml", True),
        ("x/conf/local/catalog/raw.yaml", True),
        ("conf/base/train/parameters_x.yml", True),
        ("conf/catalog.yml", False),
        ("conf/base/logging.yml", False),
        ("src/pipeline.py", True),
        ("src/__init__.py", False),
    ],
)
def test_files(path: str, claimed: bool) -> None:
    assert PARSER.claims(path) == claimed


NODES = """\
import pandas as pd
def clean(raw):
    return raw
def fit(table, options):
    open(options["out"], "w")
"""
PROJECT = {
    "conf/base/catalog.yml": "raw: {filepath: data/raw.csv}\n"
    "'{kind}_table': {filepath: 'data/{kind}.parquet'}\n",
    "conf/base/parameters.yml": "fit:\n  out: models/m.bin\n",
    "src/shop/nodes.py": NODES,
    "src/shop/prepare.py": "from kedro.pipeline import node\nfrom shop.nodes import clean\n"
    "node(clean, 'raw', 'clean_table')\n",
    "src/shop/train.py": "from kedro.pipeline import node\nfrom shop.nodes import fit\n"
    "node(fit, ['clean_table', 'params:fit'], 'model')\n",
}


def test_files_orders_and_parameters_are_joined(write_repository: WriteTree) -> None:
    workflow = read_workflow(write_repository(PROJECT | {"run.sh": "kedro run\n"}))
    fit = workflow.step_by_id["src/shop/train.py:fit"]
    assert {(a.mode, a.artifact) for a in fit.accesses} == {
        ("read", "data/clean.parquet"),
        ("read", "conf/base/parameters.yml"),
        ("write", "models/m.bin"),
    }
    (order,) = workflow.orders
    assert order.evidence == ("declared", "data-flow")
    assert order.artifact == "data/clean.parquet"
    assert fit.command == "kedro run --nodes fit"
    assert {i.by for i in workflow.invokers[fit.id]} == {"run.sh"}


@pytest.mark.parametrize(
    ("command", "started"),
    [
        ("kedro run --pipeline=prepare", ["clean"]),
        ("kedro run -n fit", ["fit"]),
        ("kedro run --nodes fit,clean", ["clean", "fit"]),
        ("kedro run --pipeline unknown", []),
        ("kedro run --from-nodes fit", []),
        ("kedro run --env prod", ["clean", "fit"]),
    ],
)
def test_what_a_command_starts(
    write_repository: WriteTree, command: str, started: list[str]
) -> None:
    files = {
        path.replace("src/shop/prepare.py", "src/shop/pipelines/prepare/pipeline.py"): text
        for path, text in PROJECT.items()
    }
    workflow = read_workflow(write_repository(files | {"run.sh": f"{command}\n"}))
    found = [workflow.step_by_id[i.of].name for i in workflow.invocations if i.by == "run.sh"]
    assert sorted(found) == started


def test_nothing_orders_nodes_without_data(write_repository: WriteTree) -> None:
    nodes = "def a():\n    open('x.csv', 'w')\ndef b():\n    open('x.csv')\n"
    text = "from kedro.pipeline import node\nfrom nodes import a, b\n"
    text += "def make():\n    return [node(a, None, 'done'), node(b, None, 'read')]\n"
    files = {"src/nodes.py": nodes, "src/pipeline.py": text, "run.sh": "kedro run\n"}
    (order,) = read_workflow(write_repository(files)).orders
    assert order.evidence == ("data-flow",)


@given(any_python("# kedro\nfrom kedro.pipeline import node, pipeline\n"))
def test_nothing_raises(data: bytes) -> None:
    for path in ("a.py", "conf/base/catalog.yml", "conf/base/parameters.yml"):
        PARSER.parse(path, data)
