"""Flow functions: which tasks their code starts, and what flows from one to another."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from mlaudit.parsers.orchestrators.definitions.source import Function, Source
from mlaudit.parsers.orchestrators.definitions.uses import (
    Names,
    Rules,
    Use,
    handed_to,
    put_after,
)
from mlaudit.parsers.orchestrators.definitions.values import last_name

_STARTERS = frozenset({"submit", "map", "delay", "serve", "apply_async", "partial", "expand"})
"""Methods of a task that start it; for what runs in the background see `_BACKGROUND`."""
_BACKGROUND = frozenset({"submit", "map", "delay", "apply_async"})
_SETTERS = frozenset({"with_options", "override", "options", "configure", "alias", "with_hooks"})
"""Methods that give the same task with other settings."""
_WRAPPERS = frozenset({"map_task", "array_node_map_task", "partial"})
"""Functions that make of a task one for many values."""
_DEPTH = 4
"""Deepest chain of plain functions that is followed."""
_APART = ("ExitHandler",)
"""Blocks whose argument is no condition of what stands in them."""


class FlowReader:
    """Reads the body of one flow.

    Attributes:
        uses: the tasks by name, in the order of their first calls.
    """

    def __init__(
        self,
        source: Source,
        rules: Rules,
        made: Mapping[str, str] | None = None,
        other: Callable[[ast.Call], str | None] = lambda call: None,
    ) -> None:
        """Begin to read.

        Args:
            source: the file.
            rules: how tasks are started.
            made: functions of the file that are tasks, by the variables that hold them as such.
            other: the name of a task that a call makes which is no function of the tree, or None.
        """
        self.uses: dict[str, Use] = {}
        self._made = made or {}
        self._other = other
        self._source = source
        self._rules = rules
        self._variables: dict[str, Names] = {}
        self._objects: dict[str, ast.ClassDef] = {}
        self._barrier: Names = {}
        self._conditions: list[Names] = []
        self._returned: list[Names] = []
        self._depth = 0

    def read(self, body: Iterable[ast.stmt]) -> None:
        """Read statements in their order."""
        for node in body:
            self._statement(node)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, ast.If):
            condition = self._flow(node.test)
            self._branches(condition, node.body, node.orelse)
        elif isinstance(node, ast.For | ast.AsyncFor):
            self._bind(node.target, self._flow(node.iter))
            self.read((*node.body, *node.orelse))
        elif isinstance(node, ast.While):
            self._flow(node.test)
            self.read((*node.body, *node.orelse))
        elif isinstance(node, ast.With | ast.AsyncWith):
            self._with(node)
        elif isinstance(node, ast.Try):
            self.read((*node.body, *node.orelse))
            for handler in node.handlers:
                self.read(handler.body)
            self.read(node.finalbody)
        elif isinstance(node, ast.Return):
            self._returned.append(self._flow(node.value) if node.value else {})
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            self._assign(node)
        elif isinstance(node, ast.Expr | ast.Raise | ast.Assert | ast.Delete | ast.Match):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self._flow(child)

    def _branches(self, condition: Names, body: list[ast.stmt], otherwise: list[ast.stmt]) -> None:
        """Two ways: neither comes before the other, and what follows comes after both."""
        barrier = self._barrier
        ends: Names = {}
        self._conditions.append(condition)
        for way in (body, otherwise):
            self._barrier = barrier
            self.read(way)
            ends.update(self._barrier)
        self._conditions.pop()
        self._barrier = ends

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        condition: Names = {}
        for item in node.items:
            found = self._flow(item.context_expr)
            call = item.context_expr
            if not (isinstance(call, ast.Call) and last_name(call.func) in _APART):
                condition.update(found)
            if item.optional_vars is not None:
                self._bind(item.optional_vars, found)
        self._conditions.append(condition)
        self.read(node.body)
        self._conditions.pop()

    def _assign(self, node: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        if node.value is None:
            return
        found = self._flow(node.value)
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            made = self._class_of(node.value)
            if isinstance(target, ast.Name) and made is not None:
                self._objects[target.id] = made
            self._bind(target, found, more=isinstance(node, ast.AugAssign))

    def _bind(self, target: ast.expr, found: Names, *, more: bool = False) -> None:
        if isinstance(target, ast.Tuple | ast.List):
            for element in target.elts:
                self._bind(element, found)
        elif isinstance(target, ast.Starred):
            self._bind(target.value, found)
        elif isinstance(target, ast.Name):
            self._variables[target.id] = (
                {**self._variables.get(target.id, {}), **found} if more else found
            )
        elif isinstance(target, ast.Subscript | ast.Attribute):
            self._bind(target.value, found, more=True)

    def _flow(self, node: ast.expr) -> Names:
        """The tasks from which the value of an expression comes."""
        if isinstance(node, ast.Name):
            return self._variables.get(node.id, {})
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.RShift | ast.LShift):
            return self._shift(node)
        if isinstance(node, ast.Lambda):
            return {}
        if isinstance(node, ast.NamedExpr):
            found = self._flow(node.value)
            self._bind(node.target, found)
            return found
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            for clause in node.generators:
                self._bind(clause.target, self._flow(clause.iter))
        return self._join(c for c in ast.iter_child_nodes(node) if isinstance(c, ast.expr))

    def _shift(self, node: ast.BinOp) -> Names:
        """`a >> b` says that b comes after a."""
        left, right = self._flow(node.left), self._flow(node.right)
        before, after = (left, right) if isinstance(node.op, ast.RShift) else (right, left)
        for name in after:
            put_after(self.uses, name, before)
        return right or left

    def _join(self, nodes: Iterable[ast.expr]) -> Names:
        found: Names = {}
        for node in nodes:
            found.update(self._flow(node))
        return found

    def _call(self, node: ast.Call) -> Names:
        given = [*node.args, *(item.value for item in node.keywords)]
        function, background = self._started(node.func)
        name = self._other(node)
        if name is not None:
            use: Use | None = self._known(name, ("", name), node.lineno, known=True)
        else:
            use = self._use_of(function, node.lineno) if function is not None else None
        if use is not None:
            before = {**self._join(given), **self._named(node)}
            return self._use(use, node, before, background)
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func, given)
        plain = self._source.functions.get(last_name(node.func))
        if plain is not None and isinstance(node.func, ast.Name):
            return self._enter(plain, [self._flow(value) for value in given], 0)
        return self._join(given)

    def _method(self, node: ast.Call, func: ast.Attribute, given: list[ast.expr]) -> Names:
        receiver = func.value
        class_ = self._class_of(receiver)
        if isinstance(receiver, ast.Name):
            class_ = self._objects.get(receiver.id, class_)
        for member in class_.body if class_ is not None else ():
            if isinstance(member, Function) and member.name == func.attr:
                return self._enter(member, [self._flow(value) for value in given], 1)
        of_receiver, found = self._flow(receiver), self._join(given)
        if func.attr in ("after", "set_upstream", "set_downstream", "add_downstream"):
            back = "downstream" in func.attr
            for name in found if back else of_receiver:
                put_after(self.uses, name, of_receiver if back else found)
            return of_receiver
        if func.attr in ("append", "extend", "add", "update", "insert", "put"):
            self._bind(receiver, found, more=True)
        return {**of_receiver, **found}

    def _class_of(self, node: ast.expr) -> ast.ClassDef | None:
        """The class of this file that an expression makes an object of."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._source.classes.get(node.func.id)
        return None

    def _enter(self, function: Function, given: list[Names], skip: int) -> Names:
        """What a plain function of the file starts, as if its body stood here."""
        if self._depth >= _DEPTH:
            return {}
        outer, returned = self._variables, self._returned
        names = [argument.arg for argument in function.args.args][skip:]
        self._variables = dict(zip(names, given, strict=False))
        self._returned = []
        self._depth += 1
        self.read(function.body)
        self._depth -= 1
        found = {name: None for names_ in self._returned for name in names_}
        self._variables, self._returned = outer, returned
        return found

    def _started(self, node: ast.expr) -> tuple[ast.expr | None, bool]:
        """What a call starts, without methods for settings; does it go on in the background?"""
        background = False
        if isinstance(node, ast.Attribute) and node.attr in _STARTERS:
            background, node = node.attr in _BACKGROUND, node.value
        while isinstance(node, ast.Call):
            inner = node.func
            if last_name(inner) in _WRAPPERS and node.args:
                node = node.args[0]
                continue
            if not (isinstance(inner, ast.Attribute) and inner.attr in _SETTERS):
                return None, False
            node = inner.value
        return node, background

    def _use_of(self, node: ast.expr, line: int) -> Use | None:
        """The task that a name stands for; None for what cannot be one."""
        if isinstance(node, ast.Name) and node.id in self._made:
            name = self._made[node.id]
            return self._known(name, (self._source.path, name), line, known=True)
        if isinstance(node, ast.Name) and node.id in self._source.functions:
            function = self._source.functions[node.id]
            if self._source.decorator(function, *self._rules.marks) is None:
                return None
            return self._known(node.id, (self._source.path, node.id), line, known=True)
        origin = self._source.origin(node)
        if origin is None or not origin[1] or origin[0].split(".")[0] == self._rules.library:
            return None
        return self._known(origin[1], origin, line, known=False)

    def _known(self, name: str, function: tuple[str, str], line: int, *, known: bool) -> Use:
        use = next((u for u in self.uses.values() if u.function == function), None)
        if use is not None:
            return use
        taken = sum(other == name or other.startswith(f"{name}@") for other in self.uses)
        return Use(f"{name}@{taken + 1}" if taken else name, function, line, known)

    def _use(self, use: Use, node: ast.Call, before: Names, background: bool) -> Names:
        self.uses.setdefault(use.name, use)
        use.calls += 1
        use.call = use.call or node
        use.handed = handed_to(node, self._source.constants) if use.calls == 1 else ()
        waited = [before, *self._conditions]
        if self._rules.sequential:
            waited.append(self._barrier)
        for names in waited:
            put_after(self.uses, use.name, names)
        if self._rules.sequential and use.known and not background:
            self._barrier = {use.name: None}
        elif self._rules.sequential and not background:
            # It may turn out to be no task; what stood before it stays in front.
            self._barrier = {**self._barrier, use.name: None}
        return {use.name: None}

    def _named(self, node: ast.Call) -> Names:
        """`after="load"`, `after=["load", fit]`: tasks by their names."""
        values = [k.value for k in node.keywords if k.arg in ("after", "wait_for", "depends_on")]
        texts = [n.value for v in values for n in ast.walk(v) if isinstance(n, ast.Constant)]
        return {text: None for text in texts if isinstance(text, str) and text in self.uses}
