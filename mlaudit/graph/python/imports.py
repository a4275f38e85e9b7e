"""Imports: modules of the scanned tree are evaluated, all others stay external names."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.attributes import find_external
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.notebook_parameters import run_notebook
from mlaudit.graph.python.scope import ModuleScope, Scope
from mlaudit.graph.python.text import HOLE, normalise, texts_of
from mlaudit.graph.python.values import (
    ROOT,
    Arguments,
    ExternalValue,
    FunctionValue,
    Known,
    ListValue,
    ModuleValue,
    Value,
    unknown,
)
from mlaudit.model import summary as s
from mlaudit.model.summary import Module
from mlaudit.model.vocabulary import UnresolvedReason

_NOTEBOOKS = (".ipynb", ".qmd", ".rmd", ".md", ".markdown")
"""What takes parameters instead of a command line."""


def import_names(run: Evaluation, node: s.Import, frame: Frame) -> None:
    """Bind what an import statement binds."""
    if not node.names:
        _import_module(run, node, frame)
        return
    module = find_imported(run, node.module, node.level, frame)
    for name, bound in node.names:
        if name == "*":
            _import_all(run, module, node, frame)
        else:
            frame.scope.bind(bound, _member(run, module, node, name, frame))


def _import_module(run: Evaluation, node: s.Import, frame: Frame) -> None:
    found = find_imported(run, node.module, 0, frame)
    first = node.module.split(".")[0]
    if node.alias is not None:
        frame.scope.bind(node.alias, found or ExternalValue(node.module))
    elif "." not in node.module:
        frame.scope.bind(first, found or ExternalValue(first))
    else:
        package = find_imported(run, first, 0, frame)
        frame.scope.bind(first, package or ExternalValue(first))


def find_imported(run: Evaluation, dotted: str, level: int, frame: Frame) -> ModuleValue | None:
    """The module of the tree that an import names, evaluated; None for anything external."""
    if level:
        folder = frame.module.folder
        for _ in range(level - 1):
            folder = posixpath.dirname(folder)
        if not dotted:
            return load_module(run, folder or ".", dotted)
        found = run.world.find_module(dotted, (folder or ".",))
    else:
        bases = (*_search_path(run), frame.module.folder or ".")
        found = run.world.find_module(dotted, bases) or _find_on_path(run, dotted, bases)
    return None if found is None else load_module(run, found, dotted)


def _find_on_path(run: Evaluation, dotted: str, bases: tuple[str, ...]) -> str | None:
    """A module in one of the further folders that its package names in `__path__`."""
    package, _, rest = dotted.partition(".")
    path = run.world.find_module(package, bases) if rest else None
    module = load_module(run, path, package) if path is not None else None
    named = module.scope.scope.variables.get("__path__") if module is not None else None
    if not isinstance(named, ListValue):
        return None
    folders = [normalise(text, run.directory) for item in named.items for text in texts_of(item)]
    found = run.world.find_module(rest, tuple(folders))
    inside = found is not None and any(found.startswith(folder + "/") for folder in folders)
    return found if inside else None


def _search_path(run: Evaluation) -> list[str]:
    """The folders that `sys.path` names now."""
    texts = [text for item in run.search_path.items for text in texts_of(item)]
    return [normalise(text or ".", run.directory) for text in texts if not HOLE.search(text)]


def load_module(run: Evaluation, path: str, name: str) -> ModuleValue | None:
    """Evaluate the top level of a module once."""
    known = run.modules.get(path)
    if known is not None:
        return ModuleValue(known)
    file = path if path.endswith((".py", ".ipynb")) else posixpath.normpath(path + "/__init__.py")
    module = run.world.module(file) or Module(file, ())
    scope = ModuleScope(module, name)
    run.modules[path] = scope
    run.record.imported[module.path] = None
    if run.depth < 60:
        run.depth += 1
        run_module(run, scope)
        run.depth -= 1
    return ModuleValue(scope)


def run_module(run: Evaluation, scope: ModuleScope) -> None:
    """Execute the top level of a module."""
    module = scope.module
    scope.scope = Scope()
    scope.scope.variables.update(
        {
            "__name__": Known(scope.name),
            "__file__": Known(f"{ROOT}/{module.path}"),
            "__doc__": Known(module.docstring),
            "__package__": Known(_package_of(scope)),
        }
    )
    if module.path == run.entry:
        scope.scope.variables.update(run.ready)
    frame = Frame(scope.scope, scope)
    if module.path == run.entry and run.arguments and module.path.lower().endswith(_NOTEBOOKS):
        run_notebook(run, module, frame)
    else:
        run.execute(run, module.body, frame)
    scope.complete = True


def _package_of(scope: ModuleScope) -> str:
    """The dotted name of the package that a module belongs to."""
    if scope.module.path.endswith("__init__.py"):
        return scope.name
    return scope.name.rpartition(".")[0]


def find_submodule(run: Evaluation, package: ModuleScope, name: str) -> ModuleValue | None:
    """A module inside a package of the tree."""
    folder = posixpath.dirname(package.module.path) or "."
    if not package.module.path.endswith("__init__.py"):
        return None
    found = run.world.find_module(name, (folder,))
    inside = found is not None and (folder == "." or found.startswith(folder + "/"))
    return load_module(run, found, name) if found is not None and inside else None


def _member(
    run: Evaluation, module: ModuleValue | None, node: s.Import, name: str, frame: Frame
) -> Value:
    if module is None:
        if node.level:
            return unknown(UnresolvedReason.UNDEFINED, name)
        return find_external(run, f"{node.module}.{name}")
    if name in module.scope.scope.variables:
        return module.scope.scope.variables[name]
    submodule = find_submodule(run, module.scope, name)
    found = submodule or call_module_hook(run, module.scope, name, frame)
    return found or unknown(UnresolvedReason.UNDEFINED, name)


def _import_all(run: Evaluation, module: ModuleValue | None, node: s.Import, frame: Frame) -> None:
    """What `from module import *` binds: what `__all__` names, else all public names."""
    if module is None:
        if not node.level:
            frame.module.stars.append(node.module)
        return
    variables = module.scope.scope.variables
    listed = variables.get("__all__")
    named = (
        [text for item in listed.items for text in texts_of(item)]
        if isinstance(listed, ListValue)
        else []
    )
    for name, value in list(variables.items()):
        if name in named or not name.startswith("_"):
            frame.scope.bind(name, value)
    for name in named:
        submodule = None if name in variables else find_submodule(run, module.scope, name)
        if submodule is not None:
            frame.scope.bind(name, submodule)


def call_module_hook(run: Evaluation, module: ModuleScope, name: str, frame: Frame) -> Value | None:
    """What the `__getattr__` of a module gives, None where it has none."""
    hook = module.scope.variables.get("__getattr__")
    if not isinstance(hook, FunctionValue):
        return None
    return run.call(run, hook, Arguments([Known(name)]), Site(frame, frame.line))
