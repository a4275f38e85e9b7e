"""Python statements into the statements of the model."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from mlaudit.model.expression import Call, Constant, Expression, Name, Operation, Unknown
from mlaudit.model.summary import (
    Assign,
    Class,
    Evaluate,
    For,
    Function,
    Global,
    Handler,
    If,
    Import,
    Leave,
    Raise,
    Return,
    Statement,
    Try,
    While,
    With,
)
from mlaudit.parsers.python.expressions import (
    translate,
    translate_all,
    translate_optional,
    translate_parameters,
)
from mlaudit.parsers.python.interactive import interactive_statements
from mlaudit.parsers.python.messages import shows_text
from mlaudit.parsers.python.operators import BINARY
from mlaudit.parsers.python.patterns import translate_pattern
from mlaudit.parsers.python.translation import Definition, Message, Translation

Body: TypeAlias = list[Statement]
StatementHandler: TypeAlias = Callable[[Any, Translation, Body], None]

Branch: TypeAlias = tuple[Expression | None, tuple[Statement, ...], int]

LONGEST_CHAIN = 60
COMMAND_OUTPUT = Unknown("output of a shell command")


def translate_body(nodes: Iterable[ast.stmt], state: Translation) -> tuple[Statement, ...]:
    """The statements of a block, in order."""
    found: Body = []
    for node in nodes:
        _HANDLERS[type(node)](node, state, found)
    return tuple(found)


def _define_function(
    node: ast.FunctionDef | ast.AsyncFunctionDef, state: Translation, found: Body
) -> None:
    decorators = translate_all(node.decorator_list, state)
    parameters = translate_parameters(node.args, state)
    body = _translate_scope(node, state)
    line = node.lineno + state.offset
    found.append(Function(node.name, parameters, body, decorators, line))


def _define_class(node: ast.ClassDef, state: Translation, found: Body) -> None:
    keywords = [(keyword.arg or "**", translate(keyword.value, state)) for keyword in node.keywords]
    found.append(
        Class(
            node.name,
            translate_all(node.bases, state),
            tuple(keywords),
            _translate_scope(node, state),
            translate_all(node.decorator_list, state),
            node.lineno + state.offset,
        )
    )


def _translate_scope(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, state: Translation
) -> tuple[Statement, ...]:
    state.scope.append(node.name)
    last = (node.end_lineno or node.lineno) + state.offset
    name = ".".join(state.scope)
    state.definitions.append(Definition(node.lineno + state.offset, last, name))
    body = translate_body(node.body, state)
    state.scope.pop()
    return body


def _assign(node: ast.Assign, state: Translation, found: Body) -> None:
    line = node.lineno + state.offset
    targets = translate_all(node.targets, state)
    value: Expression = translate(node.value, state)
    if type(value) is Call:
        statements = interactive_statements(value, line, state)
        if statements is not None:
            found.extend(statements)
            value = COMMAND_OUTPUT
    found.append(Assign(targets, value, line))


def _assign_annotated(node: ast.AnnAssign, state: Translation, found: Body) -> None:
    value = None if node.value is None else translate(node.value, state)
    target = (translate(node.target, state),)
    annotation = translate(node.annotation, state)
    found.append(Assign(target, value, node.lineno + state.offset, annotation))


def _assign_augmented(node: ast.AugAssign, state: Translation, found: Body) -> None:
    target = translate(node.target, state)
    operands = (target, translate(node.value, state))
    value = Operation(BINARY[type(node.op)], operands)
    found.append(Assign((target,), value, node.lineno + state.offset))


def _assign_alias(node: Any, state: Translation, found: Body) -> None:
    value = translate(node.value, state)
    found.append(Assign((translate(node.name, state),), value, node.lineno + state.offset))


def _evaluate(node: ast.Expr, state: Translation, found: Body) -> None:
    inner = node.value
    if type(inner) is ast.Constant:
        return  # a docstring, or text that stands for a comment
    line = node.lineno + state.offset
    value = translate(inner, state)
    if type(value) is Call:
        statements = interactive_statements(value, line, state)
        if statements is not None:
            found.extend(statements)
            return
        if type(inner) is ast.Call and shows_text(inner):
            _note_message(inner.args, line, state)
    found.append(Evaluate(value, line))


def _note_message(values: list[ast.expr], line: int, state: Translation) -> None:
    state.messages.append(Message(tuple(values), line, ".".join(state.scope)))


def _return(node: ast.Return, state: Translation, found: Body) -> None:
    found.append(Return(translate_optional(node.value, state), node.lineno + state.offset))


def _raise(node: ast.Raise, state: Translation, found: Body) -> None:
    line = node.lineno + state.offset
    value = None
    if node.exc is not None:
        value = translate(node.exc, state)
        if type(node.exc) is ast.Call:
            _note_message(node.exc.args, line, state)
    found.append(Raise(value, line))


def _assert(node: ast.Assert, state: Translation, found: Body) -> None:
    if node.msg is not None:
        _note_message([node.msg], node.msg.lineno + state.offset, state)
    test = Operation("assert", (translate(node.test, state),))
    found.append(Evaluate(test, node.lineno + state.offset))


def _leave(node: ast.Break | ast.Continue, state: Translation, found: Body) -> None:
    again = isinstance(node, ast.Continue)
    found.append(Leave(node.lineno + state.offset, again))


def _if(node: ast.If, state: Translation, found: Body) -> None:
    """A chain of `elif` is walked in a loop, since long ones are nested deeply."""
    branches: list[Branch] = []
    current = node
    while True:
        test = translate(current.test, state)
        body = translate_body(current.body, state)
        branches.append((test, body, current.lineno + state.offset))
        if len(current.orelse) != 1 or type(current.orelse[0]) is not ast.If:
            break
        current = current.orelse[0]
    found.extend(_chain(branches, translate_body(current.orelse, state)))


def _chain(branches: list[Branch], otherwise: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Branches of which one runs; a test of None takes everything.

    Chains beyond measure are cut into several that follow each other, which loses that they
    exclude each other but keeps all that they do: whoever walks a summary recurses into it.
    """
    parts = [
        branches[start : start + LONGEST_CHAIN] for start in range(0, len(branches), LONGEST_CHAIN)
    ]
    found: Body = []
    for part in parts:
        chain = otherwise if part is parts[-1] else ()
        for test, body, line in reversed(part):
            chain = body if test is None else (If(test, body, chain, line),)
        found.extend(chain)
    return tuple(found)


