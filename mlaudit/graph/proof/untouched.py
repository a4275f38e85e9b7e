"""Declared paths that nothing touches, of steps all of whose work is followed to its end."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.analysis.paths import is_plumbing
from mlaudit.graph.following import follow
from mlaudit.graph.matching import is_opaque_name, is_pattern, same_by_pattern
from mlaudit.graph.performance import Performance
from mlaudit.graph.proof.opaque_calls import OpaqueCalls
from mlaudit.graph.proof.programs import is_plain
from mlaudit.graph.seeds import Seed
from mlaudit.graph.world import TreeWorld
from mlaudit.model.facts import Declaration, Facts
from mlaudit.model.shell import Script
from mlaudit.model.vocabulary import StepKind
from mlaudit.model.workflow import Access

_DECLARING = frozenset({StepKind.DVC_STAGE, StepKind.SNAKEMAKE_RULE, StepKind.MAKE_TARGET})
_NO_DATA = frozenset({"code", "notebook", "config", "log", "package", "secret"})
"""Kinds of file that are declared for what they mean to the code, not because it opens them."""


def find_untouched(
    world: TreeWorld, facts: Mapping[str, Facts], seed: Seed, performance: Performance
) -> tuple[str, ...]:
    """The declared paths of a step that nothing it runs reads or writes.

    Empty unless everything that the step runs was followed: every program, every call, every
    access. Nor may the code name the file, unless it is seen to use that name in another folder.
    """
    candidates = _candidates(world, seed, performance)
    if not candidates or not _runs_only_known(facts, seed, performance):
        return ()
    starts = tuple(_starts(performance))
    text = _text(facts, seed, performance, starts)
    used = {part for access in performance.accesses for part in _parts(access)}
    unnamed = tuple(
        path for path in candidates if posixpath.basename(path) in used or not _is_named(path, text)
    )
    return unnamed if unnamed and _is_followed(world, facts, starts) else ()


def _candidates(world: TreeWorld, seed: Seed, performance: Performance) -> tuple[str, ...]:
    """What is declared and not seen to be touched, where every access is known by its name."""
    declared = seed.declared
    if seed.kind not in _DECLARING or declared is None or declared.declares_more:
        return ()
    if not declared.runs or performance.unresolved:
        return ()
    data = {item.path for item in declared.reads if not _is_code(world, item)}
    data |= {item.path for item in declared.writes if not world.exists(item.path)}
    seen = [access for access in performance.accesses if access.evidence == "inferred"]
    code = [*(path for path, _ in performance.nested), *performance.imported]
    if any(map(_is_open, seen)):
        return ()
    touched = [access.artifact for access in seen] + code
    return tuple(
        path
        for path in sorted(data)
        if not is_pattern(path) and not any(_may_be(path, other) for other in touched)
    )


def _is_code(world: TreeWorld, item: Declaration) -> bool:
    """Is it code, settings or a part of the environment, or a folder of code?"""
    path = item.path
    if item.role == "param" or kind_of_path(path, writing=False) in _NO_DATA or is_plumbing(path):
        return True
    return any(f.startswith(f"{path}/") and world.module(f) is not None for f in world.facts)


def _parts(access: Access) -> list[str]:
    """The parts of a path that code or a command line uses."""
    return access.artifact.split("/") if access.evidence == "inferred" else []


def _is_open(access: Access) -> bool:
    return is_opaque_name(access.artifact) and not access.artifact.startswith("env:")


def _may_be(path: str, other: str) -> bool:
    """Is it the same, inside the other or around it, or may it be?"""
    inside = f"{path}/".startswith(f"{other}/") or f"{other}/".startswith(f"{path}/")
    return inside or same_by_pattern(path, other)


def _starts(performance: Performance) -> Iterator[Performance]:
    """Everything that is started, directly or through other files, each start once."""
    seen: set[int] = set()
    waiting = [performance]
    while waiting:
        for _, nested in waiting.pop().nested:
            if id(nested) not in seen:
                seen.add(id(nested))
                waiting.append(nested)
                yield nested


def _runs_only_known(facts: Mapping[str, Facts], seed: Seed, performance: Performance) -> bool:
    """Does every command start code of the tree, or name all of its files itself?"""
    if performance.strangers or performance.defects or not performance.nested:
        return False
    lines: dict[str, Counter[int]] = defaultdict(Counter)
    for invocation in performance.invocations:
        lines[invocation.place.path][invocation.place.line] += 1
    runs = seed.declared.runs if seed.declared else ()
    scripts = [(run.place.path, run.script) for run in runs if run.script is not None]
    for start in _starts(performance):
        path = start.start.target.path if start.start is not None else ""
        script = facts[path].script if path in facts else None
        if script is not None:
            scripts.append((path, script))
    return all(is_plain(script, lines[path]) for path, script in scripts)


def _text(
    facts: Mapping[str, Facts],
    seed: Seed,
    performance: Performance,
    starts: tuple[Performance, ...],
) -> str:
    """All that the code says, with the settings that it reads and the commands that start it."""
    paths = dict.fromkeys(
        path
        for start in starts
        if start.start is not None
        for path in (start.start.target.path, *start.imported)
    )
    paths |= dict.fromkeys(a.artifact for a in performance.accesses if a.evidence == "inferred")
    parts = [repr(facts[path].module or facts[path].data) for path in paths if path in facts]
    runs = seed.declared.runs if seed.declared else ()
    parts += [run.script.text for run in runs if isinstance(run.script, Script)]
    return "\n".join(parts).lower()


def _is_named(path: str, text: str) -> bool:
    """Does the last part of a path stand somewhere, with its ending or as a word without it?"""
    name = posixpath.basename(path).lower()
    stem = posixpath.splitext(name)[0]
    return name in text or re.search(rf"(?<![\w.-]){re.escape(stem)}(?![\w-])", text) is not None


def _is_followed(
    world: TreeWorld, facts: Mapping[str, Facts], starts: tuple[Performance, ...]
) -> bool:
    """Follow the code once more: does no call of it hide what it does?"""
    for performance in starts:
        start = performance.start
        if start is None or facts[start.target.path].module is None:
            continue
        watcher = OpaqueCalls()
        behaviour = follow(world, start, watcher)
        if behaviour.bounded or behaviour.calls or watcher.found:
            return False
    return True
