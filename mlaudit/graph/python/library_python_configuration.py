"""Models of configuration that is written in Python: mmengine, mmcv."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.configuration_values import merge_tables
from mlaudit.graph.python.evaluation import MAX_DEPTH, Evaluation, Frame, Site
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.library_files_of_code import path_of
from mlaudit.graph.python.node_methods import copy_node, read_node
from mlaudit.graph.python.scope import ModuleScope, Scope
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    ListValue,
    ModuleValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_MAX_BASES = 6
_NO_DATA = (ModuleValue, FunctionValue, ClassValue, ExternalValue, ExternalInstance)


def run_file(run: Evaluation, path: str, scope: Scope, site: Site) -> bool:
    """Follow the code of a file with the variables of a scope; False where there is none."""
    module = run.world.module(path)
    if module is None or run.depth >= MAX_DEPTH:
        return False
    run.depth += 1
    run.record.imported[path] = None
    around = ModuleScope(module, site.frame.module.name, scope)
    run.execute(run, module.body, Frame(scope, around, site.frame.qualified))
    run.depth -= 1
    return True


def _read_config(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`mmengine.Config.fromfile(path)`: the variables of Python code, or a table."""
    file = arguments.get(0, "filename")
    path = path_of(run, file)
    if file is None or path is None:
        return unknown(UnresolvedReason.CONFIGURATION, "config")
    if not path.endswith(".py"):
        return read_node(run, file, name, site)
    return read_code(run, path, site)


def read_code(run: Evaluation, path: str, site: Site, depth: int = 0) -> DictValue:
    """The plain variables of a Python file, over those of the files that its `_base_` names."""
    scope = Scope()
    if depth > _MAX_BASES or not run_file(run, path, scope, site):
        return DictValue({}, True)
    bases = scope.variables.pop("_base_", None)
    merged = DictValue({})
    for base in iterate(bases)[0] if isinstance(bases, ListValue) else [bases]:
        for text in texts_of(base)[:1] if base is not None else []:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), text))
            merged = merge_tables(merged, read_code(run, beside, site, depth + 1))
    own = {
        key: copy_node(value)
        for key, value in scope.variables.items()
        if not key.startswith("_") and not isinstance(value, _NO_DATA)
    }
    return merge_tables(merged, DictValue(dict(own)))


MODELS = dict.fromkeys(
    ["mmengine.Config.fromfile", "mmengine.config.Config.fromfile", "mmcv.Config.fromfile"],
    _read_config,
)
