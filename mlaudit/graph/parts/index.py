"""The parts of a tree, by the functions that they are."""

from __future__ import annotations

from mlaudit.graph.seeds import Seed
from mlaudit.model.vocabulary import StepFamily


class PartIndex:
    """The parts of a tree by their functions."""

    def __init__(self, seeds: dict[str, Seed]) -> None:
        parts = [seed for seed in seeds.values() if seed.kind.family == StepFamily.PART]
        self.flows = {key: s.id for s in parts if not _flow_of(s) for key in _functions(s)}
        self.tasks: dict[tuple[str, str], dict[str, str]] = {}
        functions = {id_: key for key, id_ in self.flows.items()}
        for seed in parts:
            inner = [functions[id_] for id_ in _flows_started(seed) if id_ in functions]
            for key in (*_functions(seed), *inner) if _flow_of(seed) else ():
                self.tasks.setdefault(key, {})[_flow_of(seed)] = seed.id

        self.blocks = {id_ for (_, function), id_ in self.flows.items() if not function}

    def __repr__(self) -> str:
        """What all of it is made from, in the same order in every process; `blocks` has none."""
        return repr((self.flows, self.tasks))

    def __bool__(self) -> bool:
        return bool(self.flows)

    def holds(self, function: tuple[str, str]) -> bool:
        """Is the function, named by its path and its name there, a part?"""
        return function in self.flows or function in self.tasks


def _flow_of(seed: Seed) -> str:
    """The id of the flow that a task is a part of, "" for a flow."""
    declared = seed.declared
    return f"{seed.path}:{declared.part_of}" if declared and declared.part_of else ""


def _functions(seed: Seed) -> list[tuple[str, str]]:
    runs = seed.declared.runs if seed.declared else ()
    return [run.callable_ for run in runs if run.callable_ is not None]


def _flows_started(seed: Seed) -> list[str]:
    """Ids, which a file shortens for flows of its own."""
    names = [run.step for run in (seed.declared.runs if seed.declared else ()) if run.step]
    return [id_ for name in names for id_ in (name, f"{seed.path}:{name}")]
