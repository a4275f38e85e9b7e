"""Code that a program reads from a file and runs among its own: `exec(open(path).read())`."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.scope import ModuleScope, Scope
from mlaudit.graph.python.text import CONTENT, normalise, text_of
from mlaudit.graph.python.values import NONE, Arguments, DictValue, ExternalInstance, Value


def _compile(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """The text stands for the code that is made of it."""
    source = arguments.get(0, "source")
    return source if _file_of(run, source) is not None else None


def _execute(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """Follow the statements of a file of the tree with the variables of the caller."""
    path = _file_of(run, arguments.get(0, "source"))
    module = run.world.module(path) if path is not None else None
    given = arguments.get(1, "globals")
    if path is None or module is None:
        return None
    running = run.kept.setdefault("executed files", set())
    if not isinstance(running, set) or path in running:
        return NONE
    running.add(path)
    run.record.imported[path] = None
    around = site.frame.module
    if isinstance(given, DictValue) and given.entries is not around.scope.variables:
        variables = {key: value for key, value in given.entries.items() if isinstance(key, str)}
        own = Scope(variables)
        run.execute(run, module.body, Frame(own, ModuleScope(module, around.name, own), site.scope))
        given.entries.update(own.variables)
    else:
        shared = ModuleScope(module, around.name, around.scope)
        run.execute(run, module.body, Frame(site.frame.scope, shared, site.scope))
    running.discard(path)
    return NONE


def _file_of(run: Evaluation, source: Value | None) -> str | None:
    """The file whose whole text a value is."""
    if not isinstance(source, ExternalInstance) or source.type != CONTENT or source.path is None:
        return None
    text = text_of(source.path)
    return normalise(text, run.directory) if text is not None else None


MODELS = {"exec": _execute, "compile": _compile, "builtins.exec": _execute}
