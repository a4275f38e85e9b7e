"""The combinations of a matrix, as far as the steps of the job tell them apart.

Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from mlaudit.model.data import Data, Scalar, Sequence, Table
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import entries_of, find, items_of
from mlaudit.patterns import lazy_regex

MAXIMUM_COMBINATIONS = 32
"""Combinations that are told apart; of more only what they have in common is known."""

_LONGEST = 256
_REFERENCE = lazy_regex(r"\bmatrix\.([\w-]+)")


def read_combinations(job: Table) -> list[dict[str, str]]:
    """The values of `matrix.x` in each of the jobs that differ in what their steps do.

    Values that hold expressions, and those of matrices that an expression gives, are left out.
    """
    used = set(_used(job))
    found = list(dict.fromkeys(_keep(each, used) for each in _combinations(job)))
    if len(found) > MAXIMUM_COMBINATIONS:
        return [dict(set.intersection(*map(set, found)))]
    return [dict(pairs) for pairs in found] or [{}]


def _keep(combination: dict[str, Data], used: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        pair
        for key, value in combination.items()
        if key in used
        for pair in _flat(key, value)
        if "${{" not in pair[1]
    )


def _flat(key: str, value: Data) -> Iterator[tuple[str, str]]:
    """`config: {size: 3}` as `config.size`."""
    if isinstance(value, Scalar):
        yield key, text_as_written(value)
    for entry in entries_of(value):
        yield from _flat(f"{key}.{entry.key}", entry.value)


def _used(data: Data) -> Iterator[str]:
    if isinstance(data, Scalar):
        yield from _REFERENCE.findall(str(data.value))
    elif isinstance(data, Sequence):
        for item in data.items:
            yield from _used(item)
    else:
        for entry in data.entries:
            yield from _used(entry.value)


def _combinations(job: Table) -> list[dict[str, Data]]:
    matrix = find(job, "strategy", "matrix")
    lists = {
        entry.key: items_of(entry.value)
        for entry in entries_of(matrix)
        if entry.key not in ("include", "exclude") and items_of(entry.value)
    }
    products = itertools.islice(itertools.product(*lists.values()), _LONGEST)
    found = [dict(zip(lists, values, strict=True)) for values in products] if lists else []
    excluded = [_table(item) for item in items_of(find(matrix, "exclude"))]
    found = [c for c in found if not any(e and _fits(e, c, e) for e in excluded)]
    for item in items_of(find(matrix, "include"))[:_LONGEST]:
        _include(_table(item), found, set(lists))
    return found


def _include(added: dict[str, Data], found: list[dict[str, Data]], keys: set[str]) -> None:
    """Add to all combinations whose own values stay as they are, else as one of its own."""
    shared = keys & added.keys()
    fitting = [c for c in found if _fits(added, c, shared) and keys <= c.keys()]
    if fitting and keys:
        for combination in fitting:
            combination.update(added)
    else:
        found.append(dict(added))


def _fits(wanted: dict[str, Data], combination: dict[str, Data], keys: Iterable[str]) -> bool:
    return all(_same(wanted[name], combination.get(name)) for name in keys)


def _same(one: Data, other: Data | None) -> bool:
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.value == other.value
    return one is other


def _table(data: Data) -> dict[str, Data]:
    return {entry.key: entry.value for entry in entries_of(data)}
