"""Models of itertools."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_iteration import columns_of, make_rows
from mlaudit.graph.python.objects import elements_of
from mlaudit.graph.python.passing import first_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    Known,
    ListValue,
    Value,
)


def _zip_longest(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    columns, complete = columns_of(run, arguments.positional, site)
    filler = arguments.keywords.get("fillvalue", NONE)
    return make_rows(itertools.zip_longest(*columns, fillvalue=filler), complete=complete)


def _product(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    columns, complete = columns_of(run, arguments.positional, site)
    given = arguments.keywords.get("repeat", Known(1))
    repeat = given.value if isinstance(given, Known) and isinstance(given.value, int) else 1
    if len(columns) * repeat > 6:
        return ListValue([], open_=True)
    return make_rows(itertools.product(*columns * max(repeat, 1)), complete=complete)


def _choices(make: Callable[[list[Value], int], Iterable[tuple[Value, ...]]]) -> object:
    """`combinations` and its siblings: a sequence and the length of the tuples."""

    def model(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
        items, complete = elements_of(run, first_of(arguments), site)
        given = arguments.get(1, "r") or Known(len(items))
        length = given.value if isinstance(given, Known) else None
        if not isinstance(length, int) or not 0 <= length <= 6 or not complete:
            return ListValue([], open_=True)
        return make_rows(make(items, length), complete=complete)

    return model


def _pairwise(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    items, complete = elements_of(run, first_of(arguments), site)
    return make_rows(itertools.pairwise(items), complete=complete)


def _take(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`islice(sequence, stop)`, `takewhile(test, sequence)`, `cycle(sequence)`: some of it."""
    sequence = arguments.positional[-1 if name.endswith("while") else 0 :]
    items, complete = elements_of(run, sequence[0], site) if sequence else ([], False)
    bounds = [value.value for value in arguments.positional[1:] if isinstance(value, Known)]
    numbers = [bound for bound in bounds if isinstance(bound, int) and bound >= 0]
    if name == "itertools.islice" and complete and len(numbers) == len(bounds) and numbers:
        return ListValue(list(itertools.islice(items, *numbers[:3])))
    return ListValue(items, "list", True)


def _repeat(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return ListValue(arguments.positional[:1], "list", True)


MODELS = {
    "itertools.combinations": _choices(itertools.combinations),
    "itertools.combinations_with_replacement": _choices(itertools.combinations_with_replacement),
    "itertools.cycle": _take,
    "itertools.dropwhile": _take,
    "itertools.islice": _take,
    "itertools.pairwise": _pairwise,
    "itertools.permutations": _choices(itertools.permutations),
    "itertools.product": _product,
    "itertools.repeat": _repeat,
    "itertools.takewhile": _take,
    "itertools.zip_longest": _zip_longest,
}
