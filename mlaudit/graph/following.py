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
from mlaudit.graph.python.evaluation import CodeCall, Watcher
from mlaudit.graph.python.interpreter import Behaviour, Start, run_code
from mlaudit.graph.python.variables import agree
from mlaudit.graph.world import TreeWorld
from mlaudit.model.immutable import immutable


def follow(world: TreeWorld, start: CodeStart, watcher: Watcher | None = None) -> Behaviour:
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


class Follower:
    """Follows code anew only where it may depend on what is different about the start.

    Attributes:
        ahead: what another process has found already, to be used instead of following.
        found: what this one had to follow.
    """

    def __init__(self, world: TreeWorld, parts: PartIndex) -> None:
        self._world = world
        self._parts = parts
        self._known: dict[object, list[tuple[CodeStart, Followed]]] = {}
        self.ahead: dict[Way, Followed] = {}
        self.found: dict[Way, Followed] = {}

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
        followed = self.ahead.get((start, apart)) or self._follow(start, apart)
        alike.append((start, followed))
        return followed

    def _follow(self, start: CodeStart, apart: bool) -> Followed:
        watcher = PartWatcher(self._parts) if self._parts and not apart else None
        behaviour = follow(self._world, start, watcher)
        whole = Share.of(behaviour)
        if watcher is None:
            followed = Followed(behaviour, {"": whole})
        else:
            followed = Followed(behaviour, watcher.share(whole), tuple(watcher.starts))
        self.found[start, apart] = followed
        return followed


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
