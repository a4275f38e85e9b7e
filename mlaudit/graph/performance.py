"""What performing a step does, everything that it starts included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mlaudit.graph.containers import PathMaps
from mlaudit.graph.registries import name_entry
from mlaudit.graph.targets import CodeTarget
from mlaudit.model.facts import Problem
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.workflow import Access, Effect, Invocation, Unresolved


@immutable
class CodeStart:
    """One way of starting a file of the tree.

    Attributes:
        target: the file.
        arguments: words after its name, None where no command line is known.
        directory: working directory.
        environment: variables that are set.
        maps: the paths of the container around it.
    """

    target: CodeTarget
    arguments: tuple[str, ...] | None
    directory: str
    environment: tuple[tuple[str, str], ...] = ()
    maps: PathMaps = ()


def _complete(access: Access, by: str) -> Access:
    """The access with the step that does it, and with a name that can be told."""
    if access.artifact.endswith("/"):
        access = replace(access, artifact=name_entry(access.artifact))
    return access if access.by else replace(access, by=by)


@dataclass(slots=True)
class Performance:
    """The outcome of performing a step once; keys keep the order in which things happen.

    Attributes:
        accesses, effects, unresolved: with `by` naming the step whose code does it.
        invocations: of everything that is started on the way.
        started: ids of the steps that are started directly, in order.
        together: of those that one command starts at the same time, where that command stands.
        imported: paths of modules that its code imports.
        missing: required arguments without a value.
        defects: files on which the interpreter failed.
        strangers: places of commands whose program is neither in the tree nor declared there.
        nested: (path, performance) of each file that is started directly.
        parts: (id, performance) of each part of code that it starts, directly or not.
        start: how a file was started for it, None for a declared step.
        ways: of a file, the performances for each way of starting it.
    """

    accesses: dict[Access, None] = field(default_factory=dict)
    effects: dict[Effect, None] = field(default_factory=dict)
    unresolved: dict[Unresolved, None] = field(default_factory=dict)
    invocations: dict[Invocation, None] = field(default_factory=dict)
    started: list[str] = field(default_factory=list)
    together: dict[str, Place] = field(default_factory=dict)
    imported: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    defects: dict[Problem, None] = field(default_factory=dict)
    strangers: dict[Place, None] = field(default_factory=dict)
    nested: list[tuple[str, Performance]] = field(default_factory=list)
    parts: list[tuple[str, Performance]] = field(default_factory=list)
    start: CodeStart | None = None
    ways: list[Performance] = field(default_factory=list)

    def add(
        self,
        accesses: Iterable[Access] = (),
        effects: Iterable[Effect] = (),
        unresolved: Iterable[Unresolved] = (),
        by: str = "",
    ) -> None:
        """Add what a step's own code does; `by` names that step."""
        self.accesses.update((_complete(a, by), None) for a in accesses)
        self.effects.update((e if e.by else replace(e, by=by), None) for e in effects)
        self.unresolved.update((u if u.by else replace(u, by=by), None) for u in unresolved)

    def include(self, other: Performance, owner: str | None = None) -> None:
        """Add what something that is started does; `owner` takes it all as its own."""
        if owner is None:
            self.accesses.update(other.accesses)
            self.effects.update(other.effects)
            self.unresolved.update(other.unresolved)
        else:
            self.accesses.update((replace(a, by=owner), None) for a in other.accesses)
            self.effects.update((replace(e, by=owner), None) for e in other.effects)
            self.unresolved.update((replace(u, by=owner), None) for u in other.unresolved)
        self.invocations.update(other.invocations)
        self.defects.update(other.defects)
        self.strangers.update(other.strangers)

    def extend(self, other: Performance) -> None:
        """Add what the same step does when it is started another time."""
        self.include(other)
        self.started += [id_ for id_ in other.started if id_ not in self.started]
        self.nested += other.nested
