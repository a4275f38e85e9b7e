"""What actions of argparse store: classes of the scanned code, and those that make a dict."""

from __future__ import annotations

from typing import Protocol

from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.configuration_values import table_of_words
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
)


class Storing(Protocol):
    """What an action asks of its option."""

    names: tuple[str, ...]
    destination: str
    default: Value | None
    constant: Value | None
    action: Value | None


def words_as_table(values: list[Value]) -> Value:
    """`key=value` words, as mmengine's `DictAction` reads them."""
    return table_of_words([text for value in values for text in texts_of(value)[:1]])


def store_by_action(
    run: Evaluation,
    option: Storing,
    given: ListValue | list[Value],
    values: dict[str, Value],
    site: Site,
) -> None:
    """Store values as an action says: a class of the scanned code is called for it."""
    action = option.action
    if not isinstance(action, ClassValue):
        words = given.items if isinstance(given, ListValue) else given
        values[option.destination] = words_as_table(words)
        return
    values.setdefault(option.destination, option.default or NONE)
    member = find_in_class(action, "__call__")
    if member is None:
        return
    flags: list[Value] = [Known(name) for name in option.names]
    attributes: dict[str, Value] = {"dest": Known(option.destination)}
    attributes.update(
        option_strings=ListValue(flags),
        default=option.default or NONE,
        const=option.constant or NONE,
    )
    value: Value = given if isinstance(given, ListValue) else (given or [NONE])[0]
    handed: list[Value] = [NONE, InstanceValue(None, values), value, (flags or [NONE])[0]]
    call = bind_member(run, member[0], InstanceValue(action, attributes), member[1], site)
    run.call(run, call, Arguments(handed), site)
