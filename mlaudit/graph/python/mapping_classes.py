"""Classes of the scanned code that derive from `dict`: their items are kept as attributes.

Most of them exist to look items up as attributes (`class Config(dict)`).
"""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import is_mapping_class
from mlaudit.graph.python.library_collection import fill_dict
from mlaudit.graph.python.library_container import call_dict_method
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    InstanceValue,
    Value,
)


def fill_mapping(
    run: Evaluation, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """What `dict.__init__` puts into an object."""
    owner = instance.real or instance
    made = fill_dict(run, DictValue({}), arguments, site)
    owner.attributes.update({key: v for key, v in made.entries.items() if isinstance(key, str)})
    owner.open_ = owner.open_ or made.open_


def call_mapping_method(
    run: Evaluation, instance: InstanceValue, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """A method that the class has from `dict`; None for all others."""
    if not is_mapping_class(instance.class_):
        return None
    if name == "__init__":
        fill_mapping(run, instance, arguments, site)
        return NONE
    owner = instance.real or instance
    items = DictValue(owner.attributes, owner.open_)
    if name in ("__getitem__", "__getattr__"):
        return call_dict_method(run, items, "get", arguments, site)
    if name in ("__setitem__", "__setattr__") and len(arguments.positional) == 2:
        key, value = arguments.positional
        entry = DictValue({getattr(key, "value", None): value})
        return call_dict_method(run, items, "update", Arguments([entry]), site)
    return call_dict_method(run, items, name, arguments, site)
