"""Servers that load models by themselves."""

from __future__ import annotations

import pytest

from mlaudit.graph.commands import ShellContext, ShellOutcome, evaluate_script
from mlaudit.model.place import Place
from mlaudit.parsers.shell import parse_script


def outcome(command: str) -> ShellOutcome:
    return evaluate_script(
        parse_script(command), ShellContext("."), lambda line: Place("run.sh", line)
    )


LOADED = {
    "torchserve --start --model-store store --models a=a.mar --ts-config c.properties": [
        ("read", "c.properties"),
        ("read", "store/a.mar"),
    ],
    "torchserve --model-store store --models all": [("read", "store")],
    "torchserve --models a=https://x.org/a.mar": [("read", "https://x.org/a.mar")],
    "tritonserver --model-repository=repository": [("read", "repository")],
    "tritonserver --model-repository s3://bucket/models": [("read", "s3://bucket/models")],
    "tensorflow_model_server --model_base_path=models/a --rest_api_port=1": [("read", "models/a")],
    "mlflow models serve -m models:/a@best -p 1": [("read", "mlflow://models:/a@best")],
    "mlflow models serve -m mlruns/model": [("read", "mlruns/model")],
    "vllm serve owner/name --port 1": [("read", "hf://owner/name")],
    "vllm serve ./models/name": [("read", "models/name")],
    "text-generation-launcher --model-id owner/name --revision abc": [
        ("read", "hf://owner/name@abc")
    ],
    "serve run config.yaml": [("read", "config.yaml")],
}


@pytest.mark.parametrize("command", LOADED)
def test_what_is_loaded(command: str) -> None:
    found = outcome(command)
    assert [(access.mode, access.artifact) for access in found.accesses] == LOADED[command]
    assert [effect.kind for effect in found.effects] == ["serve"]


STARTED = {
    "bentoml serve app.service:Hive --port 1": ("app.service", "."),
    "bentoml serve . --working-dir app": ("service", "app"),
    "serve run app.main:deployment": ("app.main", "."),
}


@pytest.mark.parametrize("command", STARTED)
def test_what_is_started(command: str) -> None:
    found = outcome(command)
    assert [(run.target, run.directory) for run in found.runs] == [STARTED[command]]
    assert [effect.kind for effect in found.effects] == ["serve"]


def test_archives() -> None:
    found = outcome(
        "torch-model-archiver --model-name a --version 1 --serialized-file a.pt "
        "--handler image_classifier --extra-files names.json,other.json --export-path store"
    )
    assert [(access.mode, access.artifact) for access in found.accesses] == [
        ("read", "a.pt"),
        ("read", "names.json"),
        ("read", "other.json"),
        ("write", "store/a.mar"),
    ]


def test_what_serves_nothing() -> None:
    for command in ("torchserve --stop", "bentoml list", "mlflow ui", "vllm chat"):
        assert [effect.kind for effect in outcome(command).effects if effect.kind == "serve"] == []
