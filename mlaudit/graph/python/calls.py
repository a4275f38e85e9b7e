"""Calls of anything that can be called."""

from __future__ import annotations

from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.budget import enter_within_share
from mlaudit.graph.python.classes import instantiate
from mlaudit.graph.python.click_line import call_command
from mlaudit.graph.python.contexts import make_context
from mlaudit.graph.python.described import call_described, note_described
from mlaudit.graph.python.evaluation import LOOP_STEPS, MAX_DEPTH, Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.library import call_external, call_method
from mlaudit.graph.python.operations import is_exact
from mlaudit.graph.python.scope import Scope
from mlaudit.graph.python.text import HOLE
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    BoundMethod,
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    PartialValue,
    PathValue,
    Union,
    UnknownValue,
    Value,
    join,
    unknown,
)
from mlaudit.model import summary as s
from mlaudit.model.vocabulary import UnresolvedReason

_MAX_RECURSION = 2
"""How often a function may be inside itself."""
_MAX_NESTING = 12
"""The same where all that it is handed is known, so that it comes to its end."""


_PLAIN = frozenset({Known, PathValue, UnknownValue, ExternalValue})
"""Values that are the same wherever they are equal."""


def call(run: Evaluation, callee: Value, arguments: Arguments, site: Site) -> Value:
    """The result of calling a value."""
    if isinstance(callee, BoundMethod):
        return call_method(run, callee.receiver, callee.name, arguments, site)
    if isinstance(callee, ExternalValue):
        return call_external(run, callee.name, arguments, site)
    if isinstance(callee, FunctionValue):
        return _call_function(run, callee, arguments, site)
    if isinstance(callee, ClassValue):
        note_described(run, callee, arguments, site)
        return instantiate(run, callee, arguments, site)
    if isinstance(callee, Union):
        found = [call(run, option, arguments, site) for option in callee.options]
        return join(found, "result")
    if isinstance(callee, PartialValue):
        given = callee.arguments
        merged = Arguments(
            [*given.positional, *arguments.positional],
            {**given.keywords, **arguments.keywords},
            given.open_ or arguments.open_,
        )
        return call(run, callee.function, merged, site)
    if isinstance(callee, InstanceValue) and callee.class_ is not None:
        member = find_in_class(callee.class_, "__call__") or find_in_class(callee.class_, "forward")
        if member is not None:
            bound = bind_member(run, member[0], callee, member[1], site)
            return call(run, bound, arguments, site)
    if isinstance(callee, ExternalInstance):
        return call_method(run, callee, "__call__", arguments, site)
    reason = callee.reason if isinstance(callee, UnknownValue) else UnresolvedReason.CALL_RESULT
    return unknown(reason, getattr(callee, "label", "result") or "result")


def _call_function(
    run: Evaluation, function: FunctionValue, arguments: Arguments, site: Site
) -> Value:
    if run.only is not None and function.name != run.only and _is_task(function):
        return unknown(UnresolvedReason.CALL_RESULT, function.name)
    described = call_described(run, function, arguments, site)
    if described is not None:
        return described
    identity = id(function.definition or function.body)
    begun = run.active.setdefault(identity, [])
    if function.definition is not None and not begun:
        started = call_command(run, function, arguments, site)
        if started is not None:
            return started
    key = _memo_key(run, function, arguments)
    if key is not None and key in run.results:
        return _renew(run.results[key])
    if run.depth >= MAX_DEPTH:
        run.add_unresolved("read", function.name, site, UnresolvedReason.BOUND)
        return unknown(UnresolvedReason.BOUND, function.name)
    if _is_too_deep(run, begun, arguments):
        return unknown(UnresolvedReason.BOUND, function.name)
    directory = run.directory
    run.called.add(identity)
    begun.append(run.steps)
    run.depth += 1
    try:
        result = enter_within_share(
            run, lambda: _enter(run, function, arguments, site), function.name, site
        )
    finally:
        run.depth -= 1
        begun.pop()
    if key is not None and run.directory == directory:
        run.results[key] = result
        return _renew(result)
    return result


def _is_too_deep(run: Evaluation, begun: list[int], arguments: Arguments) -> bool:
    """Is a function inside itself so often, or so long, that it need not come to an end?"""
    if len(begun) < _MAX_RECURSION:
        return False
    settled = run.steps <= begun[0] + LOOP_STEPS and _is_settled(arguments)
    return not settled or len(begun) >= _MAX_NESTING


def _renew(result: Value) -> Value:
    """A remembered result; what a generator gives is spent, so each call has its own."""
    if isinstance(result, ListValue) and result.kind == "generator":
        return ListValue(list(result.items), result.kind, result.open_)
    return result


