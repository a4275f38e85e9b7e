"""Models of reading configuration files of the scanned tree."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from mlaudit.graph.python.configuration_values import value_of_data
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
    PathValue,
    Union,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.data import Data
from mlaudit.model.vocabulary import UnresolvedReason


def read_configuration(run: Evaluation, source: Value | None) -> Value:
    """What a configuration file of the tree holds, from its path or an open handle."""
    found: list[Value] = []
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
                found.append(value_of_data(data))
    if found:
        return join(found, "configuration")
    return unknown(UnresolvedReason.CONFIGURATION, "configuration")


def find_configuration(run: Evaluation, path: str) -> Data | None:
    """Data by the working directory; else in folders above, nearest first, else by the entry.

    A file that is not where the program looks for it was meant all the same: people start
    programs from several folders, and write down one.
    """
    first = normalise(path, run.directory)
    for candidate in (first, *_places_above(path, run.directory, run.entry)):
        found = run.world.configuration(candidate)
        if found is not None or run.world.exists(candidate):
            return found
    return None


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


def _load(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return read_configuration(run, arguments.positional[0] if arguments.positional else None)


def _load_all_parameters(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`dvc.api.params_show()`: params.yaml, or the files that are named."""
    sources = arguments.positional or [Known("params.yaml")]
    return read_configuration(run, sources[0])


def _wrap(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """A box around a dict: attribute access to the same entries."""
    if arguments.positional:
        return arguments.positional[0]
    return DictValue(dict(arguments.keywords), arguments.open_)


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


def _get_option(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    data = receiver.state.get("data") if isinstance(receiver, ExternalInstance) else None
    if isinstance(data, DictValue) and len(arguments.positional) > 1:
        for section in texts_of(arguments.positional[0]):
            entries = data.entries.get(section)
            for option in texts_of(arguments.positional[1]):
                if isinstance(entries, DictValue):
                    found = entries.entries.get(option, entries.entries.get(option.lower()))
                    if found is not None:
                        return found
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
    "toml.loads",
    "ruamel.yaml.safe_load",
    "commentjson.load",
    "hjson.load",
    "dynaconf.Dynaconf",
]
_BOXES = [
    "box.ConfigBox",
    "box.Box",
    "easydict.EasyDict",
    "types.SimpleNamespace",
    "argparse.Namespace",
    "munch.munchify",
    "munch.Munch",
    "addict.Dict",
    "ml_collections.ConfigDict",
    "dotmap.DotMap",
]

MODELS = {
    **dict.fromkeys(_READERS, _load),
    **dict.fromkeys(_BOXES, _wrap),
    "dvc.api.params_show": _load_all_parameters,
}
METHODS = {
    "io.TextIOWrapper.read": _read_text,
    "io.TextIOWrapper.read_text": _read_text,
    "configparser.ConfigParser.read": _read_parser,
    "configparser.ConfigParser.get": _get_option,
    "configparser.RawConfigParser.read": _read_parser,
    "ruamel.yaml.YAML.load": _read_parser,
}
