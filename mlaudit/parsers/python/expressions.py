"""Python expressions into the symbolic expressions of the model.

One function a node type, found through a table by type: looking methods up by a name built for
every node, as `ast.NodeVisitor` does, takes more time than the translation itself.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, TypeAlias

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Bind,
    Call,
    Collection,
    Comprehension,
    Conditional,
    Constant,
    Expression,
    Format,
    Item,
    Lambda,
    Mapping,
    Name,
    Operation,
    Starred,
    Unknown,
    Yield,
)
from mlaudit.model.summary import Parameter
from mlaudit.parsers.python.operators import BALANCED, BINARY, BOOLEAN, COMPARISON, UNARY
from mlaudit.parsers.python.translation import Translation

FORMAT_PLACEHOLDER = "__mlaudit_format__"
"""A call of this name stands for an f-string that the running interpreter cannot read."""

MOST_BITS = 10_000
"""Of a whole number: Python writes no larger ones as text, and no name or size is one."""
_NONE = Constant(None)
_CONVERSIONS = {ord("r"): "repr", ord("a"): "ascii"}

Handler: TypeAlias = Callable[[Any, Translation], Expression]


def translate(node: ast.expr, state: Translation) -> Expression:
    """The symbolic expression of a syntax node."""
    return _HANDLERS[type(node)](node, state)


def translate_optional(node: ast.expr | None, state: Translation) -> Expression:
    """The same, with None for what is left out."""
    return _NONE if node is None else translate(node, state)


def translate_all(nodes: list[ast.expr], state: Translation) -> tuple[Expression, ...]:
    """The symbolic expressions of several nodes."""
    return tuple([_HANDLERS[type(node)](node, state) for node in nodes])


def translate_parameters(arguments: ast.arguments, state: Translation) -> tuple[Parameter, ...]:
    """The parameters of a function, in the order of its header."""
    positional = arguments.posonlyargs + arguments.args
    without_default = len(positional) - len(arguments.defaults)
    found = [
        _parameter(
            argument,
            "positional",
            arguments.defaults[index - without_default] if index >= without_default else None,
            state,
        )
        for index, argument in enumerate(positional)
    ]
    if arguments.vararg is not None:
        found.append(_parameter(arguments.vararg, "args", None, state))
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        found.append(_parameter(argument, "keyword", default, state))
    if arguments.kwarg is not None:
        found.append(_parameter(arguments.kwarg, "kwargs", None, state))
    return tuple(found)


def translate_arguments(
    positional: list[ast.expr], keywords: list[ast.keyword], state: Translation
) -> tuple[Argument, ...]:
    """The arguments of a call: positional ones first, then keywords, each in source order."""
    found = []
    for node in positional:
        if type(node) is ast.Starred:
            found.append(Argument(translate(node.value, state), None, 1))
        else:
            found.append(Argument(_HANDLERS[type(node)](node, state)))
    for keyword in keywords:
        stars = 2 if keyword.arg is None else 0
        found.append(Argument(translate(keyword.value, state), keyword.arg, stars))
    return tuple(found)


def _parameter(
    argument: ast.arg, kind: str, default: ast.expr | None, state: Translation
) -> Parameter:
    return Parameter(
        argument.arg,
        kind,
        None if default is None else translate(default, state),
        None if argument.annotation is None else translate(argument.annotation, state),
    )


def _constant(node: ast.Constant, state: Translation) -> Expression:
    value = node.value
    if type(value) is str:
        known = state.texts.get(value)
        if known is None:
            known = state.texts[value] = Constant(value)
        return known
    if type(value) is int and value.bit_length() > MOST_BITS:
        return Unknown(f"number of more than {MOST_BITS} bits")
    return _NONE if value is None or value is ... else Constant(value)


def _name(node: ast.Name, state: Translation) -> Expression:
    identifier = node.id
    known = state.names.get(identifier)
    if known is None:
        known = state.names[identifier] = Name(identifier)
    return known


def _attribute(node: ast.Attribute, state: Translation) -> Expression:
    value = node.value
    return Attribute(_HANDLERS[type(value)](value, state), node.attr)


def _subscript(node: ast.Subscript, state: Translation) -> Expression:
    return Item(translate(node.value, state), translate(node.slice, state))


def _slice(node: ast.Slice, state: Translation) -> Expression:
    bounds = (node.lower, node.upper, node.step)
    return Operation("slice", tuple([translate_optional(bound, state) for bound in bounds]))


def _call(node: ast.Call, state: Translation) -> Expression:
    function = node.func
    if type(function) is ast.Name and function.id == FORMAT_PLACEHOLDER:
        return Format(translate_all(node.args, state))
    return Call(
        _HANDLERS[type(function)](function, state),
        translate_arguments(node.args, node.keywords, state),
        node.lineno + state.offset,
    )


def _binary(node: ast.BinOp, state: Translation) -> Expression:
    operator = BINARY[type(node.op)]
    operands = [translate(node.right, state)]
    left = node.left
    while type(left) is ast.BinOp and BINARY[type(left.op)] == operator:
        operands.append(translate(left.right, state))
        left = left.left
    operands.append(translate(left, state))
    operands.reverse()
    if operator == "+" and len(operands) > BALANCED:
        return _balance(operands)
    result = operands[0]
    for operand in operands[1:]:
        result = Operation(operator, (result, operand))
    return result


def _balance(operands: list[Expression]) -> Expression:
    """A long concatenation as a balanced tree: nesting costs stack wherever it is walked."""
    while len(operands) > 1:
        pairs = [
            Operation("+", (operands[index], operands[index + 1]))
            for index in range(0, len(operands) - 1, 2)
        ]
        operands = [*pairs, operands[-1]] if len(operands) % 2 else list(pairs)
    return operands[0]


def _unary(node: ast.UnaryOp, state: Translation) -> Expression:
    operand = translate(node.operand, state)
    if type(node.op) is ast.USub and isinstance(operand, Constant):
        value = operand.value
        if isinstance(value, int | float | complex) and not isinstance(value, bool):
            return Constant(-value)
    return Operation(UNARY[type(node.op)], (operand,))


def _boolean(node: ast.BoolOp, state: Translation) -> Expression:
    return Operation(BOOLEAN[type(node.op)], translate_all(node.values, state))


def _compare(node: ast.Compare, state: Translation) -> Expression:
    left = translate(node.left, state)
    tests: list[Expression] = []
    for index, (operator, comparator) in enumerate(zip(node.ops, node.comparators, strict=True)):
        right = translate(comparator, state)
        again = right
        if index + 1 < len(node.ops) and not isinstance(right, Constant | Name | Attribute):
            # The middle of `a < f(x) < b` is evaluated once, so its calls must appear once.
            again = Name(f"__compared_{index}__")
            right = Bind(again.identifier, right)
        tests.append(Operation(COMPARISON[type(operator)], (left, right)))
        left = again
    return tests[0] if len(tests) == 1 else Operation("and", tuple(tests))


def _conditional(node: ast.IfExp, state: Translation) -> Expression:
    return Conditional(
        translate(node.test, state), translate(node.body, state), translate(node.orelse, state)
    )


def _list(node: ast.List, state: Translation) -> Expression:
    return Collection("list", translate_all(node.elts, state))


def _tuple(node: ast.Tuple, state: Translation) -> Expression:
    return Collection("tuple", translate_all(node.elts, state))


def _set(node: ast.Set, state: Translation) -> Expression:
    return Collection("set", translate_all(node.elts, state))


def _starred(node: ast.Starred, state: Translation) -> Expression:
    return Starred(translate(node.value, state))


def _dict(node: ast.Dict, state: Translation) -> Expression:
    return Mapping(
        tuple(
            [
                (None if key is None else translate(key, state), translate(value, state))
                for key, value in zip(node.keys, node.values, strict=True)
            ]
        )
    )


def _format(node: Any, state: Translation) -> Expression:
    return Format(tuple([_format_piece(piece, state) for piece in node.values]))


def _format_piece(node: Any, state: Translation) -> Expression:
    """A piece of an f-string; a conversion or format becomes the call that it stands for."""
    if type(node) is ast.Constant:
        return _constant(node, state)
    line = node.lineno + state.offset
    value = translate(node.value, state)
    conversion = _CONVERSIONS.get(node.conversion)
    if conversion is not None:
        value = Call(Name(conversion), (Argument(value),), line)
    if node.format_spec is None:
        return value
    pieces = node.format_spec.values
    if len(pieces) == 1 and type(pieces[0]) is ast.Constant:
        specification = _constant(pieces[0], state)
    else:
        specification = translate(node.format_spec, state)
    return Call(Name("format"), (Argument(value), Argument(specification)), line)


def _comprehension(kind: str) -> Handler:
    def handle(node: Any, state: Translation) -> Expression:
        clauses = tuple(
            [
                (
                    translate(clause.target, state),
                    translate(clause.iter, state),
                    translate_all(clause.ifs, state),
                )
                for clause in node.generators
            ]
        )
        if kind == "dict":
            pair = (translate(node.key, state), translate(node.value, state))
            return Comprehension(kind, Collection("tuple", pair), clauses)
        return Comprehension(kind, translate(node.elt, state), clauses)

    return handle


def _lambda(node: ast.Lambda, state: Translation) -> Expression:
    return Lambda(translate_parameters(node.args, state), translate(node.body, state))


def _bind(node: ast.NamedExpr, state: Translation) -> Expression:
    return Bind(node.target.id, translate(node.value, state))


def _await(node: ast.Await, state: Translation) -> Expression:
    return translate(node.value, state)


def _yield(node: ast.Yield, state: Translation) -> Expression:
    return Yield(translate_optional(node.value, state))


def _yield_from(node: ast.YieldFrom, state: Translation) -> Expression:
    return Yield(translate(node.value, state), delegated=True)


def _unknown(node: ast.expr, state: Translation) -> Expression:
    return Unknown(f"expression of type {type(node).__name__}")


class _Handlers(dict[type, Handler]):
    """The handler of every node type; what a later Python adds is unknown."""

    def __missing__(self, node_type: type) -> Handler:
        return _unknown


_HANDLERS = _Handlers(
    {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.Subscript: _subscript,
        ast.Slice: _slice,
        ast.Call: _call,
        ast.BinOp: _binary,
        ast.UnaryOp: _unary,
        ast.BoolOp: _boolean,
        ast.Compare: _compare,
        ast.IfExp: _conditional,
        ast.List: _list,
        ast.Tuple: _tuple,
        ast.Set: _set,
        ast.Starred: _starred,
        ast.Dict: _dict,
        ast.JoinedStr: _format,
        ast.FormattedValue: _format_piece,
        ast.ListComp: _comprehension("list"),
        ast.SetComp: _comprehension("set"),
        ast.GeneratorExp: _comprehension("generator"),
        ast.DictComp: _comprehension("dict"),
        ast.Lambda: _lambda,
        ast.NamedExpr: _bind,
        ast.Await: _await,
        ast.Yield: _yield,
        ast.YieldFrom: _yield_from,
    }
)

if hasattr(ast, "TemplateStr"):  # t-strings, since Python 3.14
    _HANDLERS[ast.TemplateStr] = _format
