"""Steps that a sentence tells a person to run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from mlaudit.graph.seeds import Seed
from mlaudit.model.facts import Facts, Instruction
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.patterns import lazy_regex

_STARTING = frozenset({"run", "rerun", "execute", "open", "start", "launch", "use", "restart"})
_TOLD_BY = frozenset({"document", "notebook"})
_IN_ORDER = lazy_regex(
    r"\b(in|by|following|follow)\b[^.]*\b(order|sequence|sequentially|numbers?)\b|\bone by one\b"
    r"|\bthen\b|\bfollowed by\b",
    re.IGNORECASE,
)
_WHOLE = {
    ".ipynb": lazy_regex(r"\bnotebooks\b|(?<!\w)\*?\.ipynb\b", re.IGNORECASE),
    ".py": lazy_regex(r"\bscripts\b|(?<!\w)\*?\.py\b", re.IGNORECASE),
}
"""How a sentence speaks of all notebooks, or of all scripts."""
_NUMBER = lazy_regex(r"\d+(?:[._-]\d+)*")


def find_told(seeds: Mapping[str, Seed], instructions: Iterable[Instruction]) -> frozenset[str]:
    """Ids of the files of code that documents tell a person to run.

    A sentence names a file by its path, or by a name that only one file of the tree has.
    """
    find_named = _index_names(seeds)
    found = (
        find_named(mention)
        for instruction in instructions
        if instruction.verb in _STARTING and instruction.source in _TOLD_BY
        for mention in instruction.mentions
    )
    return frozenset(id_ for id_ in found if id_ is not None)


def _index_names(seeds: Mapping[str, Seed]) -> Callable[[str], str | None]:
    """Finds the only file of code that a name can mean, by its path or the end of it."""
    by_name: dict[str, list[str]] = {}
    for id_, seed in seeds.items():
        if seed.kind.family == StepFamily.CODE:
            by_name.setdefault(posixpath.basename(id_), []).append(id_)

    def find(name: str) -> str | None:
        candidates = by_name.get(posixpath.basename(name), [])
        matching = [c for c in candidates if c == name or c.endswith("/" + name)]
        return matching[0] if len(matching) == 1 else None

    return find


def find_telling(instructions: Iterable[Instruction], path: str) -> Instruction | None:
    """The first sentence of a document that tells a person to run a file, or None."""
    name = posixpath.basename(path)
    for instruction in instructions:
        if instruction.verb in _STARTING and instruction.source in _TOLD_BY:
            for mention in instruction.mentions:
                ends = path == mention or path.endswith("/" + mention)
                if ends and posixpath.basename(mention) == name:
                    return instruction
    return None


def name_numbered(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """The facts, where "run the notebooks in order" names every numbered notebook, in order.

    A document speaks of the files in its folder and below it; numbers stand at the beginning of
    file names (`01_clean.ipynb`), and at least two files of a folder must have one.
    """
    named = {}
    for path, found in facts.items():
        instructions = tuple(_name_files(item, facts) for item in found.instructions)
        changed = instructions != found.instructions
        named[path] = replace(found, instructions=instructions) if changed else found
    return named


def _name_files(instruction: Instruction, facts: Mapping[str, Facts]) -> Instruction:
    if instruction.verb not in _STARTING or instruction.source not in _TOLD_BY:
        return instruction
    if not _IN_ORDER.search(instruction.text):
        return instruction
    folder = posixpath.dirname(instruction.place.path)
    names: list[str] = []
    for extension, whole in _WHOLE.items():
        if whole.search(instruction.text):
            names += _numbered(facts, folder, extension)
    added = [name for name in names if name not in instruction.mentions]
    return replace(instruction, mentions=(*instruction.mentions, *added))


def _numbered(facts: Mapping[str, Facts], folder: str, extension: str) -> list[str]:
    """Files whose names begin with a number, by folder and number; single ones are left out."""
    groups: dict[str, list[tuple[list[int], str]]] = {}
    for path in sorted(facts):
        above, name = posixpath.split(path)
        number = _NUMBER.match(name)
        if number and path.endswith(extension) and f"{above}/".startswith(f"{folder}/".lstrip("/")):
            parts = [int(part) for part in re.split(r"[._-]", number.group())]
            groups.setdefault(above, []).append((parts, path))
    return [
        path
        for above in sorted(groups)
        if len(groups[above]) > 1
        for _, path in sorted(groups[above])
    ]


def find_told_orders(
    seeds: Mapping[str, Seed], facts: Mapping[str, Facts]
) -> tuple[tuple[tuple[str, ...], Place], ...]:
    """Files that a sentence or a numbered list names in the order in which they run, and where."""
    find_named = _index_names(seeds)
    told: list[tuple[tuple[str, ...], Place]] = []
    for path in sorted(facts):
        told += [
            (item.mentions, item.place)
            for item in facts[path].instructions
            if item.verb in _STARTING and item.source in _TOLD_BY and _IN_ORDER.search(item.text)
        ]
        told += [
            (tuple(m.name for m in listed), listed[0].place) for listed in facts[path].listed_code
        ]
    chains = ((filter(None, map(find_named, names)), place) for names, place in told)
    found = ((tuple(dict.fromkeys(chain)), place) for chain, place in chains)
    return tuple((chain, place) for chain, place in found if len(chain) > 1)
