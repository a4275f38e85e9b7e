"""Models of what makes and combines sequences: built-in functions, itertools, progress bars."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.iteration import MAX_ITERATIONS
from mlaudit.graph.python.objects import elements_of
from mlaudit.graph.python.operations import apply_operation, is_exact, truth
from mlaudit.graph.python.passing import first_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_MAX_NUMBERS = 12
"""Longest range whose numbers are looked at one by one."""


def columns_of(run: Evaluation, values: list[Value], site: Site) -> tuple[list[list[Value]], bool]:
    """The elements of several values, and whether these are all of them."""
    found = [elements_of(run, value, site) for value in values]
    return [items for items, _ in found], all(complete for _, complete in found)


def make_rows(rows: Iterable[tuple[Value, ...]], *, complete: bool) -> ListValue:
    """A list of tuples, bounded."""
    kept = list(itertools.islice(rows, MAX_ITERATIONS + 1))
    items: list[Value] = [ListValue(list(row), "tuple") for row in kept[:MAX_ITERATIONS]]
    return ListValue(items, "list", not complete or len(kept) > MAX_ITERATIONS)


def _sequence(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if not arguments.positional:
        return ListValue([], name if name in ("list", "tuple", "set") else "list")
    items, complete = elements_of(run, arguments.positional[0], site)
    backwards = truth(arguments.keywords.get("reverse", NONE))
    if name == "sorted" and complete and "key" not in arguments.keywords:
        items = _in_order(items)
    if name == "reversed" or (name == "sorted" and backwards):
        items.reverse()
    return ListValue(items, "iterator" if name == "iter" else "list", not complete)


def _in_order(items: list[Value]) -> list[Value]:
    """Sorted where all items are plain texts or numbers, or tuples that begin with such."""
    keys = [item.items[0] if isinstance(item, ListValue) and item.items else item for item in items]
    plain = [key.value for key in keys if isinstance(key, Known) and is_exact(key)]
    texts = [key for key in plain if isinstance(key, str)]
    numbers = [key for key in plain if isinstance(key, int | float)]
    if len(texts) == len(items):
        order = sorted(range(len(items)), key=lambda i: texts[i])
    elif len(numbers) == len(items):
        order = sorted(range(len(items)), key=lambda i: numbers[i])
    else:
        return items
    return [items[i] for i in order]


def _enumerate(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    items, complete = elements_of(run, first_of(arguments), site)
    start = arguments.get(1, "start") or Known(0)
    first = start.value if isinstance(start, Known) and isinstance(start.value, int) else None
    numbers: list[Value] = [
        Known(first + offset)
        if complete and first is not None
        else unknown(UnresolvedReason.DATA, "i")
        for offset in range(len(items))
    ]
    return make_rows(zip(numbers, items, strict=True), complete=complete)


def _zip(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    found = [elements_of(run, value, site) for value in arguments.positional]
    length = min((len(items) for items, complete in found if complete), default=0)
    columns = [
        items if complete or not items else items + [join(items)] * (length - len(items))
        for items, complete in found
    ]
    complete = all(complete for _, complete in found) and not arguments.open_
    return make_rows(zip(*columns, strict=False), complete=complete)


def _chain(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`chain(…)`, `chain.from_iterable(…)` and `sum(lists, [])`."""
    parts, known = arguments.positional, True
    if name != "itertools.chain":
        parts, known = elements_of(run, first_of(arguments), site)
    columns, complete = columns_of(run, parts, site)
    items = [item for column in columns for item in column]
    return ListValue(items, "list", not (complete and known))


