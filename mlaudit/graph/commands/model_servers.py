"""Servers that load models by themselves: what they load, and from where."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable

from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.services import record_module
from mlaudit.graph.commands.state import ShellState
from mlaudit.patterns import lazy_regex

_HUB_NAME = lazy_regex(r"[\w.-]+/[\w.-]+")
_TRACKED = lazy_regex(r"(?:models|runs):/")


def _options(*flags: str) -> dict[str, str]:
    return dict.fromkeys(flags, "value")


def _serve(state: ShellState, via: str, detail: str = "") -> None:
    state.effect("serve", via, detail=detail)


def read_model(state: ShellState, reference: str, via: str, *, hub: bool) -> None:
    """Record that a model is loaded: from a registry, from a hub, or from a path.

    Args:
        state: the shell.
        reference: as the command names the model.
        via: the command.
        hub: a name such as `owner/name` is one of a hub, unless it is written as a path.
    """
    if _TRACKED.match(reference):
        state.read(f"mlflow://{reference}", via, kind="model")
    elif hub and _HUB_NAME.fullmatch(reference) and not reference.startswith("."):
        state.read(f"hf://{reference}", via, kind="model")
    elif "/" in reference or "." in reference:
        state.read(reference, via, kind="model")


def _bentoml(state: ShellState, words: list[str]) -> bool:
    """`bentoml serve service:Churn`, `bentoml serve .`."""
    if words[1:2] not in (["serve"], ["serve-gunicorn"], ["serve-http"], ["serve-grpc"]):
        return False
    valued = _options("--port", "-p", "--host", "--working-dir", "--api-workers", "--timeout")
    arguments = split_arguments(words[2:], valued)
    target = next(iter(arguments.operands), ".")
    folder = arguments.value("--working-dir")
    module = "service" if target == "." or "/" in target else target
    record_module(state, "bentoml serve", module, folder or (target if "/" in target else None))
    return True


def _ray(state: ShellState, words: list[str]) -> bool:
    """`serve run module:app`, `serve run config.yaml`."""
    if words[1:2] not in (["run"], ["deploy"]):
        return False
    valued = _options("--app-dir", "--address", "-a", "--working-dir", "--runtime-env", "--name")
    arguments = split_arguments(words[2:], valued)
    target = next(iter(arguments.operands), "")
    if target.endswith((".yaml", ".yml")):
        _serve(state, "serve run", target)
        state.read(target, "serve run", kind="config")
    elif target:
        record_module(state, "serve run", target, arguments.value("--app-dir"))
    return bool(target)


def _torchserve(state: ShellState, words: list[str]) -> bool:
    """`torchserve --start --model-store store --models name=name.mar all`."""
    if "--stop" in words:
        return True
    rest = list(words[1:])
    named: list[str] = []
    if "--models" in rest:
        start = rest.index("--models")
        named = _up_to_option(rest[start + 1 :])
        rest = rest[:start] + rest[start + 1 + len(named) :]
    valued = _options("--model-store", "--ts-config", "--log-config", "--plugins-path")
    arguments = split_arguments(rest, valued)
    store = arguments.value("--model-store")
    _serve(state, "torchserve", " ".join(named))
    config = arguments.value("--ts-config")
    if config is not None:
        state.read(config, "torchserve", kind="config")
    files = [word.partition("=")[2] or word for word in named]
    if store is not None and (not files or "all" in files):
        state.read(store, "torchserve", kind="model")
    for file in files:
        if file.endswith((".mar", ".tar.gz")) or "://" in file:
            path = file if store is None or "://" in file else posixpath.join(store, file)
            state.read(path, "torchserve", kind="model")
    return True


def _up_to_option(words: Iterable[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if word.startswith("-"):
            break
        found.append(word)
    return found


_ARCHIVER_READ = ("--serialized-file", "--model-file", "--handler", "-r", "--requirements-file")


def _archive(state: ShellState, words: list[str]) -> bool:
    """`torch-model-archiver --model-name churn --export-path store` writes store/churn.mar."""
    valued = _options(*_ARCHIVER_READ, "--extra-files", "--export-path", "--model-name", "-v")
    valued |= _options("--version", "--runtime", "--archive-format", "-c", "--config-file")
    arguments = split_arguments(words[1:], valued)
    via = "torch-model-archiver"
    state.effect("build", via, detail=" ".join(words[1:])[:200])
    for path in arguments.all_values(*_ARCHIVER_READ, "-c", "--config-file"):
        if "." in path:  # handlers of the tool itself have names alone
            state.read(path, via)
    for paths in arguments.all_values("--extra-files"):
        for path in filter(None, paths.split(",")):
            state.read(path, via)
    folder, name = arguments.value("--export-path"), arguments.value("--model-name")
    if name is not None:
        plain = arguments.value("--archive-format") == "no-archive"
        path = posixpath.join(folder or "", name + ("" if plain else ".mar"))
        state.write(path, via, kind="model")
    elif folder is not None:
        state.write(folder, via)
    return True


def _from_folder(*flags: str) -> Callable[[ShellState, list[str]], bool]:
    """A server that is told the folder of its models by an option."""

    def serve(state: ShellState, words: list[str]) -> bool:
        arguments = split_arguments(words[1:], _options(*flags))
        _serve(state, words[0], " ".join(words[1:])[:200])
        for path in arguments.all_values(*flags):
            state.read(path.partition("=")[2] or path, words[0], kind="model")
        return True

    return serve


def _mlflow(state: ShellState, words: list[str]) -> bool:
    """`mlflow models serve -m models:/churn@champion`."""
    if words[1:3] not in (["models", "serve"], ["models", "predict"], ["models", "build-docker"]):
        return False
    valued = _options("-m", "--model-uri", "-i", "--input-path", "-o", "--output-path", "-n")
    valued |= _options("-p", "--port", "-h", "--host", "--env-manager", "-t", "-w", "--name")
    arguments = split_arguments(words[3:], valued)
    model = arguments.value("-m", "--model-uri")
    if model is not None:
        read_model(state, model, " ".join(words[:3]), hub=False)
    return False  # what the command does beside is in the catalogue


def _language_model(state: ShellState, words: list[str]) -> bool:
    """`vllm serve owner/name`, `text-generation-launcher --model-id owner/name`."""
    valued = _options("--model", "--model-id", "--revision", "--port", "--host", "--dtype")
    valued |= _options("--tensor-parallel-size", "--max-model-len", "--quantize", "--num-shard")
    valued |= _options("-m", "--model-path", "--gpu-memory-utilization", "--served-model-name")
    start = 2 if words[1:2] == ["serve"] else 1
    if words[0] == "vllm" and start == 1:
        return False
    arguments = split_arguments(words[start:], valued)
    model = arguments.value("--model", "--model-id", "-m", "--model-path") or _first(arguments)
    via = " ".join(words[:start])
    _serve(state, via, model or "")
    if model:
        revision = arguments.value("--revision")
        pinned = f"{model}@{revision}" if revision and _HUB_NAME.fullmatch(model) else model
        if pinned != model:
            state.read(f"hf://{pinned}", via, kind="model")
        else:
            read_model(state, model, via, hub=True)
    return True


def _first(arguments: Arguments) -> str | None:
    return next(iter(arguments.operands), None)


MODEL_SERVERS: dict[str, Callable[[ShellState, list[str]], bool]] = {
    "bentoml": _bentoml,
    "serve": _ray,
    "torchserve": _torchserve,
    "torch-model-archiver": _archive,
    "tritonserver": _from_folder("--model-repository", "--model-store"),
    "tensorflow_model_server": _from_folder("--model_base_path", "--model_config_file"),
    "mlflow": _mlflow,
    "vllm": _language_model,
    "text-generation-launcher": _language_model,
    "llama-server": _language_model,
    "sglang": _language_model,
}
"""Programs that load models; what they give back tells whether nothing is left to be done."""
