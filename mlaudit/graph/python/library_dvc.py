"""Models of `dvc.api`: parameters, and files of the repository that DVC opens."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.configuration_values import merge_tables
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import read_configuration
from mlaudit.graph.python.text import CONTENT
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalInstance,
    Known,
    Value,
)


def _show_parameters(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`dvc.api.params_show("file", stages=…)`: params.yaml, or the files that are named."""
    merged = DictValue({})
    for source in arguments.positional or [Known("params.yaml")]:
        record_path(run, source, "read", name, site, "config")
        found = read_configuration(run, source)
        if not isinstance(found, DictValue):
            return found
        merged = merge_tables(merged, found)
    return merged


def _open(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`dvc.api.open(path, repo=…, rev=…)`."""
    path, mode = arguments.get(0, "path"), arguments.get(None, "mode")
    text = mode.value if isinstance(mode, Known) and isinstance(mode.value, str) else "r"
    return ExternalInstance("io.TextIOWrapper", "dvc.api.open", path, text, arguments)


def _read(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return ExternalInstance(CONTENT, name, arguments.get(0, "path"))


def _locate(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`dvc.api.get_url(path)`: where the storage keeps the content of a file of the tree."""
    return arguments.get(0, "path") if arguments.get(1, "repo") is None else None


MODELS = {
    "dvc.api.params_show": _show_parameters,
    "dvc.api.open": _open,
    "dvc.api.read": _read,
    "dvc.api.get_url": _locate,
}
