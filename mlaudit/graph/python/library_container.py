"""Methods of lists and dicts."""

from __future__ import annotations

from mlaudit.graph.python.branching import write
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.iteration import UNKNOWN_KEY, as_value, iterate, key_of, put_key
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    Known,
    ListValue,
    NamedListValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def call_list_method(
    run: Evaluation, target: ListValue, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """The result of a method of a list, tuple or set."""
    given = arguments.positional[0] if arguments.positional else None
    if name in ("append", "add", "appendleft") and given is not None:
        if run.uncertain:
            target.open_ = True
        if len(target.items) < 500:
            target.items.append(given)
        return NONE
    if name in ("extend", "update") and given is not None:
        items, complete = iterate(given)
        target.items.extend(items)
        target.open_ = target.open_ or not complete or bool(run.uncertain)
        return NONE
    if name == "insert" and len(arguments.positional) > 1:
        position = arguments.positional[0]
        index = position.value if isinstance(position, Known) else None
        target.items.insert(
            index if isinstance(index, int) else len(target.items), arguments.positional[1]
        )
        return NONE
    if name in ("pop", "popleft"):
        return _pop(target, Known(0) if name == "popleft" else given)
    if isinstance(target, NamedListValue) and name in ("get", "items", "keys"):
        return call_dict_method(run, DictValue(target.names), name, arguments, site)
    if name in ("index", "count"):
        return _position(target, given, name)
    if name in ("copy", "union", "intersection", "difference"):
        return ListValue(list(target.items), target.kind, target.open_ or name != "copy")
    if name in ("sort", "reverse", "clear", "remove", "discard"):
        return NONE
    return None


def _pop(target: ListValue, position: Value | None) -> Value:
    index = position.value if isinstance(position, Known) else -1 if position is None else None
    if isinstance(index, int) and -len(target.items) <= index < len(target.items):
        return target.items.pop(index)
    return join(list(target.items), "item")


def _position(target: ListValue, given: Value | None, name: str) -> Value | None:
    """Where an item stands, or how often it is there, in a list that is known."""
    if target.open_ or given is None:
        return None
    if name == "index":
        return Known(target.items.index(given)) if given in target.items else None
    known = isinstance(given, Known) and all(isinstance(item, Known) for item in target.items)
    return Known(target.items.count(given)) if known else None


def call_dict_method(
    run: Evaluation, target: DictValue, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """The result of a method of a dict."""
    if name in ("get", "pop", "setdefault"):
        return _get(target, name, arguments, certain=not run.uncertain)
    if name == "items":
        pairs: list[Value] = [
            ListValue([as_value(key), value], "tuple") for key, value in target.entries.items()
        ]
        return ListValue(pairs, open_=target.open_)
    if name == "values":
        return ListValue(list(target.entries.values()), open_=target.open_)
    if name == "keys":
        return ListValue([as_value(key) for key in target.entries], open_=target.open_)
    if name in ("copy", "to_dict", "dict", "model_dump"):
        return DictValue(dict(target.entries), target.open_)
    if name in ("update", "merge"):
        return _update(run, target, arguments)
    attribute = target.entries.get(name)
    if attribute is not None:
        return run.call(run, attribute, arguments, site)
    from mlaudit.graph.python.node_methods import call_node_method

    return call_node_method(run, target, name, arguments, site)


def _get(target: DictValue, name: str, arguments: Arguments, *, certain: bool) -> Value:
    key = arguments.get(0, "key") or NONE
    default = arguments.get(1, "default") or NONE
    known = key_of(key)
    if known is not UNKNOWN_KEY and known in target.entries:
        takes = name == "pop" and certain
        return target.entries.pop(known) if takes else target.entries[known]
    if known is not UNKNOWN_KEY and not target.open_:
        if name == "setdefault":
            put_key(target, key, default)
        return default
    label = str(known) if isinstance(known, str) else "item"
    found: list[Value] = [unknown(UnresolvedReason.CONFIGURATION, label)]
    if default is not NONE:
        found.append(default)
    if known is UNKNOWN_KEY:
        found = [*target.entries.values(), *found]
    return join(found, label)


def _update(run: Evaluation, target: DictValue, arguments: Arguments) -> Value:
    for value in arguments.positional:
        for option in options_of(value):
            if isinstance(option, DictValue):
                for key, item in option.entries.items():
                    write(run, target.entries, key, item, surely=option is value)
            elif option == NONE:
                continue
            target.open_ = target.open_ or not isinstance(option, DictValue) or option.open_
    for name, item in arguments.keywords.items():
        write(run, target.entries, name, item)
    return NONE
