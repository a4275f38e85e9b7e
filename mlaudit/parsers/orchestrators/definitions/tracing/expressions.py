"""Evaluates the expressions of a definition file."""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Callable
from dataclasses import replace

from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.known import NOT_KNOWN, call_known, join
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
    bounded,
    shown,
)
from mlaudit.parsers.orchestrators.definitions.tracing.targets import bind

_BUDGET = 30_000
"""Expressions and statements that are evaluated before a file is left as it is."""
_SHIFTS: dict[type[ast.operator], str] = {
    ast.RShift: ">>",
    ast.LShift: "<<",
    ast.BitOr: "|",
    ast.BitAnd: "&",
}
_ADDING = {"append": 1, "extend": 1, "insert": 2, "add": 1}
"""Methods of lists, and how many arguments they take."""


class Expressions:
    """Evaluates expressions of one file.

    Attributes:
        source: the file.
        made: all that was made, in its order.
        context: what stands around the code.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.made: list[Made] = []
        self.context: tuple[Value, ...] = ()
        self._left = _BUDGET

    @property
    def exhausted(self) -> bool:
        """Was the file too long to be followed to its end?"""
        return self._left <= 0

    def spend(self) -> bool:
        """Is there something left of the budget?"""
        self._left -= 1
        return self._left > 0

    def call_code(self, code: Code, call: Made) -> Value:
        """What a call of a function of the file gives."""
        raise NotImplementedError

    def behind(self, callee: Value) -> Code | None:
        """The function of the file that a call starts, or None."""
        raise NotImplementedError

    def make(self, kind: Kind, call: Made) -> Value:
        """An object of a class of the file."""
        raise NotImplementedError

    def rounds(self, target: ast.expr, value: Value) -> list[Value]:
        """The values of a loop, one for each round."""
        raise NotImplementedError

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression."""
        if not self.spend():
            return Unknown("x")
        reader = _READERS.get(type(node))
        return bounded(reader(self, node, scope)) if reader is not None else Unknown("x")

    def _constant(self, node: ast.Constant, scope: Scope) -> Value:
        return node.value if node.value is not ... else Unknown("x")

    def _name(self, node: ast.Name, scope: Scope) -> Value:
        if node.id in scope:
            return scope[node.id]
        if node.id == "__file__":
            return self.source.path
        if node.id == "__name__":
            return "__main__"
        module, name = self.source.origins.get(node.id, ("", ""))
        return Reference(".".join(filter(None, (module, name))) or node.id)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        of = self.evaluate(node.value, scope)
        if isinstance(of, Reference):
            return Reference(f"{of.name}.{node.attr}")
        if isinstance(of, Unknown):
            return Unknown(node.attr)
        if isinstance(of, Kind | Instance):
            return self._member(of, node)
        if isinstance(of, str) and node.attr == "parent":
            return of.rpartition("/")[0] or "."
        if isinstance(of, str) and node.attr in ("name", "stem"):
            name = of.rpartition("/")[2]
            return name if node.attr == "name" else name.rpartition(".")[0] or name
        return Member(of, node.attr)

    def _member(self, of: Kind | Instance, node: ast.Attribute) -> Value:
        """An attribute or a method of a class of the file."""
        if isinstance(of, Kind):
            return of.members.get(node.attr, Unknown(node.attr))
        found = of.attributes.get(node.attr, of.kind.members.get(node.attr, Unknown(node.attr)))
        if not isinstance(found, Code) or node.attr in of.attributes:
            return found
        method = replace(found, receiver=of)
        if found.marked("property") or found.marked("cached_property"):
            return self.call_code(method, Made(method, (), {}, node, self.context))
        return method

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Value:
        of, key = self.evaluate(node.value, scope), self.evaluate(node.slice, scope)
        if isinstance(of, tuple) and isinstance(key, int) and -len(of) <= key < len(of):
            return of[key]
        if isinstance(of, dict) and isinstance(key, str):
            return of.get(key, Unknown(key))
        if isinstance(of, Member) and of.name == "parents" and isinstance(of.of, str):
            steps = key + 1 if isinstance(key, int) else 1
            return "/".join(of.of.split("/")[: -max(1, steps)]) or "."
        if isinstance(of, Made | Member):
            return Member(of, shown(key).strip("{}"))
        return Unknown(shown(key).strip("{}") or "x")

    def _slice(self, node: ast.Slice, scope: Scope) -> Value:
        return Unknown("slice")

    def _list(self, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> Value:
        return self._spread(node.elts, scope)

    def _spread(self, nodes: list[ast.expr], scope: Scope) -> tuple[Value, ...]:
        found: list[Value] = []
        for node in nodes:
            if not isinstance(node, ast.Starred):
                found.append(self.evaluate(node, scope))
                continue
            value = self.evaluate(node.value, scope)
            found += value if isinstance(value, tuple) else (value,)
        return tuple(found)

    def _dict(self, node: ast.Dict, scope: Scope) -> Value:
        found: dict[str, Value] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            given = self.evaluate(value, scope)
            if key is None:
                found.update(given if isinstance(given, dict) else {})
            else:
                found[shown(self.evaluate(key, scope))] = given
        return found

    def _joined(self, node: ast.JoinedStr, scope: Scope) -> Value:
        return "".join(shown(self.evaluate(part, scope)) for part in node.values)

    def _formatted(self, node: ast.FormattedValue, scope: Scope) -> Value:
        """A hole for what is not known has the name of the variable that holds it."""
        value = self.evaluate(node.value, scope)
        named = isinstance(node.value, ast.Name) and isinstance(value, Made)
        return Unknown(node.value.id) if named and isinstance(node.value, ast.Name) else value

    def _operation(self, node: ast.BinOp, scope: Scope) -> Value:
        left, right = self.evaluate(node.left, scope), self.evaluate(node.right, scope)
        shift = _SHIFTS.get(type(node.op))
        if isinstance(left, dict) and isinstance(right, dict):
            return {**left, **right}
        if shift is not None:
            return self._note(Reference(shift), (left, right), {}, node)
        if isinstance(node.op, ast.Div):
            return join((left, right))
        if not isinstance(node.op, ast.Add):
            return Unknown("x")
        if isinstance(left, tuple) and isinstance(right, tuple):
            return (*left, *right)
        if isinstance(left, int | float) and isinstance(right, int | float):
            return left + right
        if isinstance(left, str) or isinstance(right, str):
            return shown(left) + shown(right)
        return (*left, right) if isinstance(left, tuple) else Unknown("x")

    def _choice(self, node: ast.IfExp, scope: Scope) -> Value:
        test = self.evaluate(node.test, scope)
        first, second = self.evaluate(node.body, scope), self.evaluate(node.orelse, scope)
        if isinstance(test, bool):
            return first if test else second
        return first if isinstance(first, Made) else Unknown("x")

    def _either(self, node: ast.BoolOp, scope: Scope) -> Value:
        values = [self.evaluate(value, scope) for value in node.values]
        known = not any(isinstance(value, Unknown | Reference | Member) for value in values[:-1])
        if known and isinstance(node.op, ast.Or):
            return next((value for value in values if value), values[-1])
        return values[0] if isinstance(values[0], Unknown) else Unknown("x")

    def _compare(self, node: ast.Compare, scope: Scope) -> Value:
        left = self.evaluate(node.left, scope)
        right = self.evaluate(node.comparators[0], scope)
        if len(node.ops) == 1 and isinstance(left, str) and isinstance(right, str):
            whole = "{" not in left and "{" not in right
            if whole and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                return (left == right) == isinstance(node.ops[0], ast.Eq)
        return Unknown("x")

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Value:
        value = self.evaluate(node.operand, scope)
        if isinstance(node.op, ast.USub) and isinstance(value, int | float):
            return -value
        if isinstance(node.op, ast.Not) and isinstance(value, bool):
            return not value
        return Unknown("x")

    def _named(self, node: ast.NamedExpr, scope: Scope) -> Value:
        value = self.evaluate(node.value, scope)
        bind(node.target, value, scope)
        return value

    def _inner(self, node: ast.Await | ast.Starred, scope: Scope) -> Value:
        return self.evaluate(node.value, scope)

    def _listed(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, scope: Scope) -> Value:
        inner: Scope = ChainMap({}, *scope.maps)
        return tuple(self._rounds(node.generators, inner, lambda: self.evaluate(node.elt, inner)))

    def _tabled(self, node: ast.DictComp, scope: Scope) -> Value:
        inner: Scope = ChainMap({}, *scope.maps)

        def pair() -> Value:
            return (self.evaluate(node.key, inner), self.evaluate(node.value, inner))

        pairs = self._rounds(node.generators, inner, pair)
        return {shown(p[0]): p[1] for p in pairs if isinstance(p, tuple)}

    def _rounds(
        self, clauses: list[ast.comprehension], scope: Scope, make: Callable[[], Value]
    ) -> list[Value]:
        if not clauses:
            return [make()] if self.spend() else []
        found: list[Value] = []
        for item in self.rounds(clauses[0].target, self.evaluate(clauses[0].iter, scope)):
            bind(clauses[0].target, item, scope)
            tests = [self.evaluate(test, scope) for test in clauses[0].ifs]
            if False not in tests:
                found += self._rounds(clauses[1:], scope, make)
        return found

    def _call(self, node: ast.Call, scope: Scope) -> Value:
        callee = self.evaluate(node.func, scope)
        given = self._spread(node.args, scope)
        named: dict[str, Value] = {}
        for item in node.keywords:
            value = self.evaluate(item.value, scope)
            if item.arg is not None:
                named[item.arg] = value
            elif isinstance(value, dict):
                named.update(value)
        if isinstance(node.func, ast.Attribute) and self._added(node.func, given, scope):
            return None
        if isinstance(callee, Reference) and callee.name == "dict" and not given:
            return named
        known = call_known(callee, given)
        if known is not NOT_KNOWN:
            return known
        if isinstance(callee, Kind):
            return self.make(callee, Made(callee, given, named, node, self.context))
        code = self.behind(callee)
        if code is not None:
            return self.call_code(code, Made(callee, given, named, node, self.context))
        return self._note(callee, given, named, node)

    def _added(self, func: ast.Attribute, given: tuple[Value, ...], scope: Scope) -> bool:
        """`list.append(x)` of a variable: it stands for a longer list then."""
        if _ADDING.get(func.attr) != len(given) or not isinstance(func.value, ast.Name):
            return False
        name = func.value.id
        held = scope.get(name)
        if not isinstance(held, tuple):
            return False
        more = given[-1]
        added = more if func.attr == "extend" and isinstance(more, tuple) else (more,)
        for names in scope.maps:
            if name in names:
                names[name] = bounded((*held, *added))
                return True
        return True

    def _note(
        self, callee: Value, given: tuple[Value, ...], named: dict[str, Value], node: ast.expr
    ) -> Made:
        made = Made(callee, given, named, node, self.context)
        self.made.append(made)
        return made


_READERS: dict[type[ast.expr], Callable[..., Value]] = {
    ast.Constant: Expressions._constant,
    ast.Name: Expressions._name,
    ast.Attribute: Expressions._attribute,
    ast.Subscript: Expressions._subscript,
    ast.Slice: Expressions._slice,
    ast.List: Expressions._list,
    ast.Tuple: Expressions._list,
    ast.Set: Expressions._list,
    ast.Dict: Expressions._dict,
    ast.JoinedStr: Expressions._joined,
    ast.FormattedValue: Expressions._formatted,
    ast.BinOp: Expressions._operation,
    ast.IfExp: Expressions._choice,
    ast.BoolOp: Expressions._either,
    ast.Compare: Expressions._compare,
    ast.UnaryOp: Expressions._unary,
    ast.NamedExpr: Expressions._named,
    ast.Await: Expressions._inner,
    ast.Starred: Expressions._inner,
    ast.ListComp: Expressions._listed,
    ast.SetComp: Expressions._listed,
    ast.GeneratorExp: Expressions._listed,
    ast.DictComp: Expressions._tabled,
    ast.Call: Expressions._call,
}
