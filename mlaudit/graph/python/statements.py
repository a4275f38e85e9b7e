"""Executes statements."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from mlaudit.graph.python.assignment import assign
from mlaudit.graph.python.attempts import lacks_word, surely_works
from mlaudit.graph.python.branching import follow_each, perhaps
from mlaudit.graph.python.classes import define_class, define_function
from mlaudit.graph.python.contexts import ABSENCE, execute_with
from mlaudit.graph.python.dates import note_date
from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.handlers import forgives, is_exit, misses_what_it_makes
from mlaudit.graph.python.imports import import_names
from mlaudit.graph.python.library_system import excuse_variable, is_unset_variable
from mlaudit.graph.python.loops import execute_for, execute_while, leave_loop
from mlaudit.graph.python.narrowing import narrow, widen
from mlaudit.graph.python.newest import note_sorted
from mlaudit.graph.python.operations import truth
from mlaudit.graph.python.rounds import AGAIN, LEAVE, RAISE, RETURN, join_states
from mlaudit.graph.python.values import Value, unknown
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.vocabulary import UnresolvedReason

_NOTHING: frozenset[str] = frozenset()
_TOO_FEW = ("IndexError", "LookupError", "Exception", "BaseException")
"""Errors of asking for a word of the command line that is not there."""


def execute(run: Evaluation, body: tuple[s.Statement, ...], frame: Frame) -> str | None:
    """Execute statements in order.

    Returns:
        The signal of `rounds` when the body surely ends early, else None.
    """
    outside, number = frame.asked, len(run.guards)
    signal = None
    for position, statement in enumerate(body, 1):
        if statement.line:
            frame.line = statement.line
        if type(statement) is s.Try:
            frame.rest = body[position:]
        frame.asked = _NOTHING
        signal = _EXECUTORS[type(statement)](run, statement, frame)
        if frame.asked:
            run.guards.append(frame.asked)
        if signal is not None:
            break
    del run.guards[number:]
    frame.asked = outside
    return signal


def _function(run: Evaluation, node: s.Function, frame: Frame) -> str | None:
    frame.scope.bind(node.name, define_function(run, node, frame))
    return None


def _class(run: Evaluation, node: s.Class, frame: Frame) -> str | None:
    frame.scope.bind(node.name, define_class(run, node, frame))
    return None


def _assign(run: Evaluation, node: s.Assign, frame: Frame) -> str | None:
    if node.value is None:
        return None
    value = run.evaluate(run, node.value, frame)
    for target in node.targets:
        assign(run, target, value, frame)
    note_date(run, node, frame)
    note_sorted(run, node, frame)
    return None


def _evaluate(run: Evaluation, node: s.Evaluate, frame: Frame) -> str | None:
    run.evaluate(run, node.value, frame)
    if isinstance(node.value, e.Call) and is_exit(node.value.function):
        return RAISE
    return None


def _return(run: Evaluation, node: s.Return, frame: Frame) -> str | None:
    frame.returned.append(run.evaluate(run, node.value, frame))
    return RETURN


def _raise(run: Evaluation, node: s.Raise, frame: Frame) -> str | None:
    if node.value is not None:
        run.evaluate(run, node.value, frame)
    return RAISE


def _if(run: Evaluation, node: s.If, frame: Frame) -> str | None:
    value, guard = run.test(node.test, frame)
    state = truth(value)
    if state is not None:
        return run.execute(run, node.body if state else node.otherwise, frame)
    with run.guarded(guard):
        signals = _execute_alternatives(run, node, frame)
    if RAISE not in signals:
        _excuse_tested(run, node.test, value, frame)
    if {RETURN, LEAVE, AGAIN}.intersection(signals):
        frame.asked = guard
    if None in signals:
        return None
    return signals[0] if len(set(signals)) == 1 else RETURN


def _excuse_tested(run: Evaluation, test: e.Expression, outcome: Value, frame: Frame) -> None:
    """Code that asks whether a variable of the environment is set goes on without it."""
    if is_unset_variable(outcome):
        excuse_variable(run, outcome)
    waiting = [test]
    while waiting:
        node = waiting.pop()
        if isinstance(node, e.Operation):
            waiting += node.operands
        elif isinstance(node, e.Name):
            value = frame.scope.find(node.identifier)
            if value is not None and is_unset_variable(value):
                excuse_variable(run, value)


def _execute_alternatives(run: Evaluation, node: s.If, frame: Frame) -> list[str | None]:
    """Execute each body from the same state and join what the variables are afterwards."""
    before = frame.scope.variables
    states: list[dict[str, Value]] = []

    def follow(holds: bool) -> str | None:
        frame.scope.variables = dict(before)
        narrowed = narrow(run, node.test, holds, frame)
        signal = run.execute(run, node.body if holds else node.otherwise, frame)
        if signal is None:
            states.append(frame.scope.variables)
            told.append(narrowed)
        return signal

    told: list[dict[str, tuple[Value, Value]]] = []
    signals = follow_each(run, [partial(follow, True), partial(follow, False)], _goes_on)
    if len(states) > 1:
        widen(states, told)
    frame.scope.variables = join_states(states) if states else frame.scope.variables
    return signals


def _goes_on(signal: str | None) -> bool:
    return signal != RAISE


def _try(run: Evaluation, node: s.Try, frame: Frame) -> str | None:
    forgiven = {
        mark
        for mark, errors in ((".", ABSENCE), ("<words>", _TOO_FEW))
        if any(forgives(handler, errors) for handler in node.handlers)
    }
    if misses_what_it_makes(node, frame):
        forgiven.discard(".")
    before = dict(frame.scope.variables)
    with run.guarded(frozenset(forgiven)):
        signal = run.execute(run, node.body, frame)
    if signal is None:
        signal = run.execute(run, node.otherwise, frame)
    after, done = frame.scope.variables, signal
    fails = "<words>" in forgiven and lacks_word(run, before, after)
    states = [after] if done is None and not fails else []
    for handler in () if done is None and surely_works(node.body, frame) else node.handlers:
        frame.scope.variables = {**after, **before}
        if handler.name:
            frame.scope.bind(handler.name, unknown(UnresolvedReason.DATA, handler.name))
        with perhaps(run):
            ended = run.execute(run, handler.body, frame)
        if ended is None:
            states.append(frame.scope.variables)
    frame.scope.variables = join_states(states) if states else after
    final = run.execute(run, node.final, frame)
    return final or (None if states else done)


def _import(run: Evaluation, node: s.Import, frame: Frame) -> str | None:
    import_names(run, node, frame)
    return None


def _global(run: Evaluation, node: s.Global, frame: Frame) -> str | None:
    for name in node.names:
        scope = frame.scope.parent
        while scope is not None and scope.parent is not None and name not in scope.variables:
            scope = scope.parent
        frame.scope.outer[name] = scope or frame.module.scope
    return None


def _shell(run: Evaluation, node: s.Shell, frame: Frame) -> str | None:
    from mlaudit.graph.python.shell_lines import run_shell_line

    run_shell_line(run, node, frame)
    return None


_EXECUTORS: dict[type, Callable[[Evaluation, Any, Frame], str | None]] = {
    s.Function: _function,
    s.Class: _class,
    s.Assign: _assign,
    s.Evaluate: _evaluate,
    s.Return: _return,
    s.Raise: _raise,
    s.Leave: leave_loop,
    s.If: _if,
    s.For: execute_for,
    s.While: execute_while,
    s.With: execute_with,
    s.Try: _try,
    s.Import: _import,
    s.Global: _global,
    s.Shell: _shell,
}
