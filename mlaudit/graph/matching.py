"""When two artifact names mean the same thing: equal, one inside the other, or by pattern."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from mlaudit.graph.fitting import REMEMBERED, VARYING, fits
from mlaudit.patterns import lazy_regex

_SCHEME = lazy_regex(r"[a-z][a-z0-9+.-]*://(?:(?:models|runs):)?")
"""What stands before the name in an address or a reference."""
_MOST_PAIRS = 65_536
"""Pairs of letters of two file names; systems bear names of 255."""


def is_pattern(artifact: str) -> bool:
    """Does a part of the name vary?"""
    return fixed_start(artifact) != artifact


@lru_cache(maxsize=REMEMBERED)
def fixed_start(name: str) -> str:
    """What stands before the first part that varies."""
    varying = VARYING.search(name)
    return name if varying is None else name[: varying.start()]


@lru_cache(maxsize=REMEMBERED)
def is_opaque_name(artifact: str) -> bool:
    """Is the leading part of the name unknown, so that it says nothing of where it lies?"""
    known = _SCHEME.sub("", VARYING.sub("", artifact)).strip("/.:@")
    return artifact.startswith(("{", "*")) or not known


def same_by_pattern(first: str, second: str) -> bool:
    """Can a varying name and another one mean the same file?

    Where both vary, one must fit the other, or fix nothing of the file name but its extension:
    `models/{name}_{time}.pkl` may be called `models/forest_*`, `models/{name}_final.pkl` may not.
    """
    if is_opaque_name(first) or is_opaque_name(second):
        return first == second
    if not _start_alike(first, second):
        return False
    if is_pattern(first) and is_pattern(second):
        if "**" not in first + second and first.count("/") != second.count("/"):
            return False
        sample_first, sample_second = _fill(first), _fill(second)
        fit = fits(first, sample_second) or fits(second, sample_first)
        return fit or _agree(first, second)
    if is_pattern(first):
        return fits(first, second)
    return is_pattern(second) and fits(second, first)


def _start_alike(first: str, second: str) -> bool:
    """Can both begin the same name, as far as their beginnings are fixed?"""
    start, other = fixed_start(first), fixed_start(second)
    return start.startswith(other) or other.startswith(start)


@lru_cache(maxsize=REMEMBERED)
def _agree(first: str, second: str) -> bool:
    """Can one name be both, in the same folder, where one of them leaves the file name open?"""
    (above, name), (other_above, other_name) = posixpath.split(first), posixpath.split(second)
    if above != other_above or not above:
        return False
    stems = (posixpath.splitext(VARYING.sub("", each))[0] for each in (name, other_name))
    if all(re.search(r"[^\W_]", stem) for stem in stems):
        return False
    if len(name) * len(other_name) > _MOST_PAIRS:
        return False
    return _intersect(_tokens(name), _tokens(other_name))


def _tokens(name: str) -> tuple[str, ...]:
    """The letters of a file name, "" for what varies."""
    return tuple("" if part == "\0" else part for part in VARYING.sub("\0", name))


def _intersect(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Is there a name that fits both?"""
    reached = {(0, 0)}
    waiting = [(0, 0)]
    while waiting:
        i, j = waiting.pop()
        if i == len(first) and j == len(second):
            return True
        steps = []
        if i < len(first) and first[i] == "":
            steps += [(i + 1, j), (i, j + 1)]
        if j < len(second) and second[j] == "":
            steps += [(i, j + 1), (i + 1, j)]
        if i < len(first) and j < len(second) and first[i] == second[j]:
            steps.append((i + 1, j + 1))
        for step in steps:
            if step not in reached and step[0] <= len(first) and step[1] <= len(second):
                reached.add(step)
                waiting.append(step)
    return False


def covers(written: str, read: str) -> bool:
    """Is everything that a varying name reads among what another one writes?

    A step that sorts `raw/*.wav` into `raw/{label}/*.wav` and then reads `raw/**/*.wav` does not
    make what it sorts.
    """
    deep, flat = _fill(read), _fill(read.replace("**/", ""))
    return same_by_pattern(written, read) and (
        not is_pattern(read) or all(fits(written, sample) for sample in (deep, flat))
    )


@lru_cache(maxsize=REMEMBERED)
def _fill(pattern: str) -> str:
    """An example of a name."""
    return VARYING.sub(lambda part: "0/" if part.group().endswith("/") else "0", pattern)
