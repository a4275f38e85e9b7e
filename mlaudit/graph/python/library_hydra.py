"""Models of what programs of Hydra call: compose, the ConfigStore, the folder of the start."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.hydra_composition import STORE
from mlaudit.graph.python.hydra_configuration import compose
from mlaudit.graph.python.hydra_job import JOB, Job
from mlaudit.graph.python.hydra_line import HydraLine
from mlaudit.graph.python.library_records import as_dict
from mlaudit.graph.python.paths import make_absolute
from mlaudit.graph.python.text import normalise, texts_given, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    Known,
    ListValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_FOLDER = "hydra folder"
"""Where an evaluation keeps the folder that `initialize` names."""


def _compose(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`hydra.compose(config_name=…, overrides=[…])` inside `initialize(config_path=…)`."""
    names = texts_given(arguments, 0, "config_name")
    given = arguments.get(1, "overrides")
    items = given.items if isinstance(given, ListValue) else []
    line = HydraLine(overrides=tuple(text for item in items for text in texts_of(item)[:1]))
    folder = run.kept.get(_FOLDER)
    folders = (folder,) if isinstance(folder, str) else ()
    return compose(run, folders, names[0] if names else "", line, site)[0]


def _initialise(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`initialize(config_path=…)`, relative to the file; `initialize_config_dir(config_dir=…)`."""
    beside = posixpath.dirname(site.frame.module.module.path) or "."
    if name.endswith("_dir"):
        beside = run.directory
    folders = texts_given(arguments, 0, "config_dir" if name.endswith("_dir") else "config_path")
    if folders:
        run.kept[_FOLDER] = normalise(folders[0], beside)
    return None


def _original_directory(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`get_original_cwd()` and `to_absolute_path(path)`."""
    job = run.kept.get(JOB)
    start = job.started_in if isinstance(job, Job) else run.directory
    path = arguments.get(0, "path")
    if path is None:
        return Known(make_absolute(".", start))
    found: list[Value] = [Known(make_absolute(text, start)) for text in texts_of(path)]
    return join(found, "path") if found else unknown(UnresolvedReason.CALL_RESULT, "path")


def _own_settings(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`HydraConfig.get()`."""
    job = run.kept.get(JOB)
    return job.settings if isinstance(job, Job) else None


def _store_of_nodes(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return ExternalInstance("hydra.core.config_store.ConfigStore", name)


def _store(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`ConfigStore.store(group=…, name=…, node=…)`."""
    names, groups = texts_given(arguments, 0, "name"), texts_given(arguments, 2, "group")
    node = arguments.get(1, "node")
    if isinstance(node, ClassValue):
        node = run.call(run, node, Arguments(), site)
    table = as_dict(node) if node is not None else None
    stored = run.kept.setdefault(STORE, {})
    if names and isinstance(table, DictValue) and isinstance(stored, dict):
        grouped = groups and arguments.get(2, "group") != NONE
        stored[f"{groups[0]}/{names[0]}" if grouped else names[0]] = table
    return NONE


MODELS = {
    **dict.fromkeys(["hydra.compose", "hydra.experimental.compose"], _compose),
    **dict.fromkeys(
        [
            *("hydra.initialize", "hydra.experimental.initialize"),
            *("hydra.initialize_config_dir", "hydra.experimental.initialize_config_dir"),
        ],
        _initialise,
    ),
    **dict.fromkeys(
        ["hydra.utils.get_original_cwd", "hydra.utils.to_absolute_path"], _original_directory
    ),
    "hydra.core.hydra_config.HydraConfig.get": _own_settings,
    "hydra.core.config_store.ConfigStore.instance": _store_of_nodes,
}
METHODS = {"hydra.core.config_store.ConfigStore.store": _store}
