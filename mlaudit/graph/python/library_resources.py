"""Models of files that lie in packages of the tree.

Functions: https://docs.python.org/3/library/importlib.resources.html, and what it replaces.
"""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.imports import find_imported
from mlaudit.graph.python.scope import ModuleScope
from mlaudit.graph.python.text import combine, join_paths, texts_of
from mlaudit.graph.python.values import (
    ROOT,
    Arguments,
    Known,
    ModuleValue,
    PathValue,
    Value,
    join,
    options_of,
)

_READERS = {
    "importlib.resources.read_text": "read_text",
    "importlib.resources.read_binary": "read_bytes",
    "importlib.resources.open_text": "open",
    "importlib.resources.open_binary": "open",
    "pkgutil.get_data": "read_bytes",
    "pkg_resources.resource_string": "read_bytes",
    "pkg_resources.resource_stream": "open",
}
"""The method of the path that does the same."""


def _find_files(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`files(package)`, `path(package, *names)`: a path inside the folder of the package."""
    package = arguments.get(0, "package") or arguments.get(0, "anchor")
    folders = _find_folders(run, package, site)
    if not folders:
        return None
    names = combine(arguments.positional[1:]) or [()]
    return join([PathValue(join_paths((f, *parts))) for f in folders for parts in names], "file")


def _find_name(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`resource_filename(package, name)`: the same as text."""
    found = _find_files(run, name, arguments, site)
    texts = texts_of(found) if found is not None else []
    return join([Known(text) for text in texts], "file") if texts else None


def _read(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`read_text(package, name)` and the like: the method of the path that does it."""
    from mlaudit.graph.python.library import call_method

    path = _find_files(run, name, Arguments(arguments.positional[:2]), site)
    if path is None:
        return None
    found = [call_method(run, p, _READERS[name], Arguments(), site) for p in options_of(path)]
    return join(found, "text")


def _find_folders(run: Evaluation, package: Value | None, site: Site) -> list[str]:
    """The folder of a package of the tree, given as a module or by its name."""
    if package is None:
        return [_folder_of(site.frame.module)]
    if isinstance(package, ModuleValue):
        return [_folder_of(package.scope)]
    names = texts_of(package)
    if names == ["__main__"]:
        return [_folder_of(site.frame.module)]
    found = [find_imported(run, name, 0, site.frame) for name in names]
    return [_folder_of(module.scope) for module in found if module is not None]


def _folder_of(scope: ModuleScope) -> str:
    return join_paths((ROOT, posixpath.dirname(scope.module.path)))


def _same(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`as_file(path)`: the path."""
    return arguments.get(0, "path")


MODELS = {
    **dict.fromkeys(["importlib.resources.files", "importlib.resources.path"], _find_files),
    "importlib_resources.files": _find_files,
    "importlib.resources.as_file": _same,
    "importlib_resources.as_file": _same,
    "pkg_resources.resource_filename": _find_name,
    **dict.fromkeys(_READERS, _read),
}
