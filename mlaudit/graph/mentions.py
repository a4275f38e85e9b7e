"""Steps that a sentence tells a person to run."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from mlaudit.graph.seeds import Seed
from mlaudit.graph.units import CODE_KINDS
from mlaudit.model.facts import Instruction

_STARTING = frozenset({"run", "rerun", "execute", "open", "start", "launch", "use", "restart"})
_TOLD_BY = frozenset({"document", "notebook"})


def find_told(seeds: Mapping[str, Seed], instructions: Iterable[Instruction]) -> frozenset[str]:
    """Ids of the files of code that documents tell a person to run.

    A sentence names a file by its path, or by a name that only one file of the tree has.
    """
    by_name: dict[str, list[str]] = {}
    for id_, seed in seeds.items():
        if seed.kind in CODE_KINDS:
            by_name.setdefault(posixpath.basename(id_), []).append(id_)
    found: set[str] = set()
    for instruction in instructions:
        if instruction.verb in _STARTING and instruction.source in _TOLD_BY:
            for mention in instruction.mentions:
                candidates = by_name.get(posixpath.basename(mention), [])
                matching = [c for c in candidates if c == mention or c.endswith("/" + mention)]
                found.update(matching if len(matching) == 1 else ())
    return frozenset(found)
