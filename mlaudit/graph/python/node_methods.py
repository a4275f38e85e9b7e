"""Methods of configuration nodes (yacs, fvcore, mmengine, ml_collections), which are dicts here."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.branching import write
from mlaudit.graph.python.configuration_values import (
    merge_tables,
    read_word,
)
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import read_configuration
from mlaudit.graph.python.text import normalise, texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    DictValue,
    Known,
    ListValue,
    Value,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_BASE = "_BASE_"
_MAX_BASES = 6
_SETTINGS = ("freeze", "defrost", "lock", "unlock", "set_new_allowed", "is_frozen", "pretty_text")


def read_node(run: Evaluation, file: Value, via: str, site: Site, depth: int = 0) -> DictValue:
    """A configuration file, over the files that its `_BASE_` names."""
    record_path(run, file, "read", via, site, "config")
    found = read_configuration(run, file)
    table = next((each for each in options_of(found) if isinstance(each, DictValue)), None)
    if table is None:
        return DictValue({}, True)
    bases = texts_of(table.entries.pop(_BASE, unknown(UnresolvedReason.DATA)))
    folders = [posixpath.dirname(normalise(text, run.directory)) for text in texts_of(file)]
    if not folders or depth > _MAX_BASES or bases[0].startswith("{"):
        return table
    base = Known(f"{ROOT}/{posixpath.join(folders[0], bases[0])}")
    return merge_tables(read_node(run, base, via, site, depth + 1), table)


def call_node_method(
    run: Evaluation, target: DictValue, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """The result of a method that only configuration nodes have, None for any other."""
    if name == "merge_from_file":
        given = arguments.positional[:1] or list(arguments.keywords.values())[:1]
        for file in given:
            _merge_into(run, target, read_node(run, file, f"yacs.config.CfgNode.{name}", site))
        return NONE
    if name == "merge_from_list":
        return _merge_words(run, target, arguments)
    if name in ("merge_from_other_cfg", "merge_from_dict"):
        given = arguments.positional[:1] or list(arguments.keywords.values())[:1]
        for value in given:
            _merge_dotted(run, target, value)
        return NONE
    if name in ("clone", "copy_and_resolve_references"):
        return copy_node(target)
    if name == "unlocked":
        return target
    return NONE if name in _SETTINGS else None


def copy_node(value: Value) -> Value:
    """A deep copy of tables and lists."""
    if isinstance(value, DictValue):
        return DictValue({k: copy_node(v) for k, v in value.entries.items()}, value.open_)
    if isinstance(value, ListValue):
        return ListValue([copy_node(item) for item in value.items], value.kind, value.open_)
    return value


def _merge_into(run: Evaluation, target: DictValue, source: DictValue) -> None:
    """Merge in place, so that whoever holds a part of the target sees it."""
    target.open_ = target.open_ or source.open_
    for key, value in source.entries.items():
        old = target.entries.get(key)
        if isinstance(old, DictValue) and isinstance(value, DictValue):
            _merge_into(run, old, value)
        else:
            write(run, target.entries, key, value)


def _put(run: Evaluation, target: DictValue, keys: list[str], value: Value) -> None:
    """Set the value behind a chain of keys; tables on the way are made."""
    for key in keys[:-1]:
        below = target.entries.get(key)
        if not isinstance(below, DictValue):
            below = DictValue({})
            write(run, target.entries, key, below)
        target = below
    write(run, target.entries, keys[-1], value)


def _merge_words(run: Evaluation, target: DictValue, arguments: Arguments) -> Value:
    """`merge_from_list(["A.B", value, …])`."""
    given = arguments.positional[0] if arguments.positional else NONE
    if not isinstance(given, ListValue) or given.open_:
        target.open_ = target.open_ or given != NONE
        return NONE
    for key, value in zip(given.items[::2], given.items[1::2], strict=False):
        text = value.value if isinstance(value, Known) else None
        made = read_word(text) if isinstance(text, str) else value
        for dotted in texts_of(key)[:1]:
            _put(run, target, dotted.split("."), made)
    return NONE


def _merge_dotted(run: Evaluation, target: DictValue, value: Value) -> None:
    """A table whose keys may be chains (`{"model.name": …}`)."""
    if not isinstance(value, DictValue):
        target.open_ = target.open_ or value != NONE
        return
    for key, item in value.entries.items():
        if isinstance(key, str) and "." in key:
            _put(run, target, key.split("."), item)
        else:
            _merge_into(run, target, DictValue({key: item}))
    target.open_ = target.open_ or value.open_
