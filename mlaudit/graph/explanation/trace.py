"""Looks on while code is followed, and remembers what came from where.

Values are plain and do not know their origin. But the same object goes from where it was made
through names, arguments and attributes to where it is used; with the bindings of names that is
enough to go back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from mlaudit.graph.explanation.events import Binding, Called, Evaluated, Event, Executed
from mlaudit.graph.explanation.roles import Role, find_roles, names_of
from mlaudit.graph.explanation.tables import Noticed, NoticedListings, Results
from mlaudit.graph.python.evaluation import CodeCall, Evaluation, Frame, Site
from mlaudit.graph.python.scope import ModuleScope, Scope
from mlaudit.graph.python.values import Arguments, Value
from mlaudit.model import expression as e
from mlaudit.model.immutable import immutable
from mlaudit.model.summary import Statement
from mlaudit.model.workflow import Access, Unresolved

Found = Access | Unresolved | CodeCall


@immutable
class NotedOption:
    """An option of a command line whose value is known as an object."""

    names: tuple[str, ...]
    name: str
    given: bool


class Trace:
    """The events of one evaluation; a `Watcher`.

    Attributes:
        run: the evaluation.
        stack: the events that have begun and not ended.
        bound: every binding by name, in time.
        makers: the first evaluation that gave each object, by identity.
        options: what gave an option its value, by the identity of that.
    """

    def __init__(self, on_found: Callable[[Trace, Found], None]) -> None:
        """`on_found` is called with each access, unresolved access and command in its moment."""
        self.run: Evaluation
        self.stack: list[Event] = []
        self.bound: dict[str, list[Binding]] = defaultdict(list)
        self.makers: dict[int, Evaluated] = {}
        self.options: dict[int, NotedOption] = {}
        self._kept: list[object] = []
        self._local: dict[tuple[int, str], list[Binding]] = defaultdict(list)
        self._roles: dict[int, Role] = {}
        self._modules: set[int] = set()
        self._scopes: set[int] = set()
        self._on_found = on_found

    def attach(self, run: Evaluation) -> None:
        """Begin to look on."""
        self.run = run
        self._evaluate, self._execute, self._call = run.evaluate, run.execute, run.call
        run.evaluate, run.execute, run.call = self._see, self._see_body, self._see_call
        run.results = Results(self.stack)
        run.record.accesses = Noticed(self._notice)
        run.record.unresolved = Noticed(self._notice)
        run.record.calls = Noticed(self._notice)
        run.record.listings = NoticedListings(self._notice)

    def note_option(self, value: Value, names: tuple[str, ...], name: str, given: bool) -> None:
        """Remember what gives the value of an option."""
        self._kept.append(value)
        self.options[id(value)] = NotedOption(names, name, given)

    def bindings_in(self, scope: object, name: str) -> tuple[Binding, ...]:
        """The bindings of a name in a scope, in time."""
        return tuple(self._local.get((id(scope), name), ()))

    def _notice(self, found: Found) -> None:
        self._on_found(self, found)

    def _see(self, run: Evaluation, expression: e.Expression, frame: Frame) -> Value:
        self._enter_scope(frame)
        role = self._roles.get(id(expression))
        event = Evaluated(expression, frame, frame.line or self._line(), self._top(), role)
        if isinstance(expression, e.Name):
            event.known = self._find_bindings(expression.identifier, frame)
        elif isinstance(expression, e.Comprehension):
            for target, iterable, _ in expression.clauses:
                self._roles[id(iterable)] = Role("loop", (target,), frame.line)
        self._push(event)
        try:
            event.value = self._evaluate(run, expression, frame)
        finally:
            self.stack.pop()
        self.makers.setdefault(id(event.value), event)
        self._bind(event)
        return event.value

    def _see_body(self, run: Evaluation, body: tuple[Statement, ...], frame: Frame) -> str | None:
        self._enter_scope(frame)
        self._push(Executed(body, frame, self._top()))
        try:
            return self._execute(run, body, frame)
        finally:
            self.stack.pop()

    def _see_call(self, run: Evaluation, callee: Value, arguments: Arguments, site: Site) -> Value:
        event = Called(callee, arguments, site, self._top())
        self._push(event)
        try:
            event.value = self._call(run, callee, arguments, site)
        finally:
            self.stack.pop()
        return event.value

    def _top(self) -> Event | None:
        return self.stack[-1] if self.stack else None

    def _line(self) -> int:
        """The line of the lambda whose body is entered; its frame knows none."""
        top = self._top()
        maker = self.makers.get(id(top.callee)) if isinstance(top, Called) else None
        return top.line if isinstance(top, Evaluated) else maker.line if maker is not None else 0

    def _push(self, event: Event) -> None:
        if self.stack:
            self.stack[-1].children.append(event)
        self.stack.append(event)

    def _bind(self, event: Evaluated) -> None:
        names = (
            [(event.role.kind, n) for t in event.role.targets for n in names_of(t)]
            if event.role
            else []
        )
        if isinstance(event.expression, e.Bind):
            names.append(("assign", event.expression.name))
        for kind, name in names:
            binding = Binding(name, kind, event)
            self.bound[name].append(binding)
            if kind != "default":
                scope = event.frame.scope
                self._local[id(scope.outer.get(name, scope)), name].append(binding)

    def _enter_scope(self, frame: Frame) -> None:
        """In a new scope the variables are the parameters that the call around it has bound."""
        if id(frame.scope) in self._scopes:
            return
        self._scopes.add(id(frame.scope))
        self._kept.append(frame.scope)
        self._read_module(frame.module)
        top = self._top()
        if isinstance(top, Called) and frame.scope is not frame.module.scope:
            for name, value in frame.scope.variables.items():
                binding = Binding(name, "parameter", top, value)
                self._local[id(frame.scope), name].append(binding)

    def _read_module(self, scope: ModuleScope) -> None:
        if id(scope.module) not in self._modules:
            self._modules.add(id(scope.module))
            self._roles.update(find_roles(scope.module))

    def _find_bindings(self, name: str, frame: Frame) -> tuple[Binding, ...]:
        scope: Scope | None = frame.scope
        while scope is not None:
            if name in scope.variables:
                return self.bindings_in(scope, name)
            scope = scope.parent
        return ()
