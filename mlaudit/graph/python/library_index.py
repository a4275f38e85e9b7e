"""Every model of a function or method of a library, by its qualified name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import TypeAlias

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.values import Arguments, Value

LibraryModel: TypeAlias = Callable[[Evaluation, str, Arguments, Site], Value | None]
MethodModel: TypeAlias = Callable[[Evaluation, Value, str, Arguments, Site], Value | None]


@cache
def library_models() -> dict[str, LibraryModel]:
    """The models of functions, by name."""
    found: dict[str, LibraryModel] = {}
    for module in _modules():
        found.update(getattr(module, "MODELS", {}))
    return found


@cache
def method_models() -> dict[str, MethodModel]:
    """The models of methods, by type and name, or `*.name` for every type."""
    found: dict[str, MethodModel] = {}
    for module in _modules():
        found.update(getattr(module, "METHODS", {}))
    return found


def _modules() -> tuple[ModuleType, ...]:
    """The modules with models; where two have the same name, the later one counts."""
    from mlaudit.graph.python import (
        command_line,
        config_flags,
        dispatch_line,
        keyword_line,
        library_anchors,
        library_boxes,
        library_builtin,
        library_code,
        library_collection,
        library_components,
        library_configuration,
        library_dates,
        library_dvc,
        library_dynaconf,
        library_environs,
        library_files_of_code,
        library_functional,
        library_hydra,
        library_ini,
        library_iteration,
        library_itertools,
        library_lightning,
        library_listing,
        library_loading,
        library_nemo,
        library_omegaconf,
        library_operator,
        library_path,
        library_pattern,
        library_python_configuration,
        library_queries,
        library_records,
        library_resources,
        library_runs,
        library_sampling,
        library_schemas,
        library_system,
        library_template,
        library_training,
        library_tuning,
        library_variables,
        lightning_line,
    )

    return (
        library_builtin,
        library_code,
        library_collection,
        library_components,
        library_path,
        library_listing,
        library_anchors,
        library_system,
        library_variables,
        library_environs,
        library_runs,
        library_functional,
        library_loading,
        library_nemo,
        library_dates,
        library_pattern,
        library_tuning,
        library_iteration,
        library_itertools,
        library_operator,
        library_queries,
        library_sampling,
        library_records,
        library_schemas,
        library_resources,
        library_template,
        library_configuration,
        library_boxes,
        library_dvc,
        library_dynaconf,
        library_ini,
        library_omegaconf,
        library_hydra,
        command_line,
        config_flags,
        library_files_of_code,
        library_python_configuration,
        dispatch_line,
        library_lightning,
        lightning_line,
        keyword_line,
        library_training,
    )
