"""Command lines of chz (`name=value` words fill a class) and of cyclopts (functions by name)."""

from __future__ import annotations

from mlaudit.graph.python.click_line import class_of
from mlaudit.graph.python.configuration_values import table_of_words
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.record_line import call_with_words
from mlaudit.graph.python.structures import structure
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    ExternalInstance,
    FunctionValue,
    Value,
)


def _enter(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`chz.entrypoint(Class)` and `chz.nested_entrypoint(main)`, whose parameter has the class."""
    target = arguments.get(0, "target") or arguments.get(None, "main")
    class_, function = target, None
    if isinstance(target, FunctionValue) and target.parameters:
        function, parameter = target, target.parameters[-1]
        frame = Frame(target.scope, target.module, target.qualified)
        class_ = class_of(run, parameter.annotation, frame)
    if not isinstance(class_, ClassValue):
        return None
    table = table_of_words(list(run.arguments or ()))
    made = structure(run, class_, table, site) or NONE
    return made if function is None else run.call(run, function, Arguments([made]), site)


def _start(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`app()` of cyclopts: the command that the first word names, else the default one."""
    if not isinstance(receiver, ExternalInstance):
        return None
    commands, words = receiver.state.get("commands"), run.arguments
    named = commands if isinstance(commands, dict) else {}
    if words and words[0] in named:
        return call_with_words(run, named[words[0]], words[1:], site)
    main = receiver.state.get("main")
    if isinstance(main, FunctionValue):
        return call_with_words(run, main, words, site)
    for function in named.values() if words is None else ():
        call_with_words(run, function, None, site)
    return NONE


def _run(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`cyclopts.run(function)`."""
    function = arguments.get(0, "callable")
    if not isinstance(function, FunctionValue):
        return None
    return call_with_words(run, function, run.arguments, site)


MODELS = {"chz.entrypoint": _enter, "chz.nested_entrypoint": _enter, "cyclopts.run": _run}
METHODS = {"cyclopts.App.__call__": _start}
