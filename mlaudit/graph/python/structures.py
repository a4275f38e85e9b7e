"""Objects of classes that describe records, made of plain data as annotations want it."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.annotations import coerce_to
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.library_configuration import read_configuration
from mlaudit.graph.python.validation import annotations_of
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    InstanceValue,
    ListValue,
    UnknownValue,
    Value,
    options_of,
)


def structure(
    run: Evaluation, class_: Value | None, data: Value | None, site: Site
) -> Value | None:
    """An object of a class, its fields taken from a table as their annotations want them."""
    if not isinstance(class_, ClassValue):
        return None
    if isinstance(data, ListValue):
        items = [structure(run, class_, item, site) or item for item in data.items]
        return ListValue(items, data.kind, data.open_)
    if isinstance(data, InstanceValue):
        return data
    if not isinstance(data, DictValue):
        return run.call(run, class_, Arguments(open_=True), site)
    known = {key: item for key, item in data.entries.items() if isinstance(key, str)}
    for name, (annotation, owner) in annotations_of(class_).items():
        if name in known and not isinstance(known[name], UnknownValue):
            frame = Frame(owner.module.scope, owner.module)
            known[name] = coerce_to(run, known[name], annotation, frame, site)
    return run.call(run, class_, Arguments([], known, data.open_), site)


def structure_text(run: Evaluation, class_: Value | None, text: Value, site: Site) -> Value | None:
    """The same from text that was read from a file."""
    found = read_configuration(run, text)
    tables = [option for option in options_of(found) if isinstance(option, DictValue)]
    return structure(run, class_, tables[0] if tables else found, site)


def structure_file(
    run: Evaluation, class_: Value | None, file: Value, via: str, site: Site
) -> Value | None:
    """The same from a file that the library opens itself."""
    record_path(run, file, "read", via, site, "config")
    return structure_text(run, class_, file, site)
