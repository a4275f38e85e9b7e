"""Settings of TorchServe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.parsers.serving.torchserve import parse
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree
from tests.graph.linking import accesses


def reads(text: str, path: str = "config.properties") -> list[tuple[str, int]]:
    steps = parse(path, text.encode()).steps
    return [(read.path, read.place.line) for step in steps for read in step.reads]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("model_store=store\nload_models=a.mar, b=c.mar", [("store/a.mar", 2), ("store/c.mar", 2)]),
        ("load_models=all\nmodel_store=/srv/store", [("/srv/store", 1)]),
        ("load_models: x=https://h.org/x.mar\n", [("https://h.org/x.mar", 1)]),
        (
            "model_store=store\nload_models=a.mar,\\\n  b.mar\n",
            [("store/a.mar", 2), ("store/b.mar", 2)],
        ),
        ("load_models=a.mar\n", []),
        ("model_store=store\nload_models=none\n", []),
        ("model_store=store\n", []),
        ("# load_models=a.mar\nmodel_store=store\n", []),
    ],
)
def test_what_is_loaded(text: str, expected: list[tuple[str, int]]) -> None:
    assert reads(text) == expected


def test_a_folder_beside_settings_that_lie_elsewhere_is_not_told() -> None:
    text = "model_store=store\nload_models=a.mar,b=s3://b/b.mar\n"
    assert reads(text, "deploy/config.properties") == [("s3://b/b.mar", 2)]


def test_a_server_with_the_settings_loads_the_models(write_tree: WriteTree) -> None:
    tree = {
        "ts.properties": "model_store=store\nload_models=a.mar\n",
        "serve.sh": "torchserve --start --ts-config ts.properties\n",
        "other.sh": "torchserve --start --ts-config ts.properties --model-store other\n",
    }
    found = read_workflow(write_tree(tree))
    assert "read store/a.mar declared" in accesses(found, "serve.sh")
    assert "read store/a.mar declared" not in accesses(found, "other.sh")


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert parse("config.properties", b"load_models=" + data).path == "config.properties"
