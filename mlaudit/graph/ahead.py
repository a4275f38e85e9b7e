"""Follows code in other processes while this one follows what comes before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from mlaudit.graph.following import Came, Follower, Way
from mlaudit.graph.world import TreeWorld
from mlaudit.workers import Apart, LostError, count_jobs

LEAST_SIZE = 150_000
"""Bytes of code in a tree from which on it is done: processes have to be started and asked."""
LEAST_STEPS = 4
"""Steps to perform; below that there is little to share."""


def look_ahead(
    world: TreeWorld,
    follower: Follower,
    steps: Sequence[str],
    perform: Callable[[Sequence[str]], None],
) -> Iterator[str]:
    """The steps in their order, while other processes perform the later ones.

    What performing gives depends on all that was performed before, so that this process performs
    every step itself. But most of the time goes into following code, and what comes of one start
    depends on nothing else: it takes that from the process that has followed it already.

    Args:
        world: the tree.
        follower: of whoever performs the steps.
        steps: ids.
        perform: performs some of them; called in another process.
    """
    remembered = follower.remembered
    known = remembered is not None and remembered.holds_mostly
    shares = _divide(steps, count_jobs() if not known and _is_large(world) else 1)

    def follow_for(share: Sequence[str]) -> dict[Way, Came]:
        follower.found.clear()
        perform(share)
        return follower.found

    with Apart(follow_for, shares[1:]) as others:
        for number, share in enumerate(shares):
            if number:
                found = others.answer(number - 1)
                if not isinstance(found, LostError):
                    follower.ahead.update(found)
            yield from share
    follower.ahead.clear()
    follower.found.clear()


def _is_large(world: TreeWorld) -> bool:
    known = world.project.by_path
    code = (path for path, facts in world.facts.items() if facts.module is not None)
    return sum(known[path].size for path in code if path in known) >= LEAST_SIZE


def _divide(steps: Sequence[str], number: int) -> list[Sequence[str]]:
    """As many shares of about the same length, one alone where there are few steps."""
    if len(steps) < LEAST_STEPS:
        return [steps]
    bounds = [len(steps) * i // number for i in range(number + 1)]
    return [steps[start:end] for start, end in pairwise(bounds)]