def _is_settled(arguments: Arguments) -> bool:
    """Is the call handed a table, or something that one holds, or plain values, all known?"""
    given = [*arguments.positional, *arguments.keywords.values()]
    data = [value for value in given if isinstance(value, DictValue | ListValue | Known)]
    if any(isinstance(value, DictValue | ListValue) for value in data):
        return not any(value.open_ for value in data if isinstance(value, DictValue | ListValue))
    return bool(given) and all(
        is_exact(value) or (isinstance(value, PathValue) and not HOLE.search(value.text))
        for value in given
    )


def _is_task(function: FunctionValue) -> bool:
    """Does an orchestrator run the function as a task of its own (`@task`, `@task.bash`)?"""
    return any("task" in decoration.name.split(".") for decoration in function.decorators)


def _memo_key(run: Evaluation, function: FunctionValue, arguments: Arguments) -> object | None:
    """A key for calls whose result depends on plain arguments alone; None for all others."""
    if function.owner is not None:
        return None
    keywords = arguments.keywords
    for value in arguments.positional:
        if type(value) not in _PLAIN:
            return None
    for value in keywords.values():
        if type(value) not in _PLAIN:
            return None
    names = sorted(keywords)
    return (
        id(function.definition or function.body),
        id(function.scope),
        run.directory,
        tuple(arguments.positional),
        tuple(names),
        tuple([keywords[name] for name in names]),
        tuple(run.guards),
    )


def _enter(run: Evaluation, function: FunctionValue, arguments: Arguments, site: Site) -> Value:
    frame = Frame(
        Scope(parent=function.scope),
        function.module,
        function.qualified,
        owner=function.owner,
        owner_class=function.owner_class,
        uncertain=run.uncertain,
    )
    _bind_parameters(run, function, arguments, frame)
    if function.definition is None:
        return NONE if function.body is None else run.evaluate(run, function.body, frame)
    run.execute(run, function.definition.body, frame)
    if frame.yielded:
        context = make_context(run, function, frame)
        return context or ListValue(frame.yielded, "generator", open_=not frame.certain)
    return join(frame.returned, function.name) if frame.returned else NONE


def _bind_parameters(
    run: Evaluation, function: FunctionValue, arguments: Arguments, frame: Frame
) -> None:
    positional = list(arguments.positional)
    keywords = dict(arguments.keywords)
    parameters = function.parameters
    if function.owner is not None and parameters:
        frame.scope.variables[parameters[0].name] = function.owner
        parameters = parameters[1:]
    for parameter in parameters:
        if parameter.kind == "positional" and positional:
            value = positional.pop(0)
            keywords.pop(parameter.name, None)
        elif parameter.kind == "args":
            value = ListValue(positional, "tuple", arguments.open_)
            positional = []
        elif parameter.kind == "kwargs":
            value = DictValue(dict(keywords), arguments.open_)
            keywords = {}
        elif parameter.name in keywords:
            value = keywords.pop(parameter.name)
        else:
            value = _default(run, parameter, function, arguments)
        frame.scope.variables[parameter.name] = value


def _default(
    run: Evaluation, parameter: s.Parameter, function: FunctionValue, arguments: Arguments
) -> Value:
    if parameter.default is None:
        return typed_unknown(run, parameter, function)
    frame = Frame(function.scope, function.module, function.qualified)
    value = run.evaluate(run, parameter.default, frame)
    if arguments.open_:
        return join([value, unknown(UnresolvedReason.PARAMETER, parameter.name)], parameter.name)
    return unwrap_default(value, parameter.name)


def unwrap_default(value: Value, name: str) -> Value:
    """The value inside `typer.Option(…)`, FastAPI's `Query(…)` and the like."""
    call_name = getattr(value, "call", "")
    if call_name.rsplit(".", 1)[-1] in ("Option", "Argument", "Query", "Form", "Body", "Depends"):
        arguments = getattr(value, "arguments", None)
        given = arguments.get(0, "default") if isinstance(arguments, Arguments) else None
        if given is None or (call_name.startswith("typer") and given == NONE):
            return unknown(UnresolvedReason.COMMAND_LINE, name)
        return given
    return value


def typed_unknown(run: Evaluation, parameter: s.Parameter, function: FunctionValue) -> Value:
    """A parameter without a value; an annotation tells of which class it is."""
    if parameter.annotation is not None:
        frame = Frame(function.scope, function.module, function.qualified)
        annotation = run.evaluate(run, parameter.annotation, frame)
        if isinstance(annotation, ExternalValue) and "." in annotation.name:
            from mlaudit.graph.python.library import typed_instance

            instance = typed_instance(annotation.name)
            if instance is not None:
                return instance
        if isinstance(annotation, ClassValue):
            instance_value = InstanceValue(annotation, {}, open_=True, label=parameter.name)
            return instance_value
    return unknown(UnresolvedReason.PARAMETER, parameter.name)
