"""Models of OmegaConf: configurations that refer to themselves and are merged."""

from __future__ import annotations

from mlaudit.graph.python.configuration_values import (
    as_table,
    find_value,
    is_record_class,
    merge_tables,
    put_value,
    read_word,
    resolve,
    table_of_words,
)
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import read_configuration
from mlaudit.graph.python.passing import give_first
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    Known,
    ListValue,
    Union,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _load(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    found = read_configuration(run, arguments.get(0, "file_"))
    return join([resolve(run, option) for option in options_of(found)], "configuration")


def _create(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`OmegaConf.create(dict)`, `OmegaConf.structured(Class)`, also of YAML text."""
    given = arguments.get(0, "obj") or arguments.get(0, "content")
    if given is None:
        return DictValue({})
    if isinstance(given, Union):
        parts = [_create(run, name, Arguments([each]), site) or each for each in given.options]
        return join(parts, "configuration")
    if is_record_class(given):
        given = run.call(run, given, Arguments(), site)
    if isinstance(given, Known) and isinstance(given.value, str):
        return resolve(run, read_word(given.value))
    table = as_table(run, given)
    return resolve(run, table) if table is not None else given


def _merge(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    merged = DictValue({})
    for value in arguments.positional:
        given = run.call(run, value, Arguments(), site) if is_record_class(value) else value
        table = next((t for o in options_of(given) if (t := as_table(run, o))), None)
        if table is None:
            table = DictValue({}, not isinstance(given, DictValue))
        merged = merge_tables(merged, table)
    return resolve(run, merged)


def _from_words(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`OmegaConf.from_cli()` and `OmegaConf.from_dotlist([…])`."""
    given = arguments.get(0, "args_list") or arguments.get(0, "dotlist")
    if isinstance(given, ListValue) and not given.open_:
        return table_of_words([text for item in given.items for text in texts_of(item)[:1]])
    if given is None and run.arguments is not None:
        return table_of_words(list(run.arguments))
    return DictValue({}, True)


def _select(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    config, keys = arguments.get(0, "cfg"), texts_of(arguments.get(1, "key") or NONE)
    found = find_value(config, keys[0]) if config is not None and keys else None
    default = arguments.get(None, "default")
    return found or default or unknown(UnresolvedReason.CONFIGURATION, keys[0] if keys else "key")


def _update(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    config, keys = arguments.get(0, "cfg"), texts_of(arguments.get(1, "key") or NONE)
    value = arguments.get(2, "value")
    if isinstance(config, DictValue) and keys and value is not None:
        put_value(config, keys[0].split("."), value)
    return NONE


_PREFIX = "omegaconf.OmegaConf."
MODELS = {
    _PREFIX + "load": _load,
    **dict.fromkeys([_PREFIX + "create", _PREFIX + "structured", "omegaconf.DictConfig"], _create),
    **dict.fromkeys([_PREFIX + "merge", _PREFIX + "unsafe_merge"], _merge),
    **dict.fromkeys([_PREFIX + "from_cli", _PREFIX + "from_dotlist"], _from_words),
    _PREFIX + "select": _select,
    _PREFIX + "update": _update,
    **dict.fromkeys([_PREFIX + "to_container", _PREFIX + "to_object"], give_first),
    "omegaconf.open_dict": give_first,
}
