"""Models of `configparser`: sections, what they inherit, and references between values."""

from __future__ import annotations

from mlaudit.graph.python.configuration_values import merge_tables
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.ini_sections import DEFAULT, find_option, finish_sections
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.library_configuration import read_configuration
from mlaudit.graph.python.option_types import convert_word
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    ExternalInstance,
    ExternalValue,
    Known,
    ListValue,
    Value,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_PREFIX = "configparser.ConfigParser."
_CONVERTED = {"getint": "int", "getfloat": "float", "getboolean": "bool"}


def _take(run: Evaluation, receiver: Value, sources: list[Value]) -> None:
    """Read files into a parser, later ones over earlier ones."""
    if not isinstance(receiver, ExternalInstance):
        return
    raw = receiver.state.get("raw")
    merged = raw if isinstance(raw, DictValue) else DictValue({})
    for source in sources:
        found = source if isinstance(source, DictValue) else read_configuration(run, source)
        table = next((each for each in options_of(found) if isinstance(each, DictValue)), None)
        merged = merge_tables(merged, DictValue({}, True) if table is None else table)
    receiver.state["raw"] = merged
    receiver.state["data"] = finish_sections(receiver, merged)


def _data(receiver: Value) -> DictValue | None:
    found = receiver.state.get("data") if isinstance(receiver, ExternalInstance) else None
    return found if isinstance(found, DictValue) else None


def _read(run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site) -> Value:
    """`parser.read(name or names)`, `parser.read_file(handle)`, `parser.read_dict(dict)`."""
    given = arguments.positional[:1] or list(arguments.keywords.values())[:1]
    sources = [
        item
        for value in given
        for item in (iterate(value)[0] if isinstance(value, ListValue) else [value])
    ]
    _take(run, receiver, sources)
    return ListValue(sources)


def _get(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`parser.get(section, option, fallback=…)` and its kin that convert."""
    data, fallback = _data(receiver), arguments.get(None, "fallback")
    if data is None:
        return fallback
    sections, keys = (
        texts_of(arguments.get(position, keyword) or NONE)[:1]
        for position, keyword in ((0, "section"), (1, "option"))
    )
    found = find_option(data.entries.get(sections[0]), keys[0]) if sections and keys else None
    if found is None:
        return fallback or unknown(UnresolvedReason.CONFIGURATION, keys[0] if keys else "option")
    kind = _CONVERTED.get(name)
    if kind is not None and isinstance(found, Known) and isinstance(found.value, str):
        return convert_word(run, ExternalValue(kind), found.value, site)
    return found


def _list(run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site) -> Value:
    """`parser.sections()`, `parser.options(section)`, `parser.items(section)`."""
    data = _data(receiver)
    if data is None:
        return ListValue([], open_=True)
    texts = texts_of(arguments.positional[0]) if arguments.positional else []
    section = data.entries.get(texts[0]) if texts else data
    if not isinstance(section, DictValue):
        return ListValue([], open_=True)
    entries = section.entries.items()
    if name == "items":
        pairs: list[Value] = [ListValue([Known(str(k)), v], "tuple") for k, v in entries]
        return ListValue(pairs, open_=section.open_)
    tables = name == "sections"
    keys = [k for k, v in entries if k != DEFAULT and (not tables or isinstance(v, DictValue))]
    return ListValue([Known(str(key)) for key in keys], open_=section.open_)


def _has(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`parser.has_section(name)`, `parser.has_option(section, name)`."""
    data = _data(receiver)
    texts = [texts_of(value)[:1] for value in arguments.positional]
    if data is None or not all(texts) or not texts:
        return None
    found = data.entries.get(texts[0][0])
    if name == "has_option":
        found = find_option(found, texts[1][0]) if len(texts) > 1 else None
    return Known(found is not None) if found is not None or not data.open_ else None


def _set(run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site) -> Value:
    """`parser.set(section, option, value)`."""
    if isinstance(receiver, ExternalInstance) and len(arguments.positional) > 2:
        section, key = (texts_of(value)[:1] for value in arguments.positional[:2])
        if section and key:
            inner = DictValue({key[0]: arguments.positional[2]})
            _take(run, receiver, [DictValue({section[0]: inner})])
    return NONE


METHODS = {
    **{_PREFIX + name: _read for name in ("read", "read_file", "readfp", "read_dict")},
    **{_PREFIX + name: _get for name in ("get", *_CONVERTED)},
    **{_PREFIX + name: _list for name in ("sections", "options", "items")},
    **{_PREFIX + name: _has for name in ("has_section", "has_option")},
    _PREFIX + "set": _set,
}
METHODS.update(
    {
        name.replace("ConfigParser.", f"{other}."): model
        for name, model in list(METHODS.items())
        for other in ("RawConfigParser", "SafeConfigParser")
    }
)
