"""Which findings were there before: multisets of identities, compared in passes.

An identity is (code, path, scope, subject). Each pass compares less of it, and only what the passes
before it have left over on both sides, so that nothing takes the place of another one that is
still there:

1. everything;
2. code, path and subject: the code around it was renamed, or it moved within its file;
3. code, scope and subject: its file was renamed;
4. code, name of the file and subject: its file was moved to another folder.

A subject may name the file itself, or what lies in its folder; then it changes with the file. So
the last two passes are made once more with subjects as they are seen from the file. At last comes
what means the same wherever it is said, the artifacts of the project: it is said at the first
place of several, and which one that is may change.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Identity: TypeAlias = tuple[str, str, str, str]
"""Code, path, scope and subject of a finding."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of two multisets.

    Attributes:
        pairs: (index of the present one, index of the former one) of those that are the same, by
            the first.
        new: indices of the present ones that were not there before, sorted.
        gone: indices of the former ones that are no more, sorted.
    """

    pairs: tuple[tuple[int, int], ...]
    new: tuple[int, ...]
    gone: tuple[int, ...]


def match(
    present: Sequence[Identity], former: Sequence[Identity], shared: Collection[str] = ()
) -> Matching:
    """Compare two multisets of identities; how they are ordered decides nothing about how many.

    Args:
        present, former: identities of today, and those of the other time.
        shared: subjects that mean the same wherever they are said.
    """

    def by_subject(identity: Identity) -> Hashable:
        code, _, _, subject = identity
        return (code, subject) if subject in shared else None

    pairs: list[tuple[int, int]] = []
    left = sorted(range(len(present)), key=present.__getitem__)
    gone = sorted(range(len(former)), key=former.__getitem__)
    for key in (*_PASSES, by_subject):
        found = _pair(key, [(i, present[i]) for i in left], [(i, former[i]) for i in gone])
        pairs.extend(found)
        left = _without(left, (mine for mine, _ in found))
        gone = _without(gone, (theirs for _, theirs in found))
    return Matching(tuple(sorted(pairs)), tuple(sorted(left)), tuple(sorted(gone)))


def _pair(
    key: Callable[[Identity], Hashable],
    present: Iterable[tuple[int, Identity]],
    former: Sequence[tuple[int, Identity]],
) -> list[tuple[int, int]]:
    """Those that agree in a key that is not None, first with first."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index, identity in reversed(former):
        waiting[key(identity)].append(index)
    waiting.pop(None, None)
    return [(i, same.pop()) for i, identity in present if (same := waiting.get(key(identity)))]


def _without(indices: Iterable[int], taken: Iterable[int]) -> list[int]:
    done = set(taken)
    return [index for index in indices if index not in done]


def see_from(path: str, subject: str) -> str:
    """A subject as it is seen from the file at `path`: the file is ".", its folder "./"."""
    if subject == path:
        return "."
    if subject.startswith((path + ":", path + " ")):
        return "." + subject.removeprefix(path)
    folder = posixpath.dirname(path)
    prefix = folder + "/" if folder else ""
    inside = subject.startswith(prefix) and not subject.startswith(("/", "~"))
    return "./" + subject.removeprefix(prefix) if inside else subject


def _by_place(identity: Identity) -> Hashable:
    code, path, _, subject = identity
    return code, path, subject


def _by_scope(identity: Identity) -> Hashable:
    code, _, scope, subject = identity
    return code, scope, subject


def _by_name(identity: Identity) -> Hashable:
    code, path, _, subject = identity
    return code, posixpath.basename(path), subject


def _from_file(key: Callable[[Identity], Hashable]) -> Callable[[Identity], Hashable]:
    def see(identity: Identity) -> Hashable:
        code, path, scope, subject = identity
        return key((code, path, scope, see_from(path, subject)))

    return see


_PASSES: tuple[Callable[[Identity], Hashable], ...] = (
    lambda identity: identity,
    _by_place,
    _by_scope,
    _by_name,
    _from_file(_by_scope),
    _from_file(_by_name),
)
