"""Models of loading the code of a file by the name of the file."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.imports import load_module
from mlaudit.graph.python.text import HOLE, normalise, texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    ExternalInstance,
    Known,
    ModuleValue,
    Value,
)

_SPEC = "importlib.machinery.ModuleSpec"
_LOADER = "importlib.machinery.SourceFileLoader"


def path_of(run: Evaluation, value: Value | None) -> str | None:
    """The one path that a value is, None where it is not known."""
    texts = texts_of(value) if value is not None else []
    path = normalise(texts[0], run.directory) if len(texts) == 1 else ""
    return path if path and not HOLE.search(path) else None


def _specify(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`spec_from_file_location(name, path)`, `SourceFileLoader(name, path)`."""
    loader = ExternalInstance(_LOADER, name, arguments.get(1, "location") or NONE)
    if name == _LOADER:
        loader.path = arguments.get(1, "path")
        return loader
    spec = ExternalInstance(_SPEC, name, loader.path)
    spec.state["loader"] = loader
    return spec


def _load(run: Evaluation, given: Value | None) -> Value | None:
    path = path_of(run, given)
    if path is None or run.world.module(path) is None:
        return None
    name = posixpath.basename(path).removesuffix(".py")
    return load_module(run, path, name)


def _module_of_spec(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`module_from_spec(spec)`: the module as it is once the loader has executed it."""
    spec = arguments.get(0, "spec")
    return _load(run, spec.path) if isinstance(spec, ExternalInstance) else None


def _load_source(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`imp.load_source(name, path)`."""
    return _load(run, arguments.get(1, "pathname"))


def _load_module(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    return _load(run, receiver.path) if isinstance(receiver, ExternalInstance) else None


def code_of(run: Evaluation, path: str) -> ModuleValue | None:
    """The module of a file that is named by its path, evaluated."""
    found = _load(run, Known(f"{ROOT}/{path}"))
    return found if isinstance(found, ModuleValue) else None


MODELS = {
    "importlib.util.spec_from_file_location": _specify,
    _LOADER: _specify,
    "importlib.util.module_from_spec": _module_of_spec,
    "imp.load_source": _load_source,
}
METHODS = {
    f"{_LOADER}.load_module": _load_module,
    f"{_LOADER}.exec_module": lambda *_: NONE,
}
