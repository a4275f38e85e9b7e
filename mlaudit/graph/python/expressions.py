"""Evaluates expressions."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from mlaudit.graph.python.assignment import assign, label_of
from mlaudit.graph.python.attributes import get_attribute
from mlaudit.graph.python.branching import follow_each
from mlaudit.graph.python.dates import note_reading
from mlaudit.graph.python.evaluation import (
    BudgetSpentError,
    Evaluation,
    Frame,
    Site,
)
from mlaudit.graph.python.inheritance import is_mapping_class
from mlaudit.graph.python.items import get_item
from mlaudit.graph.python.iteration import iterate, put_key, take_within
from mlaudit.graph.python.library_system import excuse_variable, is_unset_variable
from mlaudit.graph.python.narrowing import narrow
from mlaudit.graph.python.newest import note_newest, note_pick
from mlaudit.graph.python.objects import as_text, elements_of
from mlaudit.graph.python.operations import apply_operation, truth
from mlaudit.graph.python.scope import Scope
from mlaudit.graph.python.stars import find_starred
from mlaudit.graph.python.text import combine_texts, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    Union,
    Value,
    join,
    unknown,
)
from mlaudit.model import expression as e
from mlaudit.model.vocabulary import UnresolvedReason

BUILTINS = frozenset(dir(builtins)) | {
    "raw_input",
    "unicode",
    "xrange",
    "display",
    "get_ipython",
    "__sql_magic__",
}
"""Names that need no definition: built-in ones, those of Python 2, and those of notebooks."""


def evaluate(run: Evaluation, expression: e.Expression, frame: Frame) -> Value:
    """The value of an expression; effects that happen on the way are recorded."""
    steps = run.steps = run.steps + 1
    if steps > run.limit:
        raise BudgetSpentError
    # Names and constants are two thirds of all that is evaluated: without a call of their own.
    if type(expression) is e.Name:
        identifier = expression.identifier
        scope: Scope | None = frame.scope
        while scope is not None:
            value = scope.variables.get(identifier)
            if value is not None:
                if run.dates:
                    note_reading(run, value)
                return value
            scope = scope.parent
    elif type(expression) is e.Constant:
        return Known(expression.value)
    return _EVALUATORS[type(expression)](run, expression, frame)


def _name(run: Evaluation, node: e.Name, frame: Frame) -> Value:
    """The value of a name that no scope holds."""
    if node.identifier in BUILTINS:
        return ExternalValue(node.identifier)
    if frame.module.stars:
        found = find_starred(frame.module, node.identifier)
        if found is not None:
            return found
    return unknown(UnresolvedReason.UNDEFINED, node.identifier)


def _attribute(run: Evaluation, node: e.Attribute, frame: Frame) -> Value:
    base = run.evaluate(run, node.base, frame)
    value = get_attribute(run, base, node.name, Site(frame, frame.line))
    if run.dates:
        note_reading(run, value)
    return value


def _item(run: Evaluation, node: e.Item, frame: Frame) -> Value:
    base = run.evaluate(run, node.base, frame)
    index = run.evaluate(run, node.index, frame)
    note_pick(run, node, base, frame)
    return get_item(run, base, index, Site(frame, frame.line))


def evaluate_arguments(
    run: Evaluation, arguments: tuple[e.Argument, ...], frame: Frame
) -> Arguments:
    """The arguments of a call, with `*` and `**` spread where their content is known."""
    found = Arguments()
    evaluate_one, positional = run.evaluate, found.positional
    for argument in arguments:
        value = evaluate_one(run, argument.value, frame)
        if argument.stars == 0:
            if argument.name is None:
                positional.append(value)
            else:
                found.keywords[argument.name] = value
        elif argument.stars == 2:
            _spread_keywords(value, found)
        else:
            _spread_positional(value, label_of(argument.value), found)
    return found


def _spread_positional(value: Value, label: str, found: Arguments) -> None:
    items, complete = iterate(value)
    start = len(found.positional)
    if isinstance(value, ListValue):
        found.positional.extend(items)
    if not complete:
        found.open_ = True
        found.spread += ((start, len(found.positional), label),)


def _spread_keywords(value: Value, found: Arguments) -> None:
    if isinstance(value, DictValue):
        known = {key: item for key, item in value.entries.items() if isinstance(key, str)}
        found.keywords.update(known)
        found.open_ = found.open_ or value.open_
    elif isinstance(value, InstanceValue) and is_mapping_class(value.class_):
        found.keywords.update(value.attributes)
        found.open_ = found.open_ or value.open_
    else:
        found.open_ = True


def _call(run: Evaluation, node: e.Call, frame: Frame) -> Value:
    site = Site(frame, node.line)
    function = node.function
    if type(function) is e.Attribute:
        base = run.evaluate(run, function.base, frame)
        callee: Value = _join_callees(run, base, function.name, site)
    else:
        callee = run.evaluate(run, function, frame)
    arguments = evaluate_arguments(run, node.arguments, frame)
    note_newest(run, node, arguments, frame)
    if type(callee) is not Union:
        return run.call(run, callee, arguments, site)
    ways = [partial(run.call, run, option, arguments, site) for option in callee.options]
    return join(follow_each(run, ways), "result")


def _join_callees(run: Evaluation, base: Value, name: str, site: Site) -> Value:
    if type(base) is not Union:
        return get_attribute(run, base, name, site, calling=True)
    found = [get_attribute(run, option, name, site, calling=True) for option in base.options]
    return join(found, name)


def _collection(run: Evaluation, node: e.Collection, frame: Frame) -> Value:
    found = ListValue([], node.kind)
    for element in node.elements:
        if isinstance(element, e.Starred):
            items, complete = iterate(run.evaluate(run, element.value, frame))
            found.items.extend(items)
            found.open_ = found.open_ or not complete
        else:
            found.items.append(run.evaluate(run, element, frame))
    return found


def _starred(run: Evaluation, node: e.Starred, frame: Frame) -> Value:
    return run.evaluate(run, node.value, frame)


def _mapping(run: Evaluation, node: e.Mapping, frame: Frame) -> Value:
    found = DictValue({})
    for key_node, value_node in node.entries:
        value = run.evaluate(run, value_node, frame)
        if key_node is None:
            if isinstance(value, DictValue):
                found.entries.update(value.entries)
                found.open_ = found.open_ or value.open_
            else:
                found.open_ = True
            continue
        put_key(found, run.evaluate(run, key_node, frame), value)
    return found


def _format(run: Evaluation, node: e.Format, frame: Frame) -> Value:
    site = Site(frame, frame.line)
    columns = []
    for source in node.pieces:
        piece = as_text(run, run.evaluate(run, source, frame), site)
        columns.append(texts_of(piece) or [_hole_of(source)])
    return join([Known("".join(texts)) for texts in combine_texts(columns)], "text")


def _hole_of(source: e.Expression) -> str:
    """What stands for a piece that is no text: a hole named after its source."""
    label = source.name if isinstance(source, e.Attribute) else getattr(source, "identifier", "x")
    return "{" + unknown(UnresolvedReason.DATA, str(label)).label + "}"


def _operation(run: Evaluation, node: e.Operation, frame: Frame) -> Value:
    if node.operator in ("and", "or"):
        return _boolean(run, node, frame)
    operands = [run.evaluate(run, operand, frame) for operand in node.operands]
    return apply_operation(run, node.operator, operands, Site(frame, frame.line))


def _boolean(run: Evaluation, node: e.Operation, frame: Frame) -> Value:
    """`a or b` keeps both values where it is not known which one counts.

    A variable of the environment that nothing sets gives way to what follows it, as it does to
    the default of `os.environ.get`.
    """
    decides = node.operator == "or"
    possible: list[Value] = []
    for position, operand in enumerate(node.operands):
        value = run.evaluate(run, operand, frame)
        last = position == len(node.operands) - 1
        if decides and not last and is_unset_variable(value):
            excuse_variable(run, value)
            continue
        state = truth(value)
        if state is decides or last:
            possible.append(value)
            break
        if state is None:
            possible.append(value)
    return join(possible, "value")


def _conditional(run: Evaluation, node: e.Conditional, frame: Frame) -> Value:
    value, guard = run.test(node.test, frame)
    state = truth(value)
    if state is not None:
        return run.evaluate(run, node.then if state else node.otherwise, frame)
    ways = [partial(run.evaluate, run, each, frame) for each in (node.then, node.otherwise)]
    with run.guarded(guard):
        return join(follow_each(run, ways), "choice")


def _comprehension(run: Evaluation, node: e.Comprehension, frame: Frame) -> Value:
    inner = Frame(
        Scope(parent=frame.scope),
        frame.module,
        frame.qualified,
        owner=frame.owner,
        owner_class=frame.owner_class,
        line=frame.line,
    )
    complete = [True]
    elements = list(_produce(run, node, 0, inner, complete))
    if node.kind != "dict":
        return ListValue(elements, "set" if node.kind == "set" else "list", not complete[0])
    found = DictValue({}, not complete[0])
    for element in elements:
        if isinstance(element, ListValue) and len(element.items) == 2:
            put_key(found, element.items[0], element.items[1])
    return found


def _produce(
    run: Evaluation, node: e.Comprehension, depth: int, frame: Frame, complete: list[bool]
) -> Iterator[Value]:
    if depth == len(node.clauses):
        yield run.evaluate(run, node.element, frame)
        return
    target, iterable, conditions = node.clauses[depth]
    value = run.evaluate(run, iterable, frame)
    items, known = elements_of(run, value, Site(frame, frame.line), label_of(target))
    complete[0] = complete[0] and known
    for item in take_within(items, run.spender(), label_of(target)):
        assign(run, target, item, frame)
        states = [truth(run.evaluate(run, condition, frame)) for condition in conditions]
        if False in states:
            continue
        if None in states:
            complete[0] = False
        for condition in conditions:
            narrow(run, condition, True, frame)
        yield from _produce(run, node, depth + 1, frame, complete)


def _lambda(run: Evaluation, node: e.Lambda, frame: Frame) -> Value:
    return FunctionValue(
        "<lambda>",
        node.parameters,
        None,
        node.body,
        frame.scope,
        frame.module,
        frame.qualified,
        owner_class=frame.owner_class,
    )


def _bind(run: Evaluation, node: e.Bind, frame: Frame) -> Value:
    value = run.evaluate(run, node.value, frame)
    frame.scope.bind(node.name, value)
    return value


def _yield(run: Evaluation, node: e.Yield, frame: Frame) -> Value:
    value = run.evaluate(run, node.value, frame)
    frame.certain = frame.certain and run.uncertain <= frame.uncertain
    if not frame.yielded:
        frame.inside = run.directory
    if node.delegated:
        items, complete = iterate(value)
        frame.yielded.extend(items)
        frame.certain = frame.certain and complete
    else:
        frame.yielded.append(value)
    return unknown(UnresolvedReason.DATA, "sent")


def _unknown(run: Evaluation, node: e.Unknown, frame: Frame) -> Value:
    return unknown(UnresolvedReason.GRAMMAR, "x")


_EVALUATORS: dict[type, Callable[[Evaluation, Any, Frame], Value]] = {
    e.Name: _name,
    e.Attribute: _attribute,
    e.Item: _item,
    e.Call: _call,
    e.Collection: _collection,
    e.Starred: _starred,
    e.Mapping: _mapping,
    e.Format: _format,
    e.Operation: _operation,
    e.Conditional: _conditional,
    e.Comprehension: _comprehension,
    e.Lambda: _lambda,
    e.Bind: _bind,
    e.Yield: _yield,
    e.Unknown: _unknown,
}
