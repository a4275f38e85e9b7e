"""NeMo: models that read the data which their configuration names, and folders of experiments.

https://docs.nvidia.com/nemo-framework/user-guide/24.12/nemotoolkit/core/core.html and
https://docs.nvidia.com/nemo-framework/user-guide/24.12/nemotoolkit/core/exp_manager.html
"""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import join_paths, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    Known,
    ListValue,
    Value,
    options_of,
)
from mlaudit.patterns import lazy_regex

_MODEL = lazy_regex(r"nemo\.collections\.[\w.]*models[\w.]*\.\w*Model\w*")
_DATA = ("train_ds", "validation_ds", "test_ds")
_MANIFESTS = ("manifest_filepath", "manifest_path")
_FOLDERS = ("sup_data_path",)
"""Folders of features that a data set makes where they lack, and reads."""
_MAX_DEPTH = 5


def is_nemo_model(name: str) -> bool:
    """Is it the qualified name of a model of NeMo?"""
    return name.startswith("nemo.") and _MODEL.fullmatch(name) is not None


def record_model(run: Evaluation, name: str, arguments: Arguments, site: Site) -> None:
    """`Model(cfg=cfg, trainer=trainer)` opens the data sets of its configuration."""
    config = arguments.get(0, "cfg")
    for option in options_of(config) if config is not None else ():
        if isinstance(option, DictValue):
            for part in _DATA:
                _record_data(run, name, option.entries.get(part), site)


def _record_data(run: Evaluation, name: str, config: Value | None, site: Site) -> None:
    for key, value in _entries(config, 0):
        if key in _MANIFESTS:
            record_path(run, _list(value), "read", name, site, "dataset")
        elif key in _FOLDERS:
            run.uncertain += 1
            record_path(run, value, "write", name, site, "dataset")
            run.uncertain -= 1
            record_path(run, value, "read", name, site, "dataset")


def _entries(value: Value | None, depth: int) -> Iterator[tuple[object, Value]]:
    """Every key and value of a table and of the tables in it."""
    if not isinstance(value, DictValue) or depth > _MAX_DEPTH:
        return
    for key, entry in value.entries.items():
        yield key, entry
        yield from _entries(entry, depth + 1)


def _list(value: Value) -> Value:
    """Several manifests are a list, or one text with commas."""
    if isinstance(value, Known) and isinstance(value.value, str) and "," in value.value:
        return ListValue([Known(part.strip()) for part in value.value.split(",")])
    return value


def _manage(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`exp_manager(trainer, cfg)` keeps logs and checkpoints under `exp_dir/name/version`."""
    config = arguments.get(1, "cfg")
    if not isinstance(config, DictValue) or config.open_:
        return None
    folder = _text(config, "explicit_log_dir")
    if folder is None:
        parts = (
            _text(config, "exp_dir") or "nemo_experiments",
            _text(config, "name") or "default",
            _text(config, "version") or "{version}",
        )
        folder = join_paths(parts)
    record_path(run, Known(folder), "write", name, site, "checkpoint")
    return Known(folder)


def _text(config: DictValue, key: str) -> str | None:
    value = config.entries.get(key)
    if value is None or (isinstance(value, Known) and value.value in (None, "")):
        return None
    texts = texts_of(value)
    return texts[0] if texts else None


MODELS = {
    "nemo.utils.exp_manager.exp_manager": _manage,
    "nemo.utils.exp_manager": _manage,
}
