"""What the names in a dvc.yaml stand for: `vars`, params.yaml, the item of a loop."""

from __future__ import annotations

from mlaudit.model.data import Data, Scalar, Sequence, Table, plain
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.dvc.interpolation import Context
from mlaudit.parsers.path_text import join_path

DEFAULT_PARAMETERS = "params.yaml"


def global_context(folder: str, variables: Data | None, lookup: Lookup) -> Context:
    """The default parameters beside a dvc.yaml, and its `vars`."""
    defaults = _load(join_path(folder, DEFAULT_PARAMETERS), lookup)
    return add_variables(defaults, folder, variables, lookup)


def stage_context(
    context: Context, folder: str, wdir: str, variables: Data | None, lookup: Lookup
) -> Context:
    """The context of one stage: parameters of its working directory and its own `vars`."""
    if wdir != folder:
        context = {**_load(join_path(wdir, DEFAULT_PARAMETERS), lookup), **context}
    return add_variables(context, wdir, variables, lookup)


def add_variables(context: Context, folder: str, variables: Data | None, lookup: Lookup) -> Context:
    """The context with a list of files (`params.yaml`, `file.json:key,other`) and mappings."""
    items = variables.items if isinstance(variables, Sequence) else (variables,)
    for item in items:
        if isinstance(item, Table):
            context = _merge(context, plain(item))
        elif isinstance(item, Scalar) and isinstance(item.value, str):
            context = _merge(context, _load_selected(folder, item.value, lookup))
    return context


def _load_selected(folder: str, reference: str, lookup: Lookup) -> Context:
    path, _, keys = reference.partition(":")
    values = _load(join_path(folder, path), lookup)
    names = [key.strip() for key in keys.split(",")] if keys else list(values)
    return {name: values[name] for name in names if name in values}


def _load(path: str, lookup: Lookup) -> Context:
    values = plain(lookup(path))
    return values if isinstance(values, dict) else {}


def _merge(first: Context, second: Context) -> Context:
    merged = dict(first)
    for key, value in second.items():
        old = merged.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        merged[key] = _merge(old, value) if both else value  # type: ignore[arg-type]
    return merged
