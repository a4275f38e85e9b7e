"""Models of what draws from a list, orders it or divides it by chance."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.values import (
    Arguments,
    Known,
    ListValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _list_of(arguments: Arguments) -> ListValue | None:
    """The list that a call draws from, where it has elements in sight."""
    given = next(iter([*arguments.positional, *arguments.keywords.values()]), None)
    return given if isinstance(given, ListValue) and given.items else None


def _one(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    given = _list_of(arguments)
    return join(list(given.items), "choice") if given is not None else None


def _several(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    given = _list_of(arguments)
    return ListValue([join(list(given.items), "choice")], open_=True) if given is not None else None


def _one_or_several(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`numpy.random.choice(items)` gives one element, with a size it gives an array."""
    size = arguments.get(1, "size")
    single = size is None or size == Known(None)
    return (_one if single else _several)(run, name, arguments, site)


def _order(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """All elements in another order."""
    given = _list_of(arguments)
    if given is None or len(arguments.positional) > 1:
        return None
    return ListValue(list(given.items), "list", given.open_)


def _divide(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`train_test_split(paths, labels)`: two parts of each list, one after the other."""
    if not any(isinstance(given, ListValue) and given.items for given in arguments.positional):
        return None
    parts: list[Value] = []
    for given in arguments.positional:
        for _ in range(2):
            if isinstance(given, ListValue) and given.items:
                parts.append(ListValue([join(list(given.items), "part")], open_=True))
            else:
                parts.append(unknown(UnresolvedReason.CALL_RESULT, "part"))
    return ListValue(parts)


MODELS = {
    **dict.fromkeys(["random.choice", "secrets.choice"], _one),
    **dict.fromkeys(["random.sample", "random.choices"], _several),
    "numpy.random.choice": _one_or_several,
    "numpy.random.permutation": _order,
    "sklearn.utils.shuffle": _order,
    "sklearn.model_selection.train_test_split": _divide,
}
