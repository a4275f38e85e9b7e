"""Models of the functions of `operator`."""

from __future__ import annotations

from mlaudit.graph.python.attributes import get_attribute
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.items import get_item
from mlaudit.graph.python.operations import apply_operation
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    ExternalValue,
    ListValue,
    PartialValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _getter(kind: str) -> object:
    """`itemgetter(…)`, `attrgetter(…)` and `methodcaller(…)` are called later."""

    def model(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
        return PartialValue(ExternalValue(f"operator.{kind}.__call__"), arguments)

    return model


def _get_items(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    *keys, base = arguments.positional
    found = [get_item(run, base, key, site) for key in keys]
    return found[0] if len(found) == 1 else ListValue(found, "tuple")


def _get_attributes(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    *names, base = arguments.positional
    found = []
    for dotted in (text for name_ in names for text in texts_of(name_)[:1]):
        value = base
        for part in dotted.split("."):
            value = get_attribute(run, value, part, site)
        found.append(value)
    return found[0] if len(found) == 1 else ListValue(found, "tuple")


def _call_method(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    method, *rest, base = arguments.positional
    texts = texts_of(method)
    if len(texts) != 1:
        return unknown(UnresolvedReason.CALL_RESULT, "method")
    callee = get_attribute(run, base, texts[0], site, calling=True)
    return run.call(run, callee, Arguments(rest, arguments.keywords), site)


def _operator(sign: str) -> object:
    def model(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
        if len(arguments.positional) != 2:
            return None
        return apply_operation(run, sign, arguments.positional, site)

    return model


def _item_of(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) == 2:
        return get_item(run, arguments.positional[0], arguments.positional[1], site)
    return unknown(UnresolvedReason.DATA, "item")


MODELS = {
    "operator.getitem": _item_of,
    "operator.itemgetter": _getter("itemgetter"),
    "operator.itemgetter.__call__": _get_items,
    "operator.attrgetter": _getter("attrgetter"),
    "operator.attrgetter.__call__": _get_attributes,
    "operator.methodcaller": _getter("methodcaller"),
    "operator.methodcaller.__call__": _call_method,
    "operator.add": _operator("+"),
    "operator.concat": _operator("+"),
    "operator.truediv": _operator("/"),
    "operator.eq": _operator("=="),
    "operator.ne": _operator("!="),
}