def _for(node: ast.For | ast.AsyncFor, state: Translation, found: Body) -> None:
    found.append(
        For(
            translate(node.target, state),
            translate(node.iter, state),
            translate_body(node.body, state),
            translate_body(node.orelse, state),
            node.lineno + state.offset,
        )
    )


def _while(node: ast.While, state: Translation, found: Body) -> None:
    """What stands under `else` runs once the loop is over, so it follows the loop."""
    test = translate(node.test, state)
    found.append(While(test, translate_body(node.body, state), node.lineno + state.offset))
    found.extend(translate_body(node.orelse, state))


def _with(node: ast.With | ast.AsyncWith, state: Translation, found: Body) -> None:
    items = [
        (
            translate(item.context_expr, state),
            None if item.optional_vars is None else translate(item.optional_vars, state),
        )
        for item in node.items
    ]
    body = translate_body(node.body, state)
    found.append(With(tuple(items), body, node.lineno + state.offset))


def _try(node: ast.Try | ast.TryStar, state: Translation, found: Body) -> None:
    body = translate_body(node.body, state)
    handlers = tuple(
        [
            Handler(
                None if handler.type is None else translate(handler.type, state),
                handler.name,
                translate_body(handler.body, state),
            )
            for handler in node.handlers
        ]
    )
    otherwise = translate_body(node.orelse, state)
    final = translate_body(node.finalbody, state)
    found.append(Try(body, handlers, otherwise, final, node.lineno + state.offset))


def _import(node: ast.Import, state: Translation, found: Body) -> None:
    line = node.lineno + state.offset
    found.extend([Import(alias.name, (), alias.asname, 0, line) for alias in node.names])


def _import_from(node: ast.ImportFrom, state: Translation, found: Body) -> None:
    names = tuple([(alias.name, alias.asname or alias.name) for alias in node.names])
    line = node.lineno + state.offset
    found.append(Import(node.module or "", names, None, node.level, line))


def _global(node: ast.Global | ast.Nonlocal, state: Translation, found: Body) -> None:
    found.append(Global(tuple(node.names), node.lineno + state.offset))


def _match(node: ast.Match, state: Translation, found: Body) -> None:
    """A `match` as a chain of `if`; the subject is evaluated once, as Python does."""
    line = node.lineno + state.offset
    subject = translate(node.subject, state)
    if not isinstance(subject, Name | Constant):
        bound = Name("__match_subject__")
        found.append(Assign((bound,), subject, line))
        subject = bound
    found.extend(_chain([_match_case(case, subject, state) for case in node.cases], ()))


def _match_case(case: ast.match_case, subject: Expression, state: Translation) -> Branch:
    """The test of a case, or None where it takes everything, its body and its line."""
    arm = translate_pattern(case.pattern, subject, state)
    line = case.pattern.lineno + state.offset
    captures = tuple([Assign((Name(name),), value, line) for name, value in arm.captures])
    tests = list(arm.tests)
    if case.guard is not None:
        tests.append(translate(case.guard, state))
    body = captures + translate_body(case.body, state)
    if not tests:
        return None, body, line
    return tests[0] if len(tests) == 1 else Operation("and", tuple(tests)), body, line


def _drop(node: ast.stmt, state: Translation, found: Body) -> None:
    """`pass` and `del` carry no path, command or order."""


class _Handlers(dict[type, StatementHandler]):
    """The handler of every node type; what a later Python adds is unknown."""

    def __missing__(self, node_type: type) -> StatementHandler:
        return _unknown


def _unknown(node: ast.stmt, state: Translation, found: Body) -> None:
    reason = f"statement of type {type(node).__name__}"
    found.append(Evaluate(Unknown(reason), node.lineno + state.offset))


_HANDLERS = _Handlers(
    {
        ast.FunctionDef: _define_function,
        ast.AsyncFunctionDef: _define_function,
        ast.ClassDef: _define_class,
        ast.Assign: _assign,
        ast.AnnAssign: _assign_annotated,
        ast.AugAssign: _assign_augmented,
        ast.Expr: _evaluate,
        ast.Return: _return,
        ast.Raise: _raise,
        ast.Assert: _assert,
        ast.Break: _leave,
        ast.Continue: _leave,
        ast.If: _if,
        ast.For: _for,
        ast.AsyncFor: _for,
        ast.While: _while,
        ast.With: _with,
        ast.AsyncWith: _with,
        ast.Try: _try,
        ast.TryStar: _try,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
        ast.Global: _global,
        ast.Nonlocal: _global,
        ast.Match: _match,
        ast.Pass: _drop,
        ast.Delete: _drop,
    }
)

if hasattr(ast, "TypeAlias"):  # `type X = …`, since Python 3.12
    _HANDLERS[ast.TypeAlias] = _assign_alias
