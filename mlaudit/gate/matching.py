"""Which findings were there before: multisets of identities, compared in passes.

An identity is (code, path, scope, subject). Each pass compares less of it, and only what the passes
before it have left over on both sides, so that nothing takes the place of another one that is
still there:

1. everything;
2. code, path and subject: the code around it was renamed, or it moved within its file;
3. code, scope and subject: its file was renamed;
4. code, name of the file and subject: its file was moved to another folder.

Scopes and subjects may name the file itself, or what lies in its folder; then they change with the
file. So the last two passes are made once more with both as they are seen from the file. Then come

5. code, path, scope and subject without its numbers: a date, a version or an id was renewed, and
   that is the same step done again;
6. code and subject, of what means the same wherever it is said, the artifacts of the project: it
   is said at the first place of several, and which one that is may change;
7. code, path, scope and subject without names of files, where it named a file that is there no
   more and now names one that is there.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

Identity: TypeAlias = tuple[str, str, str, str]
"""Code, path, scope and subject of a finding."""


_Key: TypeAlias = Callable[[Identity], Hashable]
_NUMBER = lazy_regex(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b|\d+")
"""Hexadecimal ids, and the parts of dates and versions."""
_FILE = lazy_regex(r"[\w./-]*\w\.(?:py|ipynb|sh|R|r|Rmd|qmd|jl|sql|bat|ps1)(?!\w)")
"""Names of files of code."""


@immutable
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


@immutable
class Names:
    """What a project knows by name today.

    Attributes:
        artifacts: ids of artifacts.
        files: paths of files.
    """

    artifacts: Collection[str] = ()
    files: Collection[str] = ()


_NO_NAMES = Names()


def match(
    present: Sequence[Identity], former: Sequence[Identity], names: Names = _NO_NAMES
) -> Matching:
    """Compare two multisets of identities; how they are ordered decides nothing about how many.

    Args:
        present, former: identities of today, and those of the other time.
        names: of today.
    """
    pairs: list[tuple[int, int]] = []
    left = sorted(range(len(present)), key=present.__getitem__)
    gone = sorted(range(len(former)), key=former.__getitem__)
    for now, then in _list_passes(names):
        found = _pair([(i, now(present[i])) for i in left], [(i, then(former[i])) for i in gone])
        pairs.extend(found)
        left = _without(left, (mine for mine, _ in found))
        gone = _without(gone, (theirs for _, theirs in found))
    return Matching(tuple(sorted(pairs)), tuple(sorted(left)), tuple(sorted(gone)))


def _pair(
    present: Iterable[tuple[int, Hashable]], former: Sequence[tuple[int, Hashable]]
) -> list[tuple[int, int]]:
    """Those that agree in a key that is not None, first with first."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in reversed(former):
        waiting[key].append(index)
    waiting.pop(None, None)
    return [(i, same.pop()) for i, key in present if (same := waiting.get(key))]


def _without(indices: Iterable[int], taken: Iterable[int]) -> list[int]:
    done = set(taken)
    return [index for index in indices if index not in done]


def see_from(path: str, name: str) -> str:
    """A scope or subject as it is seen from the file at `path`: that is ".", its folder "./"."""
    if name == path:
        return "."
    if name.startswith(path) and name[len(path)] in ":# ":
        return "." + name.removeprefix(path)
    folder = posixpath.dirname(path)
    prefix = folder + "/" if folder else ""
    inside = name.startswith(prefix) and not name.startswith(("/", "~"))
    return "./" + name.removeprefix(prefix) if inside else name


def _by_place(identity: Identity) -> Hashable:
    code, path, _, subject = identity
    return code, path, subject


def _by_scope(identity: Identity) -> Hashable:
    code, _, scope, subject = identity
    return code, scope, subject


def _by_name(identity: Identity) -> Hashable:
    code, path, _, subject = identity
    return code, posixpath.basename(path), subject


def _from_file(key: _Key) -> _Key:
    def see(identity: Identity) -> Hashable:
        code, path, scope, subject = identity
        return key((code, path, see_from(path, scope), see_from(path, subject)))

    return see


def _list_passes(names: Names) -> Iterator[tuple[_Key, _Key]]:
    """What each pass compares of identities of today and of former ones; None is nothing."""
    keys: tuple[_Key, ...] = (_by_all, _by_place, _by_scope, _by_name)
    for key in (*keys, _from_file(_by_scope), _from_file(_by_name)):
        yield key, key

    yield _without_numbers, _without_numbers

    def by_artifact(identity: Identity) -> Hashable:
        code, _, _, subject = identity
        return (code, subject) if subject in names.artifacts else None

    yield by_artifact, by_artifact
    paths = set(names.files)
    there = paths | set(map(posixpath.basename, paths))
    yield _naming_files(lambda found: found <= there), _naming_files(lambda found: found - paths)


def _by_all(identity: Identity) -> Hashable:
    return identity


def _without_numbers(identity: Identity) -> Hashable:
    code, path, scope, subject = identity
    bare = _NUMBER.sub("0", subject)
    return (code, path, scope, bare) if bare != subject else None


def _naming_files(is_meant: Callable[[set[str]], object]) -> _Key:
    """The identity with gaps for the files that its subject names, where these are meant."""

    def see(identity: Identity) -> Hashable:
        code, path, scope, subject = identity
        found = set(_FILE.findall(subject))
        return (code, path, scope, _FILE.sub("\0", subject)) if found and is_meant(found) else None

    return see
