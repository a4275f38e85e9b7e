"""Follows Python code from one way of starting it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mlaudit.graph.commands import ShellContext, ShellOutcome, evaluate_script, evaluate_words
from mlaudit.graph.containers import MappedWorld
from mlaudit.graph.parts.giving import Giver
from mlaudit.graph.parts.index import PartIndex
from mlaudit.graph.parts.shares import PartStart, Share
from mlaudit.graph.parts.watching import PartWatcher
from mlaudit.graph.performance import CodeStart
from mlaudit.graph.python.evaluation import CodeCall, Watcher, World
from mlaudit.graph.python.interpreter import Behaviour, Start, run_code
from mlaudit.graph.python.variables import agree
from mlaudit.graph.remembering import Remembered, Trace, Tracing
from mlaudit.graph.world import TreeWorld
from mlaudit.model.immutable import immutable


def follow(world: World, start: CodeStart, watcher: Watcher | None = None) -> Behaviour:
    """What the Python code of a start does, by itself."""
    target = start.target
    way = Start(
        target.path,
        start.arguments,
        start.directory,
        start.environment,
        target.function,
        target.handed,
        target.rule,
    )
    if target.given:
        watcher = Giver((target.path, target.function or ""), dict(target.given), watcher)
    return run_code(MappedWorld(world, start.maps) if start.maps else world, way, watcher)


@immutable
class Followed:
    """What code does from one way of starting it.

    Attributes:
        behaviour: of all of it.
        shares: what each part does that it starts; "" for the code around them.
        starts: what started each part, in order.
    """

    behaviour: Behaviour
    shares: Mapping[str, Share]
    starts: tuple[PartStart, ...] = ()


Way = tuple[CodeStart, bool]
"""How code is followed: its start, and whether it is a single task of a flow."""


Came = tuple[Followed, Trace | None]
"""What came of a way, with what was asked of the tree where somebody remembers that."""


class Follower:
    """Follows code anew only where it may depend on what is different about the start.

    Attributes:
        ahead: what another process has found already, to be used instead of following.
        found: what this one had to follow.
        remembered: what an earlier scan found, and what the next one can use of this one.
    """

    def __init__(
        self, world: TreeWorld, parts: PartIndex, remembered: Remembered | None = None
    ) -> None:
        self._world = world
        self._parts = parts
        self._known: dict[object, list[tuple[CodeStart, Followed]]] = {}
        self.ahead: dict[Way, Came] = {}
        self.found: dict[Way, Came] = {}
        self.remembered = remembered

    def follow(self, start: CodeStart, *, apart: bool) -> Followed:
        """What the code does, and which parts do it.

        Args:
            start: of the code.
            apart: it is a single task of a flow that is entered, so that there are no parts.
        """
        alike = self._known.setdefault((replace(start, environment=()), apart), [])
        for other, known in alike:
            if agree(start.environment, other.environment, known.behaviour.asked):
                return known
        followed = self._find((start, apart))
        alike.append((start, followed))
        return followed

    def _find(self, way: Way) -> Followed:
        if self.remembered is not None:
            known = self.remembered.find(way)
            if isinstance(known, Followed):
                return known
        came = self.ahead.get(way)
        if came is None:
            came = self.found[way] = self._follow(*way)
        if self.remembered is not None:
            self.remembered.keep(way, *came)
        return came[0]

    def _follow(self, start: CodeStart, apart: bool) -> Came:
        watcher = PartWatcher(self._parts) if self._parts and not apart else None
        if self.remembered is None:
            return _join(follow(self._world, start, watcher), watcher), None
        tracing = Tracing(self._world)
        followed = _join(follow(tracing, start, watcher), watcher)
        return followed, self.remembered.trace(tracing)


def _join(behaviour: Behaviour, watcher: PartWatcher | None) -> Followed:
    whole = Share.of(behaviour)
    if watcher is None:
        return Followed(behaviour, {"": whole})
    return Followed(behaviour, watcher.share(whole), tuple(watcher.starts))


def evaluate_call(call: CodeCall, start: CodeStart) -> ShellOutcome:
    """What a program does that code starts with a command line or a list of words."""
    from mlaudit.parsers.shell import parse_script

    variables = {**dict(start.environment), **dict(call.environment)}
    context = ShellContext(call.directory, variables, path_maps=start.maps)
    if call.command is None:
        outcome = evaluate_words(call.words, context, call.place)
    else:
        script = parse_script(call.command, call.place.line)
        outcome = evaluate_script(script, context, lambda _: call.place)
    if call.sometimes:
        effects = tuple(replace(effect, sometimes=True) for effect in outcome.effects)
        outcome = replace(outcome, effects=effects)
    if not call.same_process:
        return outcome
    return replace(outcome, runs=tuple(replace(run, same_shell=True) for run in outcome.runs))
