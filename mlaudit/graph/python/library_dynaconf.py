"""Models of dynaconf: settings of several files and of the environment, under any case."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.configuration_values import merge_tables, put_value, read_word
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.library_configuration import locate_configuration
from mlaudit.graph.python.text import HOLE, join_paths, texts_given, texts_of
from mlaudit.graph.python.values import Arguments, DictValue, Known, ListValue, Value
from mlaudit.patterns import lazy_regex

_ENDINGS = ("toml", "yaml", "yml", "ini", "json")
_USUAL = tuple(f"{stem}.{ending}" for stem in ("settings", ".secrets") for ending in _ENDINGS)
"""The files that dynaconf looks for where none are named."""
_REFERENCE = lazy_regex(r"\{(?:this\.)?([\w.]+)\}")
_ALWAYS = ("default", "global")


def _settings(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`Dynaconf(settings_files=[…], environments=True, envvar_prefix="APP")`."""
    given = arguments.get(None, "settings_files") or arguments.get(None, "settings_file")
    named = iterate(given)[0] if isinstance(given, ListValue) else [given] if given else []
    files = [text for value in named for text in texts_of(value)[:1]]
    roots = texts_given(arguments, None, "root_path")
    merged = DictValue({})
    for file in files or _USUAL:
        path = join_paths((roots[0], file)) if roots else file
        found = None if HOLE.search(path) else locate_configuration(run, path)
        if found is None:
            if files and not file.rpartition("/")[2].startswith(".secrets"):
                record_path(run, Known(path), "read", "dynaconf.Dynaconf", site, "config")
                merged = DictValue(merged.entries, open_=True)
            continue
        place, table = found
        record_path(run, Known(place), "read", "dynaconf.Dynaconf", site, "config")
        merged = merge_tables(merged, _chosen(run, arguments, table))
    merged = _with_variables(run, arguments, merged)
    return _any_case(_fill(merged, merged))


def _chosen(run: Evaluation, arguments: Arguments, table: DictValue) -> DictValue:
    """The part of a file that counts where its first level names environments."""
    layered = arguments.get(None, "environments")
    if layered == Known(False) or (layered is None and not _has_environments(table)):
        return table
    current = texts_given(arguments, None, "env") or texts_given(arguments, None, "default_env")
    wanted = run.environment.get("ENV_FOR_DYNACONF", current[0] if current else "development")
    merged = DictValue({})
    for section in (_ALWAYS[0], wanted, _ALWAYS[1]):
        for key, value in table.entries.items():
            if str(key).lower() == section.lower() and isinstance(value, DictValue):
                merged = merge_tables(merged, value)
    return merged


def _has_environments(table: DictValue) -> bool:
    tables = all(isinstance(value, DictValue) for value in table.entries.values())
    return tables and any(str(key).lower() == "default" for key in table.entries)


def _with_variables(run: Evaluation, arguments: Arguments, merged: DictValue) -> DictValue:
    """What `PREFIX_NAME__PART` variables of the environment replace."""
    prefixes = texts_given(arguments, None, "envvar_prefix") or ["DYNACONF"]
    for name, text in run.environment.items():
        if name.startswith(prefixes[0].upper() + "_"):
            keys = name[len(prefixes[0]) + 1 :].lower().split("__")
            merged = merge_tables(DictValue({}), merged)
            put_value(merged, _spelling(merged, keys), read_word(text))
    return merged


def _spelling(table: DictValue, keys: list[str]) -> list[str]:
    """Keys as the table has them."""
    found = [next((str(k) for k in table.entries if str(k).lower() == keys[0]), keys[0])]
    below = table.entries.get(found[0])
    rest = _spelling(below, keys[1:]) if isinstance(below, DictValue) and keys[1:] else keys[1:]
    return [*found, *rest]


def _fill(value: Value, root: DictValue) -> Value:
    """`@format {this.ROOT}/raw` and its like."""
    if isinstance(value, DictValue):
        return DictValue({k: _fill(v, root) for k, v in value.entries.items()}, value.open_)
    if isinstance(value, ListValue):
        return ListValue([_fill(item, root) for item in value.items], value.kind, value.open_)
    text = value.value if isinstance(value, Known) else None
    if not isinstance(text, str) or not text.startswith("@format "):
        return value
    return Known(_REFERENCE.sub(lambda match: _text_of(root, match[1]), text[8:]))


def _text_of(root: DictValue, dotted: str) -> str:
    found: Value | None = root
    for key in _spelling(root, dotted.lower().split(".")):
        found = found.entries.get(key) if isinstance(found, DictValue) else None
    texts = texts_of(_fill(found, root)) if found is not None and found is not root else []
    return texts[0] if texts else "{" + dotted.rpartition(".")[2] + "}"


def _any_case(value: Value) -> Value:
    """Every key in lower and in upper case too."""
    if not isinstance(value, DictValue):
        return value
    made: dict[object, Value] = {}
    for key, item in value.entries.items():
        inner = _any_case(item)
        for spelling in (str(key), str(key).lower(), str(key).upper()):
            made.setdefault(spelling, inner)
    return DictValue(made, value.open_)


MODELS = {"dynaconf.Dynaconf": _settings, "dynaconf.LazySettings": _settings}
