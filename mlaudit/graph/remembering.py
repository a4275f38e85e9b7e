"""What came of code when it was followed in an earlier scan, and when that still holds.

Following code is most of a scan, and after a small change most of it gives what it gave before.
What code asks of the tree goes through few questions (`World`); where each of them has the same
answer again, what came of the code is the same, too. That is exact: nothing is assumed of which
files depend on which.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from sys import intern
from typing import TYPE_CHECKING, Any

from mlaudit.cache import digest
from mlaudit.cache.values import dump, load
from mlaudit.model.facts import Facts
from mlaudit.model.immutable import immutable

if TYPE_CHECKING:
    from mlaudit.graph.python.evaluation import World
    from mlaudit.graph.world import TreeWorld
    from mlaudit.model.data import Data
    from mlaudit.model.summary import Module

Names = tuple[str, ...]


@immutable
class Trace:
    """What code asked of the tree while it was followed, with the answers.

    Attributes:
        content: (path, signature) of each file whose summary or data it asked for.
        modules: (dotted name, folders, path) of each module that it looked for.
        present: (path, answer) of each file or folder whose existence it asked for.
    """

    content: tuple[tuple[str, str], ...] = ()
    modules: tuple[tuple[str, Names, str | None], ...] = ()
    present: tuple[tuple[str, bool], ...] = ()


Kept = Mapping[str, tuple[Trace, bytes]]
"""What came of each way of starting code, as bytes, by the key of the way."""


class Tracing:
    """A `World` that writes down what it is asked."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._content: dict[str, None] = {}
        self._modules: dict[tuple[str, Names], str | None] = {}
        self._present: dict[str, bool] = {}

    def module(self, path: str) -> Module | None:
        """The summary of a file, or None."""
        self._content[path] = None
        return self._world.module(path)

    def configuration(self, path: str) -> Data | None:
        """The data of a configuration file, or None."""
        self._content[path] = None
        return self._world.configuration(path)

    def find_module(self, dotted: str, bases: Names) -> str | None:
        """The path of a module by its dotted name, or None where it is not of this tree."""
        found = self._world.find_module(dotted, bases)
        self._modules[dotted, bases] = found
        return found

    def exists(self, path: str) -> bool:
        """Is there a file or folder of that name?"""
        found = self._world.exists(path)
        self._present[path] = found
        return found

    def trace(self, signatures: Signatures) -> Trace | None:
        """All that was asked until now; None where that names a file without a signature."""
        content = [(intern(path), signatures.of(path)) for path in self._content]
        if any(not signature for _, signature in content):
            return None
        return Trace(
            tuple(content),
            tuple(
                (intern(name), tuple(map(intern, bases)), found)
                for (name, bases), found in self._modules.items()
            ),
            tuple((intern(path), found) for path, found in self._present.items()),
        )


class Signatures:
    """Names what the interpreter sees of each file.

    Args:
        facts: of the files as they were read.
        digests: of what they were read from.
        seen: the facts that the interpreter sees, which may depend on other files.
    """

    def __init__(
        self, facts: Mapping[str, Facts], digests: Mapping[str, str], seen: Mapping[str, Facts]
    ) -> None:
        self._facts, self._digests, self._seen = facts, digests, seen
        self._known: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The signature of a file, "" where there is none."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: str) -> str:
        seen, read = self._seen.get(path), self._facts.get(path)
        if seen is None or (seen.module is None and seen.content is None):
            return "nothing"
        if read is not None and read.module is seen.module and read.content is seen.content:
            return self._digests.get(path, "")
        return digest(dump((seen.module, seen.data)))


@immutable
class Earlier:
    """What is known of an earlier scan, and what it takes to see whether it holds.

    Attributes:
        kept: of that scan.
        facts: of the files now, as they were read.
        digests: of what they were read from.
    """

    kept: Kept
    facts: Mapping[str, Facts]
    digests: Mapping[str, str]


class Remembered:
    """What came of code in an earlier scan, as far as it still holds.

    Where several processes follow code, each has one of its own; that of the first is told all.
    """

    def __init__(self, earlier: Earlier, world: TreeWorld, parts: object) -> None:
        """`parts` is what following depends on beside the tree; its `repr` tells all of it."""
        self._used: dict[str, None] = {}
        self._new: dict[str, tuple[Trace, object]] = {}
        self._earlier = earlier.kept
        self._world = world
        self._parts = digest(repr(parts).encode("utf-8", "surrogatepass"))
        self._signatures = Signatures(earlier.facts, earlier.digests, world.facts)

    def find(self, way: object) -> Any:
        """What came of a way of starting code, or None where that is not known any more."""
        key = self._key_of(way)
        if key not in self._holding:
            return None
        found = load(self._earlier[key][1])
        if found is not None:
            self._used[key] = None
        return found

    def keep(self, way: object, came: object, trace: Trace | None) -> None:
        """Note what came of a way."""
        if trace is not None:
            self._new[self._key_of(way)] = (trace, came)

    def list_kept(self) -> Kept:
        """What holds and was asked for, and what was found anew."""
        kept = {key: self._earlier[key] for key in self._used}
        return kept | {key: (trace, dump(came)) for key, (trace, came) in self._new.items()}

    def trace(self, tracing: Tracing) -> Trace | None:
        """What was asked, for whoever keeps it."""
        return tracing.trace(self._signatures)

    @property
    def holds_mostly(self) -> bool:
        """Does more than half of what is known still hold?"""
        return 2 * len(self._holding) > len(self._earlier)

    @cached_property
    def _holding(self) -> frozenset[str]:
        """The keys of what holds."""
        return frozenset(key for key, (trace, _) in self._earlier.items() if self._holds(trace))

    def _holds(self, trace: Trace) -> bool:
        world, sign = self._world, self._signatures.of
        return (
            all(sign(path) == signature for path, signature in trace.content)
            and all(world.exists(path) == found for path, found in trace.present)
            and all(world.find_module(name, bases) == at for name, bases, at in trace.modules)
        )

    def _key_of(self, way: object) -> str:
        return digest(f"{way!r}\0{self._parts}".encode("utf-8", "surrogatepass"))
