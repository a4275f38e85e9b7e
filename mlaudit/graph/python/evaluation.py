"""The state of one evaluation: a step's code, run abstractly with one command line.

`Evaluation` is handed to every function of this package. It ties them together: expressions,
statements and calls need each other, so they reach each other through it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from mlaudit.graph.python.scope import ModuleScope, Scope
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    FunctionValue,
    InstanceValue,
    ListValue,
    Value,
)
from mlaudit.graph.python.variables import Variables
from mlaudit.model.data import Data
from mlaudit.model.expression import Expression
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.summary import Module, Statement
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.model.workflow import Access, Effect, Unresolved

MAX_STEPS = 60_000
"""Most expressions that one evaluation looks at; corpus steps need 300 at the median."""
LOOP_STEPS = MAX_STEPS // 8
"""After how many steps a loop takes all that remains of its elements in one round."""
MAX_DEPTH = 30
"""Deepest nesting of followed calls."""


@immutable
class Change:
    """What an attribute or an item of a dict was before it changed; `old` is None where absent."""

    store: dict[Any, Value]
    key: Any
    old: Value | None


class BudgetSpentError(Exception):
    """An evaluation reached its bound; what it found so far stands."""


class World(Protocol):
    """What an evaluation may know of the scanned tree."""

    def module(self, path: str) -> Module | None:
        """The summary of a file, or None."""

    def find_module(self, dotted: str, bases: tuple[str, ...]) -> str | None:
        """The path of a module by its dotted name, searched from some folders, or None.

        A package without `__init__.py` gives the path of its folder.
        """

    def configuration(self, path: str) -> Data | None:
        """The data of a configuration file, or None."""

    def exists(self, path: str) -> bool:
        """Is there a file or folder of that name?"""


class Watcher(Protocol):
    """Looks on while code is followed, to explain what is found; it changes nothing of it."""

    def attach(self, run: Evaluation) -> None:
        """Begin to look on: the evaluation is made, and nothing has been followed yet.

        It may wrap `evaluate`, `execute`, `call` and the tables of the evaluation.
        """

    def note_option(self, value: Value, names: tuple[str, ...], name: str, given: bool) -> None:
        """An option of a command line got its value.

        Args:
            value: what the program finds.
            names: the flags of the option, none for a positional argument.
            name: under which the program finds it.
            given: the command line gives it; else it is the default.
        """


@immutable
class CodeCall:
    """Another program that the code starts.

    Attributes:
        command: shell text, or None when `words` is given.
        words: the words of the command line.
        directory: working directory relative to the root.
        place, scope: where.
        same_process: it runs inside this process (`%run`, `runpy`).
        environment: variables that it inherits or is handed, beside those of the start.
        sometimes: whether it is started depends on a test of what is not known.
    """

    command: str | None
    words: tuple[str, ...]
    directory: str
    place: Place
    scope: str
    same_process: bool = False
    environment: tuple[tuple[str, str], ...] = ()
    sometimes: bool = False


@dataclass(slots=True)
class Record:
    """What an evaluation finds, in the order in which it happens, without repetitions.

    `listings` holds the folders and patterns whose names were listed, as the reads that they are
    where nothing of what they list is seen to be read or written, `deletions` what is
    deleted.
    """

    accesses: dict[Access, None] = field(default_factory=dict)
    effects: dict[Effect, None] = field(default_factory=dict)
    unresolved: dict[Unresolved, None] = field(default_factory=dict)
    calls: dict[CodeCall, None] = field(default_factory=dict)
    imported: dict[str, None] = field(default_factory=dict)
    missing_arguments: dict[str, None] = field(default_factory=dict)
    listings: dict[str, Access] = field(default_factory=dict)
    deletions: dict[str, None] = field(default_factory=dict)

    def mark(self) -> tuple[int, ...]:
        """How much has been found until now."""
        return tuple(len(getattr(self, name)) for name in self.__slots__)

    def rewind(self, mark: tuple[int, ...]) -> None:
        """Forget what has been found since a mark was set."""
        for name, length in zip(self.__slots__, mark, strict=True):
            found = getattr(self, name)
            while len(found) > length:
                found.popitem()


@dataclass(slots=True)
class Frame:
    """One activation of a function, class body or module.

    `asked` holds the artifacts that must exist for the statements that come next in a block, `rest`
    the statements after the `try` that is executed, and `left` what the variables were where the
    body of a loop was left, and whether to go on. Of a generator, `certain` tells whether it surely
    yields all of `yielded`, and `inside` is the working directory at the first of them.
    """

    scope: Scope
    module: ModuleScope
    qualified: str = ""
    returned: list[Value] = field(default_factory=list)
    yielded: list[Value] = field(default_factory=list)
    owner: Value | None = None
    owner_class: ClassValue | None = None
    line: int = 0
    asked: frozenset[str] = frozenset()
    left: list[tuple[bool, dict[str, Value]]] = field(default_factory=list)
    rest: tuple[Statement, ...] = ()
    uncertain: int = 0
    certain: bool = True
    inside: str = ""

    def place(self, line: int) -> Place:
        """The place of a line of this frame's module."""
        return self.module.module.place(line)


