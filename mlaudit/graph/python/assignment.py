"""Gives assignment targets their values."""

from __future__ import annotations

from mlaudit.graph.python.attributes import bind_member, set_attribute
from mlaudit.graph.python.branching import write
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import find_in_class, is_mapping_class
from mlaudit.graph.python.items import get_item
from mlaudit.graph.python.iteration import (
    UNKNOWN_KEY,
    iterate,
    key_of,
    put_key,
    reason_behind,
)
from mlaudit.graph.python.slices import slice_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalValue,
    InstanceValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
    options_of,
    unknown,
)
from mlaudit.model import expression as e
from mlaudit.model.vocabulary import UnresolvedReason

_LABELLED = frozenset({UnknownValue, InstanceValue})
"""The values that have a label."""
_NAMELESS = frozenset({"x", "item", "result", "value", "choice"})


def label_of(target: e.Expression) -> str:
    """What to call the unknown value of a target in a pattern."""
    if isinstance(target, e.Name):
        return target.identifier
    if isinstance(target, e.Attribute):
        return target.name
    return "item"


def assign(run: Evaluation, target: e.Expression, value: Value, frame: Frame) -> None:
    """Give an assignment target its value."""
    if isinstance(target, e.Name):
        frame.scope.bind(target.identifier, _named(value, target.identifier))
    elif isinstance(target, e.Collection):
        _unpack(run, target, value, frame)
    elif isinstance(target, e.Starred):
        assign(run, target.value, value, frame)
    elif isinstance(target, e.Attribute):
        run_base = run.evaluate(run, target.base, frame)
        set_attribute(run, run_base, target.name, value, Site(frame, frame.line))
    elif isinstance(target, e.Item):
        base = run.evaluate(run, target.base, frame)
        index = run.evaluate(run, target.index, frame)
        _set_item(run, base, index, value, Site(frame, frame.line))


def _named(value: Value, name: str) -> Value:
    """An unknown value takes the name of the variable, which reads best in a pattern."""
    if type(value) in _LABELLED and getattr(value, "label", None) in _NAMELESS:
        return unknown(reason_behind(value), name)
    return value


def _unpack(run: Evaluation, target: e.Collection, value: Value, frame: Frame) -> None:
    for option in options_of(value):
        if isinstance(option, ListValue) and not option.open_:
            value = option
            break
    items = value.items if isinstance(value, ListValue) and not value.open_ else None
    stars = [isinstance(element, e.Starred) for element in target.elements]
    if items is None or (True not in stars and len(items) != len(target.elements)):
        for position, element in enumerate(target.elements):
            part = get_item(run, value, Known(position), Site(frame, frame.line))
            assign(
                run,
                element,
                part if items is None else unknown(UnresolvedReason.DATA, label_of(element)),
                frame,
            )
        return
    split = stars.index(True) if True in stars else len(stars)
    after = len(stars) - split - 1 if True in stars else 0
    for element, item in zip(target.elements[:split], items[:split], strict=False):
        assign(run, element, item, frame)
    if True in stars:
        middle = items[split : len(items) - after]
        assign(run, target.elements[split], ListValue(middle), frame)
        for element, item in zip(
            target.elements[split + 1 :], items[len(items) - after :], strict=False
        ):
            assign(run, element, item, frame)


def _set_item(run: Evaluation, base: Value, index: Value, value: Value, site: Site) -> None:
    for option in options_of(base):
        if isinstance(option, DictValue):
            _set_key(run, option, index, value, surely=option is base)
        elif isinstance(option, InstanceValue):
            _set_item_of_object(run, option, index, value, site, surely=option is base)
        elif isinstance(option, ExternalValue) and option.name == "os.environ":
            if (
                isinstance(index, Known)
                and isinstance(index.value, str)
                and isinstance(value, Known)
            ):
                run.environment[index.value] = str(value.value)
        elif isinstance(option, ListValue):
            if isinstance(index, ListValue) and index.kind == "slice":
                _set_slice(option, index, value)
            position = index.value if isinstance(index, Known) else None
            if isinstance(position, int) and -len(option.items) <= position < len(option.items):
                option.items[position] = value


def _set_key(
    run: Evaluation, target: DictValue, index: Value, value: Value, *, surely: bool
) -> None:
    known = key_of(index)
    if known is UNKNOWN_KEY:
        put_key(target, index, value)
    else:
        target.open_ = target.open_ or (bool(run.uncertain) and known not in target.entries)
        write(run, target.entries, known, value, surely=surely)


def _set_item_of_object(
    run: Evaluation, target: InstanceValue, index: Value, value: Value, site: Site, *, surely: bool
) -> None:
    """An object takes an item as its class says; one that derives from `dict` keeps it."""
    member = find_in_class(target.class_, "__setitem__") if target.class_ is not None else None
    if member is not None:
        setter = bind_member(run, member[0], target, member[1], site)
        run.call(run, setter, Arguments([index, value]), site)
    elif is_mapping_class(target.class_):
        known = key_of(index)
        target.open_ = target.open_ or not isinstance(known, str)
        if isinstance(known, str):
            write(run, target.attributes, known, value, surely=surely)


def _set_slice(target: ListValue, index: ListValue, value: Value) -> None:
    """`items[a:b] = value`; with bounds that are not known the new items come last."""
    items, complete = iterate(value)
    bounds = slice_of(index)
    target.open_ = target.open_ or not complete or bounds is None
    if bounds is None or bounds.step is not None:
        target.items.extend(items)
    else:
        target.items[bounds] = items
