"""References to models and data sets outside the tree, which may also name something in it."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.access import add_access, record_path
from mlaudit.graph.python.modelled_call import ModelledCall, first_text
from mlaudit.graph.python.text import is_opaque, is_uri, normalise, reason_of, text_of
from mlaudit.graph.python.values import (
    DictValue,
    ExternalInstance,
    Known,
    PathValue,
    UnknownValue,
    Value,
    options_of,
)
from mlaudit.patterns import lazy_regex

_WITH_OWNER = frozenset({"hf", "kaggle", "wandb", "roboflow", "github"})
"""Schemes whose references have the form owner/name."""
_OUTPUT_FOLDERS = frozenset(
    {
        *("model", "models", "checkpoint", "checkpoints", "ckpt", "ckpts", "weights", "artifacts"),
        *("output", "outputs", "out", "result", "results", "run", "runs", "saved_models", "data"),
        *("saved_model", "trained_models", "pretrained_models", "tmp", "logs", "src", "assets"),
    }
)
"""Folders in which projects keep what they make; none of them is an owner on a hub."""
_SCHEME = lazy_regex(r"[A-Za-z][\w+.-]+:")
_WEIGHTS = frozenset(
    {
        *(".pt", ".pth", ".ckpt", ".bin", ".h5", ".keras", ".onnx", ".pkl", ".safetensors"),
        *(".engine", ".tflite", ".zip", ".json", ".yaml", ".yml", ".csv", ".gguf"),
    }
)


def read_reference(call: ModelledCall, value: Value) -> bool:
    """Note the read of what a reference names; may any of it be something remote?"""
    remote: list[Value] = []
    unclear = False
    for option in options_of(value):
        if isinstance(option, PathValue) or _is_local(call, option):
            record_path(call.run, option, "read", call.name, call.site, call.model.kind)
        elif isinstance(option, UnknownValue) or (first_text(option) or "").startswith("{"):
            call.run.add_unresolved("read", call.name, call.site, reason_of(option))
            unclear = True
        else:
            remote.append(option)
    for option in remote:
        for name in reference_ids(call, option):
            add_access(call.run, name, "read", call.name, call.site, call.model.kind)
    return unclear or bool(remote)


def reference_ids(call: ModelledCall, value: Value) -> list[str]:
    """Ids of a reference ("hf://owner/name"), with the version where an argument fixes it."""
    found = []
    pin = next((p for p in (_pin(call, name) for name in call.model.pins) if p), "")
    for option in options_of(value):
        text = text_of(option)
        if text is None or is_opaque(text) or isinstance(option, ExternalInstance):
            continue
        scheme = call.model.scheme or call.scheme or call.name.partition(".")[0].replace("_", "-")
        name = text if is_uri(text) else f"{scheme}://{text.lstrip('/')}"
        found.append(f"{name}@{pin}" if pin and "@" not in name else name)
    return found


def _pin(call: ModelledCall, name: str) -> str:
    first, _, inner = name.partition(".")
    value = call.arguments.get(None, first)
    if inner and isinstance(value, DictValue):
        value = value.entries.get(inner)
    text = text_of(value) if isinstance(value, Known) and value.value is not None else None
    return text or ""


def _is_local(call: ModelledCall, value: Value) -> bool:
    """May the reference name something of the tree rather than of a hub?"""
    text = text_of(value)
    if text is None or not call.model.local or is_uri(text):
        return False
    if call.model.scheme == "mlflow":
        return not _SCHEME.match(text) and not is_opaque(text)
    return _looks_local(call, text) or _is_known(call, normalise(text, call.run.directory))


def _looks_local(call: ModelledCall, text: str) -> bool:
    if text.startswith((".", "/", "~", "\x00")) or text.count("/") > 1:
        return True
    owner, slash, name = text.partition("/")
    if not slash:
        return False
    is_file = posixpath.splitext(name)[1].lower() in _WEIGHTS
    return is_file or owner in _OUTPUT_FOLDERS or call.model.scheme not in _WITH_OWNER


def _is_known(call: ModelledCall, path: str) -> bool:
    """Is it in the tree, or was it written before?"""
    return call.run.world.exists(path) or any(
        access.artifact == path or path.startswith(access.artifact + "/")
        for access in call.run.record.accesses
        if access.mode == "write"
    )
