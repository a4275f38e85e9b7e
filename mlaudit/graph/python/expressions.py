"""Evaluates expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mlaudit.graph.python.attributes import get_attribute, get_item
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.operations import apply_operation, truth
from mlaudit.graph.python.scope import Scope
from mlaudit.graph.python.text import combine
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalValue,
    FunctionValue,
    Known,
    ListValue,
    Union,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model import expression as e
from mlaudit.model.vocabulary import UnresolvedReason

BUILTINS = frozenset(
    [
        "abs",
        "all",
        "any",
        "bool",
        "bytes",
        "callable",
        "chr",
        "compile",
        "dict",
        "dir",
        "divmod",
        "enumerate",
        "eval",
        "exec",
        "filter",
        "float",
        "format",
        "frozenset",
        "getattr",
        "globals",
        "hasattr",
        "hash",
        "id",
        "input",
        "int",
        "isinstance",
        "issubclass",
        "iter",
        "len",
        "list",
        "locals",
        "map",
        "max",
        "min",
        "next",
        "object",
        "open",
        "ord",
        "print",
        "property",
        "range",
        "repr",
        "reversed",
        "round",
        "set",
        "setattr",
        "slice",
        "sorted",
        "staticmethod",
        "classmethod",
        "str",
        "sum",
        "super",
        "tuple",
        "type",
        "vars",
        "zip",
        "raw_input",
        "exit",
        "quit",
        "breakpoint",
        "__import__",
        "Exception",
        "ValueError",
        "FileNotFoundError",
        "NotImplementedError",
        "KeyError",
        "RuntimeError",
        "TypeError",
        "OSError",
        "IOError",
        "ImportError",
        "SystemExit",
    ]
)
MAX_ITERATIONS = 64


def evaluate(run: Evaluation, expression: e.Expression, frame: Frame) -> Value:
    """The value of an expression; effects that happen on the way are recorded."""
    run.spend()
    return _EVALUATORS[type(expression)](run, expression, frame)


def iterate(value: Value, label: str = "item") -> tuple[list[Value], bool]:
    """The elements of a value and whether these are all of them."""
    if isinstance(value, ListValue):
        complete = not value.open_ and len(value.items) <= MAX_ITERATIONS
        return list(value.items[:MAX_ITERATIONS]), complete
    if isinstance(value, DictValue):
        return [_as_value(key) for key in list(value.entries)[:MAX_ITERATIONS]], not value.open_
    if isinstance(value, Union):
        parts = [iterate(option, label) for option in value.options]
        return [item for items, _ in parts for item in items], False
    return [unknown(_reason(value), label)], False


def _reason(value: Value) -> UnresolvedReason:
    reason = getattr(value, "reason", None)
    return reason if isinstance(reason, UnresolvedReason) else UnresolvedReason.DATA


def _as_value(key: object) -> Value:
    if isinstance(key, str | bytes | int | float | complex | bool) or key is None:
        return Known(key)
    if isinstance(key, tuple):
        return ListValue([_as_value(part) for part in key], "tuple")
    return unknown(UnresolvedReason.DATA, "key")


def _constant(run: Evaluation, node: e.Constant, frame: Frame) -> Value:
    return Known(node.value)


def _name(run: Evaluation, node: e.Name, frame: Frame) -> Value:
    value = frame.scope.find(node.identifier)
    if value is not None:
        return value
    if node.identifier in BUILTINS:
        return ExternalValue(node.identifier)
    return unknown(UnresolvedReason.UNDEFINED, node.identifier)


def _attribute(run: Evaluation, node: e.Attribute, frame: Frame) -> Value:
    base = run.evaluate(run, node.base, frame)
    return get_attribute(run, base, node.name, Site(frame, frame.line))


def _item(run: Evaluation, node: e.Item, frame: Frame) -> Value:
    base = run.evaluate(run, node.base, frame)
    index = run.evaluate(run, node.index, frame)
    return get_item(run, base, index, Site(frame, frame.line))


def evaluate_arguments(
    run: Evaluation, arguments: tuple[e.Argument, ...], frame: Frame
) -> Arguments:
    """The arguments of a call, with `*` and `**` spread where their content is known."""
    found = Arguments()
    for argument in arguments:
        value = run.evaluate(run, argument.value, frame)
        if argument.stars == 2:
            _spread_keywords(value, found)
        elif argument.stars == 1:
            items, complete = iterate(value)
            if isinstance(value, ListValue):
                found.positional.extend(items)
            found.open_ = found.open_ or not complete
        elif argument.name is None:
            found.positional.append(value)
        else:
            found.keywords[argument.name] = value
    return found


def _spread_keywords(value: Value, found: Arguments) -> None:
    if isinstance(value, DictValue):
        known = {key: item for key, item in value.entries.items() if isinstance(key, str)}
        found.keywords.update(known)
        found.open_ = found.open_ or value.open_
    else:
        found.open_ = True


def _call(run: Evaluation, node: e.Call, frame: Frame) -> Value:
    site = Site(frame, node.line)
    if isinstance(node.function, e.Attribute):
        base = run.evaluate(run, node.function.base, frame)
        callee: Value = _join_callees(run, base, node.function.name, site)
    else:
        callee = run.evaluate(run, node.function, frame)
    arguments = evaluate_arguments(run, node.arguments, frame)
    results = [run.call(run, option, arguments, site) for option in options_of(callee)]
    return join(results, "result")


def _join_callees(run: Evaluation, base: Value, name: str, site: Site) -> Value:
    found = [get_attribute(run, option, name, site, calling=True) for option in options_of(base)]
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


def put_key(target: DictValue, key: Value, value: Value) -> None:
    """Set a key; an unknown key opens the dict."""
    if isinstance(key, Known):
        target.entries[key.value] = value
    elif isinstance(key, ListValue) and all(isinstance(item, Known) for item in key.items):
        parts = (item.value for item in key.items if isinstance(item, Known))
        target.entries[tuple(parts)] = value
    else:
        target.open_ = True
        target.entries.setdefault(("*", id(target)), value)


def _format(run: Evaluation, node: e.Format, frame: Frame) -> Value:
    pieces = [run.evaluate(run, piece, frame) for piece in node.pieces]
    filled: list[Value] = [
        _fill(piece, source) for piece, source in zip(pieces, node.pieces, strict=True)
    ]
    return join([Known("".join(texts)) for texts in combine(filled)], "text")


def _fill(piece: Value, source: e.Expression) -> Value:
    """A piece that is no text becomes a hole named after its source."""
    if combine([piece]):
        return piece
    label = source.name if isinstance(source, e.Attribute) else getattr(source, "identifier", "x")
    return unknown(UnresolvedReason.DATA, str(label))


def _operation(run: Evaluation, node: e.Operation, frame: Frame) -> Value:
    if node.operator in ("and", "or"):
        return _boolean(run, node, frame)
    operands = [run.evaluate(run, operand, frame) for operand in node.operands]
    return apply_operation(run, node.operator, operands, Site(frame, frame.line))


def _boolean(run: Evaluation, node: e.Operation, frame: Frame) -> Value:
    """`a or b` keeps both values where it is not known which one counts."""
    decides = node.operator == "or"
    possible: list[Value] = []
    for position, operand in enumerate(node.operands):
        value = run.evaluate(run, operand, frame)
        last = position == len(node.operands) - 1
        state = truth(value)
        if state is decides or last:
            possible.append(value)
            break
        if state is None:
            possible.append(value)
    return join(possible, "value")


def _conditional(run: Evaluation, node: e.Conditional, frame: Frame) -> Value:
    state = truth(run.evaluate(run, node.test, frame))
    if state is not None:
        return run.evaluate(run, node.then if state else node.otherwise, frame)
    run.uncertain += 1
    then = run.evaluate(run, node.then, frame)
    otherwise = run.evaluate(run, node.otherwise, frame)
    run.uncertain -= 1
    return join([then, otherwise], "choice")


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
    items, known = iterate(run.evaluate(run, iterable, frame), label_of(target))
    complete[0] = complete[0] and known
    for item in items:
        assign(run, target, item, frame)
        states = [truth(run.evaluate(run, condition, frame)) for condition in conditions]
        if False in states:
            continue
        if None in states:
            complete[0] = False
        yield from _produce(run, node, depth + 1, frame, complete)


def label_of(target: e.Expression) -> str:
    """What to call the unknown value of a target in a pattern."""
    if isinstance(target, e.Name):
        return target.identifier
    if isinstance(target, e.Attribute):
        return target.name
    return "item"


def assign(run: Evaluation, target: e.Expression, value: Value, frame: Frame) -> None:
    """Give an assignment target its value."""
    if isinstance(target, e.Name):
        frame.scope.bind(target.identifier, _named(value, target.identifier))
    elif isinstance(target, e.Collection):
        _unpack(run, target, value, frame)
    elif isinstance(target, e.Starred):
        assign(run, target.value, value, frame)
    elif isinstance(target, e.Attribute):
        run_base = run.evaluate(run, target.base, frame)
        _set_attribute(run, run_base, target.name, value)
    elif isinstance(target, e.Item):
        base = run.evaluate(run, target.base, frame)
        index = run.evaluate(run, target.index, frame)
        _set_item(run, base, index, value)


def _named(value: Value, name: str) -> Value:
    """An unknown value takes the name of the variable, which reads best in a pattern."""
    if getattr(value, "label", None) in ("x", "item", "result", "value", "choice"):
        return unknown(_reason(value), name)
    return value


def _unpack(run: Evaluation, target: e.Collection, value: Value, frame: Frame) -> None:
    for option in options_of(value):
        if isinstance(option, ListValue) and not option.open_:
            value = option
            break
    items = value.items if isinstance(value, ListValue) and not value.open_ else None
    stars = [isinstance(element, e.Starred) for element in target.elements]
    if items is None or (True not in stars and len(items) != len(target.elements)):
        for position, element in enumerate(target.elements):
            part = get_item(run, value, Known(position), Site(frame, frame.line))
            assign(
                run,
                element,
                part if items is None else unknown(UnresolvedReason.DATA, label_of(element)),
                frame,
            )
        return
    split = stars.index(True) if True in stars else len(stars)
    after = len(stars) - split - 1 if True in stars else 0
    for element, item in zip(target.elements[:split], items[:split], strict=False):
        assign(run, element, item, frame)
    if True in stars:
        middle = items[split : len(items) - after]
        assign(run, target.elements[split], ListValue(middle), frame)
        for element, item in zip(
            target.elements[split + 1 :], items[len(items) - after :], strict=False
        ):
            assign(run, element, item, frame)


def _set_attribute(run: Evaluation, base: Value, name: str, value: Value) -> None:
    for option in options_of(base):
        for store in (getattr(option, "attributes", None), getattr(option, "namespace", None)):
            if isinstance(store, dict):
                old = store.get(name)
                store[name] = (
                    join([old, value], name) if run.uncertain and old is not None else value
                )
                break


def _set_item(run: Evaluation, base: Value, index: Value, value: Value) -> None:
    for option in options_of(base):
        if isinstance(option, DictValue):
            put_key(option, index, value)
        elif isinstance(option, ExternalValue) and option.name == "os.environ":
            if (
                isinstance(index, Known)
                and isinstance(index.value, str)
                and isinstance(value, Known)
            ):
                run.environment[index.value] = str(value.value)
        elif isinstance(option, ListValue):
            position = index.value if isinstance(index, Known) else None
            if isinstance(position, int) and -len(option.items) <= position < len(option.items):
                option.items[position] = value


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
    if node.delegated:
        frame.yielded.extend(iterate(value)[0])
    else:
        frame.yielded.append(value)
    return unknown(UnresolvedReason.DATA, "sent")


def _unknown(run: Evaluation, node: e.Unknown, frame: Frame) -> Value:
    return unknown(UnresolvedReason.GRAMMAR, "x")


_EVALUATORS: dict[type, Callable[[Evaluation, Any, Frame], Value]] = {
    e.Constant: _constant,
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
