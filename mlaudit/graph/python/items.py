"""Items of values: `base[index]`."""

from __future__ import annotations

from mlaudit.catalog import type_of_item
from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class, is_tuple
from mlaudit.graph.python.iteration import UNKNOWN_KEY, iterate, key_of
from mlaudit.graph.python.slices import slice_list, text_item
from mlaudit.graph.python.text import HOLE, texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    ExternalValue,
    InstanceValue,
    Known,
    ListValue,
    NamedListValue,
    Union,
    UnknownValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

ABSENT_WORD = "argument_"
"""How the labels of words begin that the command line does not give."""


def get_item(run: Evaluation, base: Value, index: Value, site: Site) -> Value:
    """`base[index]`."""
    if type(base) is not Union and type(index) is not Union:
        return _get_item(run, base, index, site)
    found = [
        _get_item(run, container, key, site)
        for container in options_of(base)
        for key in options_of(index)
    ]
    return join(found[:24], _label(index))


def _label(index: Value) -> str:
    texts = texts_of(index)
    return (
        texts[0]
        if len(texts) == 1 and not HOLE.search(texts[0]) and not texts[0].isdigit()
        else "item"
    )


def _get_item(run: Evaluation, base: Value, index: Value, site: Site) -> Value:
    if isinstance(base, DictValue):
        return (
            _dict_item(base, index) if base.factory is None else _made_item(run, base, index, site)
        )
    if isinstance(base, NamedListValue):
        return _named_item(run, base, index)
    if isinstance(base, ListValue):
        return _list_item(run, base, index)
    if isinstance(base, ExternalValue):
        return _external_item(run, base, index, site)
    if isinstance(base, Known) and isinstance(base.value, str):
        return text_item(base.value, index)
    if isinstance(base, InstanceValue):
        member = find_in_class(base.class_, "__getitem__") if base.class_ else None
        if member is not None:
            getter = bind_member(run, member[0], base, member[1], site)
            return run.call(run, getter, Arguments([index]), site)
        if isinstance(index, Known) and index.value in base.attributes:
            return base.attributes[str(index.value)]
        if base.class_ is not None and is_tuple(base.class_):
            return _list_item(run, ListValue(iterate(base)[0], "tuple"), index)
    if isinstance(base, ClassValue):
        return _class_item(base, index)
    if isinstance(base, ExternalInstance):
        return _library_item(base, index)
    reason = base.reason if isinstance(base, UnknownValue) else UnresolvedReason.DATA
    return unknown(reason, _label(index))


def _library_item(base: ExternalInstance, index: Value) -> Value:
    data = base.state.get("data")
    if isinstance(data, DictValue):
        return _dict_item(data, index)
    key = index.value if isinstance(index, Known) and isinstance(index.value, int | str) else None
    type_ = type_of_item(base.type, key) if base.type else None
    return ExternalInstance(type_ or "", base.call, base.path if type_ else None)


def _dict_item(base: DictValue, index: Value) -> Value:
    key = key_of(index)
    if key is not UNKNOWN_KEY and key in base.entries:
        return base.entries[key]
    if isinstance(index, Known) and not base.open_:
        return unknown(UnresolvedReason.CONFIGURATION, str(index.value))
    if isinstance(index, UnknownValue) and base.entries and not base.open_:
        return join(list(base.entries.values()), index.label)
    return unknown(UnresolvedReason.CONFIGURATION, _label(index))


def _made_item(run: Evaluation, base: DictValue, index: Value, site: Site) -> Value:
    """An item of a `defaultdict`, which makes what it does not hold."""
    key, factory = key_of(index), base.factory
    if key is UNKNOWN_KEY or key in base.entries or factory is None or factory == NONE:
        return _dict_item(base, index)
    base.entries[key] = run.call(run, factory, Arguments(), site)
    return base.entries[key]


def _list_item(run: Evaluation, base: ListValue, index: Value) -> Value:
    if isinstance(index, Known) and isinstance(index.value, int):
        if -len(base.items) <= index.value < len(base.items) and not (
            base.open_ and index.value < 0
        ):
            return base.items[index.value]
        if base.open_ and base.items:
            if len(base.items) > 1 or run.arguments is not None:
                return base.items[-1]
            return _missing_word(run, base, index.value)
        if not base.open_ and base.items and base.items[0] == Known(f"{ROOT}/{run.entry}"):
            return unknown(UnresolvedReason.COMMAND_LINE, f"{ABSENT_WORD}{index.value}")
        return unknown(
            UnresolvedReason.COMMAND_LINE if base.open_ else UnresolvedReason.DATA, "item"
        )
    if isinstance(index, ListValue) and index.kind == "slice":
        return slice_list(base, index)
    if base.items:
        return join(list(base.items), "item")
    return unknown(UnresolvedReason.DATA, "item")


def _named_item(run: Evaluation, base: NamedListValue, index: Value) -> Value:
    key = index.value if isinstance(index, Known) else None
    if isinstance(key, str):
        return base.names.get(key) or unknown(UnresolvedReason.CONFIGURATION, key)
    if isinstance(key, int) and not 0 <= key < base.fixed and base.fixed < len(base.items):
        return join(base.items[base.fixed :] if key >= 0 else list(base.items), "item")
    return _list_item(run, base, index)


def _missing_word(run: Evaluation, words: ListValue, number: int) -> Value:
    """A word of `sys.argv` that nobody gives; needed where nothing forgives its absence."""
    forgiven = run.uncertain or any("<words>" in guard for guard in run.guards)
    if number > 0 and not forgiven and words.items[0] == Known(f"{ROOT}/{run.entry}"):
        run.record.missing_arguments[f"argument {number}"] = None
    return unknown(UnresolvedReason.COMMAND_LINE, f"argument_{number}")


def _external_item(run: Evaluation, base: ExternalValue, index: Value, site: Site) -> Value:
    if base.name == "os.environ":
        from mlaudit.graph.python.library_system import read_environment

        return read_environment(run, index, None, site)
    if base.name == "typing.Union" and isinstance(index, ListValue):
        classes = [item for item in index.items if isinstance(item, ClassValue)]
        if len(classes) == len(index.items):
            return join(list(classes), "class")
    return base if base.name[:1].islower() and "." in base.name else ExternalValue(base.name)


def _class_item(base: ClassValue, index: Value) -> Value:
    if isinstance(index, Known) and isinstance(index.value, str) and index.value in base.namespace:
        return base.namespace[index.value]
    return base
