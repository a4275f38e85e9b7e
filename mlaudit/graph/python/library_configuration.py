"""Models of reading configuration files of the scanned tree."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator

from mlaudit.graph.python.configuration_values import read_word, value_of_data
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.text import (
    CONTENT,
    HOLE,
    is_absolute,
    is_handle,
    normalise,
    texts_of,
)
from mlaudit.graph.python.values import (
    ROOT,
    Arguments,
    DictValue,
    ExternalInstance,
    Known,
    ListValue,
    PathValue,
    Union,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.graph.python.variable_files import expand_variables
from mlaudit.model.data import Data
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

EXPANDED = "expanded"
"""Marks text of a file whose variables `os.path.expandvars` fills in."""
_DUMPED = "dumped"
_MAX_LITERAL = 1_000
_DATA = lazy_regex(r"\s*[\[{]")
"""How the text of a table or list begins."""


def read_configuration(run: Evaluation, source: Value | None) -> Value:
    """What a configuration file of the tree holds, from its path or an open handle."""
    found: list[Value] = []
    expanded = isinstance(source, ExternalInstance) and EXPANDED in source.state
    for option in options_of(source) if source is not None else ():
        if (
            isinstance(option, ExternalInstance)
            and option.path is not None
            and (is_handle(option) or option.type == CONTENT)
        ):
            option = option.path
        for path in texts_of(option) if isinstance(option, Known | PathValue | Union) else []:
            data = None if HOLE.search(path) else find_configuration(run, path)
            if data is not None:
                value = value_of_data(data)
                found.append(_expand_all(run, value) if expanded else value)
    if found:
        return join(found, "configuration")
    return unknown(UnresolvedReason.CONFIGURATION, "configuration")


def _expand_all(run: Evaluation, value: Value) -> Value:
    """A configuration whose text had its variables filled in before it was read."""
    if isinstance(value, DictValue):
        return DictValue({k: _expand_all(run, v) for k, v in value.entries.items()}, value.open_)
    if isinstance(value, ListValue):
        return ListValue([_expand_all(run, item) for item in value.items], value.kind)
    text = value.value if isinstance(value, Known) else None
    return Known(expand_variables(run, text)) if isinstance(text, str) else value


def _find(run: Evaluation, path: str) -> tuple[str, Data | None] | None:
    """By the working directory; else in the folders above it, nearest first, else by the entry.

    A file that is not where the program looks for it was meant all the same: people start
    programs from several folders, and write down one.
    """
    first = normalise(path, run.directory)
    for candidate in (first, *_places_above(path, run.directory, run.entry)):
        found = run.world.configuration(candidate)
        if found is not None or run.world.exists(candidate):
            return candidate, found
    return None


def find_configuration(run: Evaluation, path: str) -> Data | None:
    """The data of a configuration file that a path leads to, None where there is none."""
    return (_find(run, path) or ("", None))[1]


def locate_configuration(run: Evaluation, path: str) -> tuple[str, DictValue] | None:
    """Where a configuration file is and the table that it holds, None where there is none."""
    place, data = _find(run, path) or ("", None)
    value = value_of_data(data) if data is not None else None
    return (f"{ROOT}/{place}", value) if isinstance(value, DictValue) else None


def _places_above(path: str, directory: str, entry: str) -> Iterator[str]:
    """Where else a relative path may lead: from the folders above, then from those of the entry."""
    if is_absolute(path) or path.startswith((ROOT, "~", "..")):
        return
    for start in (directory, posixpath.dirname(entry) + "/_"):
        folder = posixpath.dirname(start)
        while not folder.startswith(("..", "/")):
            yield normalise(path, folder or ".")
            if folder in ("", "."):
                break
            folder = posixpath.dirname(folder)


def load_data(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`yaml.safe_load(source)` and its like: a path, an open file, or text."""
    source = arguments.positional[0] if arguments.positional else None
    if isinstance(source, ExternalInstance) and isinstance(source.state.get(_DUMPED), DictValue):
        return source.state[_DUMPED]  # type: ignore[return-value]
    if isinstance(source, Known) and isinstance(source.value, str) and _DATA.match(source.value):
        return read_word(source.value)
    return read_configuration(run, source)


def _load_strict(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`strictyaml.load(text, schema)`: an object with the values as its `data`."""
    made = ExternalInstance("strictyaml.YAML", name)
    made.state["data"] = load_data(run, name, arguments, site)
    return made


def _literal(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`ast.literal_eval(text)`; text that is no literal is what programs then keep."""
    text = arguments.positional[0] if arguments.positional else None
    if not isinstance(text, Known) or not isinstance(text.value, str) or HOLE.search(text.value):
        return None
    if _DATA.match(text.value):
        return read_word(text.value)
    try:
        made = ast.literal_eval(text.value[:_MAX_LITERAL])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    return Known(made) if isinstance(made, str | int | float | bool | None) else None


def _dump(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """The text that a table is written as; whoever reads it again finds the table."""
    value = arguments.positional[0] if arguments.positional else None
    if not isinstance(value, DictValue) or len(arguments.positional) > 1:
        return None
    return ExternalInstance(CONTENT, name, state={_DUMPED: value})


def _read_text(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`handle.read()` remembers the file, so that a parser of the text finds it."""
    if isinstance(receiver, ExternalInstance) and receiver.path is not None:
        from mlaudit.graph.python.library_queries import query_text

        content = ExternalInstance(CONTENT, name, receiver.path)
        return query_text(run, receiver.path) or content
    return None


def _read_parser(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if isinstance(receiver, ExternalInstance) and arguments.positional:
        value = read_configuration(run, arguments.positional[0])
        if isinstance(value, DictValue):
            receiver.state["data"] = value
        return value
    return None


_READERS = [
    "yaml.safe_load",
    "yaml.load",
    "yaml.full_load",
    "yaml.unsafe_load",
    "json.load",
    "json.loads",
    "toml.load",
    "tomllib.load",
    "tomli.load",
    "tomllib.loads",
    "tomli.loads",
    "toml.loads",
    "ruamel.yaml.safe_load",
    "ruamel.yaml.load",
    "commentjson.load",
    "json5.load",
    "json5.loads",
    "orjson.loads",
    "ujson.load",
    "ujson.loads",
    "simplejson.load",
    "simplejson.loads",
    "oyaml.safe_load",
    "oyaml.load",
    "pyaml.yaml.safe_load",
    "hjson.load",
]
_WRITERS = ["json.dumps", "yaml.dump", "yaml.safe_dump", "toml.dumps", "ujson.dumps"]
MODELS = {
    **dict.fromkeys(_READERS, load_data),
    **dict.fromkeys(_WRITERS, _dump),
    "strictyaml.load": _load_strict,
    "ast.literal_eval": _literal,
}
METHODS = {
    "io.TextIOWrapper.read": _read_text,
    "io.TextIOWrapper.read_text": _read_text,
    "ruamel.yaml.YAML.load": _read_parser,
}
