"""Runs the code of a step abstractly and tells what it reads, writes, starts and asks for."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.access import keep_listings
from mlaudit.graph.python.calls import call
from mlaudit.graph.python.evaluation import (
    BudgetSpentError,
    CodeCall,
    Evaluation,
    Frame,
    Site,
    Watcher,
    World,
)
from mlaudit.graph.python.expressions import evaluate
from mlaudit.graph.python.imports import run_module
from mlaudit.graph.python.inheritance import external_bases
from mlaudit.graph.python.paths import make_absolute
from mlaudit.graph.python.records import is_record
from mlaudit.graph.python.rule_objects import RULE_OBJECT, make_rule_object
from mlaudit.graph.python.scope import ModuleScope
from mlaudit.graph.python.statements import execute
from mlaudit.graph.python.text import is_absolute, normalise
from mlaudit.graph.python.values import (
    ROOT,
    Arguments,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
)
from mlaudit.graph.python.variables import Variables
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.rule_object import RuleObject
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.model.workflow import Access, Effect, Unresolved

_PROTOCOL = frozenset({"__getitem__", "__iter__", "__call__", "__next__", "__len__"})
_OF_CLASSES = frozenset({"classmethod", "staticmethod"})
"""What makes a method another way to get an object: the code calls it, not the framework."""
_NO_CALLBACKS = ("enum.", "abc.", "typing.", "Exception", "ValueError", "RuntimeError", "object")


@immutable
class Behaviour:
    """What running a file does.

    Attributes:
        accesses, effects, unresolved: in the order in which they happen.
        calls: other programs that it starts.
        imported: paths of the modules of the tree that it imports.
        missing_arguments: required arguments that the command line does not give.
        bounded: the evaluation was cut short.
        failure: the defect of the interpreter that ended it, "" if none.
        asked: the environment variables that it depends on, None for all that there are.
    """

    accesses: tuple[Access, ...] = ()
    effects: tuple[Effect, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    calls: tuple[CodeCall, ...] = ()
    imported: tuple[str, ...] = ()
    missing_arguments: tuple[str, ...] = ()
    bounded: bool = False
    failure: str = ""
    asked: frozenset[str] | None = None


@immutable
class Start:
    """How a file is started.

    Attributes:
        path: of the file.
        arguments: words after the program's name, None where no command line is known.
        directory: working directory.
        environment: variables that are set.
        function: a function to call instead of the main guard (console scripts, tasks).
        handed: (parameter, text) to call it with, "" for positional ones.
        rule: what the file finds as the object of the rule that runs it, or None.
    """

    path: str
    arguments: tuple[str, ...] | None = None
    directory: str = "."
    environment: tuple[tuple[str, str], ...] = ()
    function: str | None = None
    handed: tuple[tuple[str, str], ...] = ()
    rule: RuleObject | None = None


def run_code(world: World, start: Start, watcher: Watcher | None = None) -> Behaviour:
    """What starting a file of the tree does; it is followed, never executed."""
    module = world.module(start.path)
    if module is None:
        return Behaviour()
    variables = Variables({"PWD": make_absolute(".", start.directory), **dict(start.environment)})
    run = Evaluation(
        world,
        evaluate,
        execute,
        call,
        start.directory,
        start.arguments,
        variables,
        start.path,
        _search_path(start),
    )
    scope = ModuleScope(module, "__main__" if start.function is None else module.path)
    run.modules[start.path] = scope
    run.only = start.function
    if start.rule is not None:
        run.ready[RULE_OBJECT] = make_rule_object(start.rule, world)
    if watcher is not None:
        run.watcher = watcher
        watcher.attach(run)
    bounded, failure = False, ""
    try:
        run_module(run, scope)
        _call_function(run, scope, start)
        _call_back(run, functions=start.function is None)
    except Exception as error:  # one file must not cost the report on all others
        bounded = True
        if not isinstance(error, BudgetSpentError | RecursionError):
            failure = f"{type(error).__name__}: {error}"
        place = Place(start.path)
        unresolved = Unresolved("read", "evaluation", place, UnresolvedReason.BOUND)
        run.record.unresolved[unresolved] = None
    keep_listings(run)
    record = run.record
    return Behaviour(
        tuple(record.accesses),
        tuple(record.effects),
        tuple(record.unresolved),
        tuple(record.calls),
        tuple(record.imported),
        tuple(record.missing_arguments),
        bounded,
        failure,
        None if variables.listed else frozenset(variables.asked),
    )


def _search_path(start: Start) -> ListValue:
    """`sys.path`: the folder of the entry, then what PYTHONPATH names."""
    folder = posixpath.dirname(start.path) or "."
    further = dict(start.environment).get("PYTHONPATH", "").split(":")
    folders = [folder, *(normalise(text, start.directory) for text in further if text)]
    return ListValue([Known(text if is_absolute(text) else f"{ROOT}/{text}") for text in folders])


def _call_function(run: Evaluation, scope: ModuleScope, start: Start) -> None:
    if start.function is None:
        return
    from mlaudit.graph.python.attributes import get_attribute
    from mlaudit.graph.python.values import ModuleValue, Value

    site = Site(Frame(scope.scope, scope), 0)
    target: Value = ModuleValue(scope)
    for part in start.function.split("."):
        target = get_attribute(run, target, part, site)
    positional: list[Value] = [Known(text) for name, text in start.handed if not name]
    keywords: dict[str, Value] = {name: Known(text) for name, text in start.handed if name}
    run.call(run, target, Arguments(positional, keywords), site)


def _call_back(run: Evaluation, *, functions: bool) -> None:
    """Call what frameworks call: decorated functions, and methods of library subclasses.

    Where one function is started by name (a task of a DAG) its neighbours are not.
    """
    run.uncertain += 1
    run.unbound = True
    for function in run.callbacks[:200] if functions else ():
        if function.definition is None or id(function.definition) in run.called:
            continue
        if run.arguments is not None and _is_command(function):
            continue
        if function.module.module.path != run.entry and _is_program(function):
            continue
        _call_freely(run, function)
    for instance in run.instances[:100]:
        for method in _framework_methods(instance):
            if id(method.definition) not in run.called:
                bound = FunctionValue(
                    method.name,
                    method.parameters,
                    method.definition,
                    None,
                    method.scope,
                    method.module,
                    method.qualified,
                    instance,
                    method.owner_class,
                    method.decorators,
                )
                _call_freely(run, bound)
    run.unbound = False
    run.uncertain -= 1


def _is_command(function: FunctionValue) -> bool:
    return any(d.name.endswith((".command", ".callback", ".group")) for d in function.decorators)


def _is_program(function: FunctionValue) -> bool:
    """Is it a command by itself, which runs only where its own file is started?"""
    return any(d.name in ("click.command", "click.group") for d in function.decorators)


def _call_freely(run: Evaluation, function: FunctionValue) -> None:
    frame = Frame(function.scope, function.module, function.qualified)
    line = function.definition.line if function.definition else 0
    owner_missing = function.owner is None and function.owner_class is not None
    if owner_missing and function.owner_class is not None:
        function.owner = InstanceValue(function.owner_class, {}, open_=True)
    run.call(run, function, Arguments(), Site(frame, line))


def _framework_methods(instance: InstanceValue) -> list[FunctionValue]:
    class_ = instance.class_
    if class_ is None or is_record(class_):
        return []
    bases = external_bases(class_)
    if not bases or all(base.startswith(_NO_CALLBACKS) for base in bases):
        return []
    return [
        member
        for name, member in sorted(class_.namespace.items())
        if isinstance(member, FunctionValue)
        and (not name.startswith("_") or name in _PROTOCOL)
        and not any(decoration.name in _OF_CLASSES for decoration in member.decorators)
    ]
