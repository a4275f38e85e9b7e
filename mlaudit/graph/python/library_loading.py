"""Models of loading code by a name: `import_module`, `pydoc.locate`, Hydra's `instantiate`."""

from __future__ import annotations

from mlaudit.graph.python.attributes import get_attribute
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.imports import find_imported
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    BoundMethod,
    DictValue,
    ExternalValue,
    ListValue,
    PartialValue,
    UnknownValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

_DOTTED = lazy_regex(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_MAX_DEPTH = 8
_OF_HYDRA = frozenset({"_target_", "_args_", "_partial_", "_recursive_", "_convert_"})


def find_object(run: Evaluation, dotted: str, site: Site) -> Value | None:
    """What a dotted name such as `package.module.Class` stands for; None where it is no name."""
    if not _DOTTED.fullmatch(dotted):
        return None
    parts = dotted.split(".")
    for split in range(len(parts), 0, -1):
        module = find_imported(run, ".".join(parts[:split]), 0, site.frame)
        if module is None:
            continue
        found: Value = module
        for name in parts[split:]:
            found = get_attribute(run, found, name, site)
        if not isinstance(found, UnknownValue | BoundMethod):
            return found
    return ExternalValue(dotted)


def _import_module(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`importlib.import_module(name, package)`."""
    given = arguments.get(0, "name")
    package = texts_of(arguments.get(1, "package") or unknown(UnresolvedReason.DATA))
    modules: list[Value] = []
    for text in texts_of(given) if given is not None else []:
        bare = text.lstrip(".")
        level = len(text) - len(bare)
        inside = package[:1] if level and package else []
        dotted = ".".join([*inside, bare])
        if not _DOTTED.fullmatch(dotted):
            continue
        module = find_imported(run, dotted, 0 if inside else level, site.frame)
        modules.append(module or ExternalValue(dotted))
    return join(modules, "module") if modules else unknown(UnresolvedReason.CALL_RESULT, "module")


def _locate(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """A class or function by its dotted name."""
    given = arguments.positional[0] if arguments.positional else None
    texts = texts_of(given) if given is not None else []
    found = [find_object(run, text.replace(":", "."), site) for text in texts]
    known = [value for value in found if value is not None]
    return join(known, "object") if known else None


def _instantiate(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`hydra.utils.instantiate(config, **overrides)`: the object that `_target_` names."""
    config = arguments.get(0, "config")
    if not isinstance(config, DictValue | ListValue):
        return None
    rest = Arguments(arguments.positional[1:], dict(arguments.keywords), arguments.open_)
    rest.keywords.pop("config", None)
    return _make(run, config, rest, site, 0)


def _make(run: Evaluation, value: Value, given: Arguments, site: Site, depth: int) -> Value:
    """A part of a configuration, every table with a `_target_` replaced by its object."""
    if depth > _MAX_DEPTH:
        return value
    if isinstance(value, ListValue):
        made = [_make(run, item, Arguments(), site, depth + 1) for item in value.items]
        return ListValue(made, value.kind, value.open_)
    if not isinstance(value, DictValue):
        return value
    entries = {**value.entries, **given.keywords}
    deep = getattr(entries.get("_recursive_"), "value", True) is not False
    parts = {
        str(key): _make(run, item, Arguments(), site, depth + 1) if deep else item
        for key, item in entries.items()
        if key not in _OF_HYDRA
    }
    targets = texts_of(entries["_target_"]) if "_target_" in entries else []
    target = find_object(run, targets[0], site) if targets else None
    if target is None:
        return DictValue(dict(parts), value.open_)
    listed = entries.get("_args_")
    further = list(listed.items) if isinstance(listed, ListValue) else []
    handed = Arguments([*further, *given.positional], parts, value.open_ or given.open_)
    if getattr(entries.get("_partial_"), "value", False) is True:
        return PartialValue(target, handed)
    return run.call(run, target, handed, site)


MODELS = {
    "__import__": _import_module,
    "importlib.import_module": _import_module,
    **dict.fromkeys(
        [
            "pydoc.locate",
            "pkgutil.resolve_name",
            "hydra.utils.get_class",
            "hydra.utils.get_method",
            "hydra.utils.get_object",
            "hydra.utils.get_static_method",
            "jsonargparse.util.import_object",
            "django.utils.module_loading.import_string",
            "werkzeug.utils.import_string",
        ],
        _locate,
    ),
    "hydra.utils.instantiate": _instantiate,
    "hydra.utils.call": _instantiate,
}
