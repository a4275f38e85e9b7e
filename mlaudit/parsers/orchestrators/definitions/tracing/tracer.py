"""Follows the statements of a definition file."""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.tracing.expressions import Expressions
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Instance,
    Kind,
    Made,
    Member,
    Reference,
    Scope,
    Unknown,
    Value,
)
from mlaudit.parsers.orchestrators.definitions.tracing.targets import bind, join_branches, one_of

_ROUNDS = 60
"""Most rounds of a loop that are told apart."""
_DEPTH = 8
"""Deepest chain of functions that are entered."""
_SETTERS = frozenset({"override", "with_options"})
_STARTERS = frozenset({"expand", "expand_kwargs"})


class Tracer(Expressions):
    """Loads a file: evaluates its statements, and functions of the file where they are called.

    Args:
        source: the file.
        enters: is the function one whose body builds something as a whole (a DAG, a group)?
        keeps: is a call of the function something that is made (a task), its body not entered?
        opaque: calls of what is entered as a whole stand for themselves, whatever is returned.

    Attributes:
        returned_by: what functions that are entered as a whole return, by their calls.
    """

    def __init__(
        self,
        source: Source,
        enters: Callable[[Code], bool],
        keeps: Callable[[Code], bool],
        *,
        opaque: bool = False,
    ) -> None:
        super().__init__(source)
        self._enters = enters
        self._keeps = keeps
        self._returned: list[Value] = []
        self._active: list[Function] = []
        self._opaque = opaque
        self.entered: set[Function] = set()
        self.returned_by: dict[Made, Value] = {}

    def load(self) -> Scope:
        """Run the top level; gives its names."""
        scope: Scope = ChainMap({})
        self._read(self.source.tree.body, scope)
        return scope

    def _read(self, nodes: Iterable[ast.stmt], scope: Scope) -> None:
        for node in nodes:
            if self.spend():
                self._statement(node, scope)

    def _statement(self, node: ast.stmt, scope: Scope) -> None:
        if isinstance(node, Function):
            decorators = tuple(self.evaluate(item, scope) for item in node.decorator_list)
            scope[node.name] = Code(node, decorators, scope)
        elif isinstance(node, ast.ClassDef):
            scope[node.name] = self._class(node, scope)
        elif isinstance(node, ast.Return):
            self._returned.append(self.evaluate(node.value, scope) if node.value else None)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            self._assign(node, scope)
        elif isinstance(node, ast.If):
            self._branch(node, scope)
        elif isinstance(node, ast.For | ast.AsyncFor):
            for item in rounds_of(node.target, self.evaluate(node.iter, scope)):
                bind(node.target, item, scope)
                self._read(node.body, scope)
            self._read(node.orelse, scope)
        elif isinstance(node, ast.While):
            self._read((*node.body, *node.orelse), scope)
        elif isinstance(node, ast.With | ast.AsyncWith):
            self._with(node, scope)
        elif isinstance(node, ast.Try):
            handled = (statement for handler in node.handlers for statement in handler.body)
            self._read((*node.body, *node.orelse, *handled, *node.finalbody), scope)
        elif isinstance(node, ast.Expr):
            self.evaluate(node.value, scope)

    def _class(self, node: ast.ClassDef, scope: Scope) -> Value:
        """A class; one that inherits from others makes what those make, and stays a name."""
        bases = [self.evaluate(base, scope) for base in node.bases]
        plain = ("object", "ABC", "abc.ABC")
        if any(not isinstance(b, Kind) and getattr(b, "name", "") not in plain for b in bases):
            return Reference(node.name)
        inner: Scope = ChainMap({}, *scope.maps)
        for base in bases:
            inner.update(base.members if isinstance(base, Kind) else {})
        self._read(node.body, inner)
        fields: dict[str, Value] = {
            part.target.id: Unknown(part.target.id)
            for part in node.body
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
        }
        return Kind({**fields, **inner.maps[0]})

    def make(self, kind: Kind, call: Made) -> Value:
        """An object of a class of the file."""
        made = Instance(kind, {n: v for n, v in kind.members.items() if not isinstance(v, Code)})
        start = kind.members.get("__init__")
        if isinstance(start, Code):
            self.call_code(replace(start, receiver=made), call)
        else:
            made.attributes.update(zip(made.attributes, call.arguments, strict=False))
            made.attributes.update(call.keywords)
        return made

    def _assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, scope: Scope) -> None:
        if node.value is None:
            return
        if isinstance(node, ast.AugAssign):
            changed = ast.copy_location(ast.BinOp(node.target, node.op, node.value), node)
            bind(node.target, self.evaluate(changed, scope), scope)
            return
        value = self.evaluate(node.value, scope)
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            bind(target, value, scope)

    def _branch(self, node: ast.If, scope: Scope) -> None:
        test = self.evaluate(node.test, scope)
        if isinstance(test, bool) or test is None:
            self._read(node.body if test else node.orelse, scope)
            return
        before = dict(scope.maps[0])
        self._read(node.body, scope)
        first = dict(scope.maps[0])
        scope.maps[0].clear()
        scope.maps[0].update(before)
        self._read(node.orelse, scope)
        scope.maps[0].update(join_branches(first, dict(scope.maps[0])))

    def _with(self, node: ast.With | ast.AsyncWith, scope: Scope) -> None:
        outer = self.context
        for item in node.items:
            value = self.evaluate(item.context_expr, scope)
            self.context = (*self.context, value)
            if item.optional_vars is not None:
                bind(item.optional_vars, value, scope)
        self._read(node.body, scope)
        self.context = outer

    def call_code(self, code: Code, call: Made) -> Value:
        """What a call of a function of the file gives: what it returns, or the call itself."""
        if code.function in self._active or len(self._active) >= _DEPTH or not self.spend():
            return Unknown(code.function.name)
        whole = self._enters(code)
        if whole or self._keeps(code):
            self.made.append(call)
        if not whole and self._keeps(code):
            return call
        with self._inside(code, call if whole else None):
            self._read(code.function.body, self._bound(code, call))
            found = one_of(self._returned, code.function.name)
        if whole:
            self.returned_by[call] = found
        return call if whole and (found is None or self._opaque) else found

    def behind(self, callee: Value) -> Code | None:
        """The function of the file that a call starts, through methods for settings."""
        if isinstance(callee, Code):
            return callee
        if isinstance(callee, Member) and callee.name in _STARTERS:
            return self._set(callee.of)
        return self._set(callee) if isinstance(callee, Made) else None

    def _set(self, value: Value) -> Code | None:
        while isinstance(value, Made) and isinstance(value.callee, Member):
            value = value.callee.of
        return value if isinstance(value, Code) else None

    @contextmanager
    def _inside(self, code: Code, whole: Made | None) -> Iterator[None]:
        outer, returned = self.context, self._returned
        self.context = (*outer, whole) if whole is not None else outer
        self._returned = []
        self._active.append(code.function)
        self.entered.add(code.function)
        yield
        self._active.pop()
        self.context, self._returned = outer, returned

    def _bound(self, code: Code, call: Made) -> Scope:
        """The scope of a function with what it is called with."""
        given = code.function.args
        names = [argument.arg for argument in (*given.posonlyargs, *given.args)]
        scope: Scope = ChainMap({}, *code.scope.maps)
        every = (*names, *(argument.arg for argument in given.kwonlyargs))
        scope.update({name: Unknown(name) for name in every})
        defaults = zip(names[len(names) - len(given.defaults) :], given.defaults, strict=True)
        last = zip(given.kwonlyargs, given.kw_defaults, strict=True)
        for name, default in (*defaults, *((argument.arg, value) for argument, value in last)):
            if default is not None:
                scope[name] = self.evaluate(default, code.scope)
        if isinstance(call.callee, Member) and call.callee.name in _STARTERS:
            return scope
        own = () if code.receiver is None or code.marked("staticmethod") else (code.receiver,)
        scope.update(zip(names, (*own, *call.arguments), strict=False))
        scope.update({name: value for name, value in call.keywords.items() if name in every})
        rest = {name: value for name, value in call.keywords.items() if name not in every}
        if given.vararg is not None:
            scope[given.vararg.arg] = call.arguments[len(names) :]
        if given.kwarg is not None:
            scope[given.kwarg.arg] = rest
        return scope

    def rounds(self, target: ast.expr, value: Value) -> list[Value]:
        """The values of a loop, one for each round."""
        return rounds_of(target, value)


def rounds_of(target: ast.expr, value: Value) -> list[Value]:
    """The values of a loop one by one; a single unknown one where they are not known."""
    items = tuple(value) if isinstance(value, dict) else value
    if isinstance(items, tuple) and len(items) <= _ROUNDS:
        return list(items)
    return [unknown_as(target)]


def unknown_as(target: ast.expr) -> Value:
    """Unknown values with the names of the variables that take them."""
    if isinstance(target, ast.Tuple | ast.List):
        return tuple(unknown_as(element) for element in target.elts)
    return Unknown(target.id if isinstance(target, ast.Name) else "x")