def _sum(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    start = arguments.get(1, "start")
    if isinstance(start, ListValue):
        return _chain(run, name, arguments, site)
    items, complete = elements_of(run, first_of(arguments), site)
    total: Value = start or Known(0)
    for item in items:
        total = apply_operation(run, "+", [total, item], site)
    return total if complete else unknown(UnresolvedReason.DATA, "sum")


def _range(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    bounds = [value.value for value in arguments.positional if isinstance(value, Known)]
    numbers = [bound for bound in bounds if isinstance(bound, int)]
    if len(numbers) == len(arguments.positional) and numbers and 0 not in numbers[2:]:
        values = range(*numbers[:3])
        if len(values) <= _MAX_NUMBERS:
            return ListValue([Known(number) for number in values])
    return ListValue([unknown(UnresolvedReason.DATA, "i")], open_=True)


def _map(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) < 2:
        return ListValue([], open_=True)
    function, *values = arguments.positional
    if name == "itertools.starmap":
        rows, complete = elements_of(run, values[0], site)
        handed = [elements_of(run, row, site)[0] for row in rows]
    else:
        columns, complete = columns_of(run, values, site)
        handed = [list(row) for row in zip(*columns, strict=False)]
    results = [run.call(run, function, Arguments(row), site) for row in handed]
    return ListValue(results, "list", not complete)


def _filter(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) < 2:
        return ListValue([], open_=True)
    function, sequence = arguments.positional[:2]
    items, complete = elements_of(run, sequence, site)
    kept = []
    for item in items:
        tested = item if function == NONE else run.call(run, function, Arguments([item]), site)
        state = truth(tested)
        if state is not (name == "itertools.filterfalse"):
            kept.append(item)
        complete = complete and state is not None
    return ListValue(kept, "list", not complete)


def _next(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """The first element; the iterator gives the others later where it is a known list."""
    iterator, default = first_of(arguments), arguments.get(1, "default")
    items, complete = elements_of(run, iterator, site)
    if not items:
        missing = unknown(UnresolvedReason.DATA, "item")
        return default if default is not None and complete else missing
    spent = isinstance(iterator, ListValue) and iterator.kind in ("generator", "iterator")
    if spent and isinstance(iterator, ListValue) and complete and not run.uncertain:
        del iterator.items[:1]
    return items[0] if complete or default is None else join([items[0], default], "item")


def _choose(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    given = list(arguments.positional)
    complete = True
    if len(given) < 2:
        given, complete = elements_of(run, first_of(arguments), site)
    numbers = [item.value for item in given if isinstance(item, Known)]
    plain = [number for number in numbers if isinstance(number, int | float)]
    if complete and plain and len(plain) == len(given) and "key" not in arguments.keywords:
        return Known(max(plain) if name == "max" else min(plain))
    return join(given, "choice") if given else unknown(UnresolvedReason.LISTING, "choice")


def _all(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`all(…)` and `any(…)`."""
    items, complete = elements_of(run, first_of(arguments), site)
    states = [truth(item) for item in items]
    decisive = name == "any"
    if decisive in states:
        return Known(decisive)
    return Known(not decisive) if complete and None not in states else _UNKNOWN_TEST


_UNKNOWN_TEST = unknown(UnresolvedReason.DATA, "test")


def _reduce(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    items, complete = elements_of(run, arguments.get(1, "iterable") or NONE, site)
    initial = arguments.get(2, "initial")
    waiting = items if initial is None else [initial, *items]
    if not complete or not waiting:
        return unknown(UnresolvedReason.DATA, "result")
    total = waiting[0]
    for item in waiting[1:]:
        total = run.call(run, first_of(arguments), Arguments([total, item]), site)
    return total


def _length(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    value = first_of(arguments)
    if isinstance(value, ListValue) and not value.open_:
        return Known(len(value.items))
    if isinstance(value, DictValue) and not value.open_:
        return Known(len(value.entries))
    if isinstance(value, Known) and isinstance(value.value, str) and is_exact(value):
        return Known(len(value.value))
    return value if isinstance(value, UnknownValue) else unknown(UnresolvedReason.DATA, "length")


_SEQUENCES = [
    "list",
    "tuple",
    "set",
    "frozenset",
    "sorted",
    "reversed",
    "iter",
    "collections.deque",
    "natsort.natsorted",
    "natsort.os_sorted",
    "tqdm.tqdm",
    "tqdm.auto.tqdm",
    "tqdm.notebook.tqdm",
    "tqdm.tqdm_notebook",
    "tqdm.rich.tqdm",
    "tqdm.std.tqdm",
    "tqdm.asyncio.tqdm",
    "rich.progress.track",
    "alive_progress.alive_it",
    "fastprogress.progress_bar",
    "fastprogress.fastprogress.progress_bar",
    "more_itertools.always_iterable",
    "more_itertools.unique_everseen",
]

MODELS = {
    **dict.fromkeys(_SEQUENCES, _sequence),
    "enumerate": _enumerate,
    "zip": _zip,
    "range": _range,
    "map": _map,
    "filter": _filter,
    "next": _next,
    "max": _choose,
    "min": _choose,
    "all": _all,
    "any": _all,
    "len": _length,
    "sum": _sum,
    "functools.reduce": _reduce,
    "itertools.chain": _chain,
    "itertools.chain.from_iterable": _chain,
    "itertools.filterfalse": _filter,
    "itertools.starmap": _map,
    "tqdm.contrib.tmap": _map,
    "tqdm.contrib.concurrent.process_map": _map,
    "tqdm.contrib.concurrent.thread_map": _map,
}