@dataclass(eq=False, slots=True)
class Site:
    """Where a call stands; not frozen, for one is made at every call, and that costs a third."""

    frame: Frame
    line: int

    @property
    def place(self) -> Place:
        """The place of the call."""
        return self.frame.place(self.line)

    @property
    def scope(self) -> str:
        """The qualified name of the code around the call."""
        return self.frame.qualified


class Guarded:
    """A body that runs under a guard; a generator would take four times as long."""

    __slots__ = ("guard", "guards")

    def __init__(self, guards: list[frozenset[str]], guard: frozenset[str]) -> None:
        self.guards, self.guard = guards, guard

    def __enter__(self) -> None:
        self.guards.append(self.guard)

    def __exit__(self, *error: object) -> None:
        self.guards.pop()


@dataclass(slots=True)
class Evaluation:
    """One abstract run.

    Attributes:
        world: the scanned tree.
        evaluate, execute, call: the parts of the interpreter, tied together by `interpreter`.
        directory: the working directory, relative to the root or absolute.
        arguments: the words after the program's name, or None where no command line is known.
        environment: known environment variables.
        entry: path of the file that is started.
        search_path: `sys.path`, the folders that imports search.
        modules: modules met so far, by path.
        guards: artifact ids whose existence the surrounding tests ask for.
        uncertain: depth of branches of which it is not known whether they run.
        settled: up to which depth each way is followed by itself (see `branching`).
        journal: what has changed on the innermost of these ways, by store and key.
        unbound: what runs was called by a framework, with arguments that nobody knows.
        depth, steps, limit: for the bounds.
        active: by the identity of a function, the steps taken at each of its calls that last.
        results: results of calls with plain arguments.
        instances: objects of scanned classes that frameworks may call back.
        callbacks: functions that a framework will call.
        called: ids of function definitions that were entered.
        only: the one task of an orchestrator whose function is entered, or None for all.
        views: names that the program gives to tables of its own.
        dates: constants that hold a date, by the identity of their value.
        kept: what models of libraries keep from call to call (declared flags, contexts).
        ready: names that the entry finds without defining them.
        watcher: who looks on, or None.

    All code goes through `evaluate`, `execute` and `call` of the evaluation, so that a watcher
    sees it.
    """

    world: World
    evaluate: Callable[[Evaluation, Expression, Frame], Value]
    execute: Callable[[Evaluation, tuple[Statement, ...], Frame], str | None]
    call: Callable[[Evaluation, Value, Arguments, Site], Value]
    directory: str = "."
    arguments: tuple[str, ...] | None = None
    environment: Variables = field(default_factory=Variables)
    entry: str = ""
    search_path: ListValue = field(default_factory=lambda: ListValue([]))
    modules: dict[str, ModuleScope] = field(default_factory=dict)
    record: Record = field(default_factory=Record)
    guards: list[frozenset[str]] = field(default_factory=list)
    tested: set[str] = field(default_factory=set)
    uncertain: int = 0
    settled: int = 0
    journal: dict[tuple[int, Any], Change] | None = None
    unbound: bool = False
    depth: int = 0
    steps: int = 0
    limit: int = MAX_STEPS
    active: dict[int, list[int]] = field(default_factory=dict)
    results: dict[object, Value] = field(default_factory=dict)
    instances: list[InstanceValue] = field(default_factory=list)
    callbacks: list[FunctionValue] = field(default_factory=list)
    called: set[int] = field(default_factory=set)
    only: str | None = None
    views: set[str] = field(default_factory=set)
    dates: dict[int, tuple[Value, Effect]] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict)
    ready: dict[str, Value] = field(default_factory=dict)
    watcher: Watcher | None = None

    def spender(self) -> Callable[[], bool]:
        """Tells whether what follows has taken as many steps as one loop may take."""
        enough = self.steps + LOOP_STEPS
        return lambda: self.steps > enough

    def add_unresolved(self, mode: str, via: str, site: Site, reason: UnresolvedReason) -> None:
        """Note an access whose artifact is not known."""
        self.record.unresolved[Unresolved(mode, via, site.place, reason, site.scope)] = None

    def guarded(self, guard: frozenset[str]) -> Guarded:
        """Artifacts whose existence is asked for while the body runs."""
        return Guarded(self.guards, guard)

    def test(self, expression: Expression, frame: Frame) -> tuple[Value, frozenset[str]]:
        """The value of a test, and the artifacts whose existence it asks for."""
        before, self.tested = self.tested, set()
        value = self.evaluate(self, expression, frame)
        guard, self.tested = frozenset(self.tested), before
        return value, guard

    def is_guarded(self, artifact: str) -> bool:
        """Does a surrounding test ask whether the artifact, or its folder, exists?"""
        return any(
            artifact == tested or artifact.startswith(tested + "/")
            for guard in self.guards
            for tested in guard
        )
