"""Models of built-in functions."""

from __future__ import annotations

import re
from typing import TypeGuard

from mlaudit.catalog import ArgumentSpec, CallModel, Effect, Holds
from mlaudit.graph.python.attributes import get_attribute, get_item
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.iteration import iterate, put_key
from mlaudit.graph.python.operations import is_exact
from mlaudit.graph.python.recording import record_call
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    InstanceValue,
    Known,
    ListValue,
    PathValue,
    UnknownValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _first(arguments: Arguments) -> Value:
    return arguments.positional[0] if arguments.positional else unknown(UnresolvedReason.DATA)


def _text(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    value = _first(arguments)
    texts = texts_of(value)
    return (
        join([Known(text) for text in texts], "text")
        if texts
        else unknown(UnresolvedReason.DATA, "text")
    )


def _format(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`format(x, "03d")`, which is also what `f"{x:03d}"` means."""
    specification = arguments.get(1, "format_spec")
    spec = specification.value if isinstance(specification, Known) else None
    made: list[Value] = []
    for option in options_of(_first(arguments)):
        if isinstance(option, Known) and _is_small(spec) and is_exact(option):
            try:
                made.append(Known(format(option.value, spec)))
                continue
            except (TypeError, ValueError):
                pass
        made.append(option)
    return join(made, "text")


def _is_small(spec: object) -> TypeGuard[str]:
    """Does the format ask for no more than a reasonable width?"""
    return isinstance(spec, str) and not re.search(r"\d{4}", spec)


def _sql_magic(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """A `%%sql` cell."""
    path = (ArgumentSpec(position=0),)
    model = CallModel("%%sql", Effect.DATABASE_READ, path, kind="table", holds=Holds.SQL)
    record_call(run, model, model.name, arguments, site)
    return NONE


def _number(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    value = _first(arguments)
    if isinstance(value, Known) and isinstance(value.value, str | int | float):
        try:
            return Known(int(value.value) if name == "int" else float(value.value))
        except (ValueError, OverflowError):
            pass
    return (
        value
        if isinstance(value, UnknownValue | Known)
        else unknown(UnresolvedReason.DATA, "number")
    )


def _sequence(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if not arguments.positional:
        return ListValue([], name if name in ("list", "tuple", "set") else "list")
    items, complete = iterate(arguments.positional[0])
    if name == "reversed":
        items.reverse()
    if (
        name == "sorted"
        and complete
        and all(isinstance(i, Known) and isinstance(i.value, str) for i in items)
    ):
        items.sort(key=lambda item: str(getattr(item, "value", "")))
    return ListValue(items, "list", not complete)


def _dict(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    made = DictValue({}, arguments.open_)
    for value in arguments.positional:
        if isinstance(value, DictValue):
            made.entries.update(value.entries)
            made.open_ = made.open_ or value.open_
        elif isinstance(value, ListValue):
            for pair in value.items:
                if isinstance(pair, ListValue) and len(pair.items) == 2:
                    put_key(made, pair.items[0], pair.items[1])
        else:
            made.open_ = True
    made.entries.update(arguments.keywords)
    return made


def _enumerate(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    items, complete = iterate(_first(arguments))
    pairs: list[Value] = [
        ListValue(
            [Known(number) if complete else unknown(UnresolvedReason.DATA, "i"), item], "tuple"
        )
        for number, item in enumerate(items)
    ]
    return ListValue(pairs, "list", not complete)


def _zip(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    columns = [iterate(value) for value in arguments.positional]
    rows: list[Value] = [
        ListValue(list(row), "tuple") for row in zip(*(items for items, _ in columns), strict=False)
    ]
    return ListValue(rows, "list", not all(complete for _, complete in columns))


def _range(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    bounds = [value.value for value in arguments.positional if isinstance(value, Known)]
    numbers = [bound for bound in bounds if isinstance(bound, int)]
    if len(numbers) == len(arguments.positional) and numbers and 0 not in numbers[2:]:
        values = range(*numbers[:3])
        if len(values) <= 12:
            return ListValue([Known(number) for number in values])
    return ListValue([unknown(UnresolvedReason.DATA, "i")], open_=True)


def _map(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) < 2:
        return ListValue([], open_=True)
    columns = [iterate(value) for value in arguments.positional[1:]]
    rows = list(zip(*(items for items, _ in columns), strict=False))
    results = [run.call(run, arguments.positional[0], Arguments(list(row)), site) for row in rows]
    return ListValue(results, "list", not all(complete for _, complete in columns))


def _filter(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    items, _ = iterate(arguments.positional[1]) if len(arguments.positional) > 1 else ([], False)
    return ListValue(items, "list", True)


def _next(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    items, _ = iterate(_first(arguments))
    return items[0] if items else unknown(UnresolvedReason.DATA, "item")


def _choose(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) > 1:
        return join(list(arguments.positional), "choice")
    items, _complete = iterate(_first(arguments))
    return join(items, "choice") if items else unknown(UnresolvedReason.LISTING, "choice")


def _get_attribute(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    names = texts_of(arguments.positional[1]) if len(arguments.positional) > 1 else []
    base = _first(arguments)
    if not names:
        return unknown(UnresolvedReason.ATTRIBUTE, "attribute")
    found = [get_attribute(run, base, text, site) for text in names]
    default = arguments.get(2, None)
    if default is not None and all(isinstance(value, UnknownValue) for value in found):
        return default
    return join(found, names[0])


def _set_attribute(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) == 3:
        base, key, value = arguments.positional
        if isinstance(base, InstanceValue):
            if isinstance(key, Known):
                base.attributes[str(key.value)] = value
            else:
                base.open_ = True
    return NONE


def _is_instance(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`isinstance(x, T)` of values whose class is plain."""
    if len(arguments.positional) == 2:
        value, types = arguments.positional
        wanted = iterate(types)[0] if isinstance(types, ListValue) else [types]
        names = {getattr(type_, "name", "") for type_ in wanted}
        own = _plain_types(value)
        if own:
            return Known(bool(own & names))
    return unknown(UnresolvedReason.DATA, "test")


def _plain_types(value: Value) -> set[str]:
    if isinstance(value, Known) and value.value is not None:
        return {type(value.value).__name__} | (
            {"int"} if value.value is True or value.value is False else set()
        )
    if isinstance(value, PathValue):
        return {"pathlib.Path", "pathlib.PurePath", "os.PathLike"}
    if isinstance(value, ListValue):
        return {
            value.kind if value.kind in ("list", "tuple", "set") else "list",
            "collections.abc.Iterable",
        }
    if isinstance(value, DictValue):
        return {"dict", "collections.abc.Mapping"}
    return set()


def _open(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    path = arguments.get(0, "file") or unknown(UnresolvedReason.PARAMETER, "file")
    mode = arguments.get(1, "mode")
    text = mode.value if isinstance(mode, Known) and isinstance(mode.value, str) else "r"
    return ExternalInstance("io.TextIOWrapper", "open", path, text, arguments)


def _super(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    frame = site.frame
    owner, class_ = frame.owner, frame.owner_class
    if class_ is None:
        return unknown(UnresolvedReason.ATTRIBUTE, "super")
    parent = ClassValue(
        class_.name, class_.definition, class_.bases, {}, class_.module, class_.qualified
    )
    if isinstance(owner, InstanceValue):
        return InstanceValue(parent, owner.attributes, owner.open_, real=owner)
    return parent


def _length(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    value = _first(arguments)
    if isinstance(value, ListValue) and not value.open_:
        return Known(len(value.items))
    if isinstance(value, DictValue) and not value.open_:
        return Known(len(value.entries))
    return unknown(UnresolvedReason.DATA, "length")


def _type(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    value = _first(arguments)
    if isinstance(value, InstanceValue) and value.class_ is not None:
        return value.class_
    return unknown(UnresolvedReason.ATTRIBUTE, "type")


def _variables(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if name == "globals":
        return DictValue(dict(site.frame.module.scope.variables), True)
    if name == "locals":
        return DictValue(dict(site.frame.scope.variables), True)
    value = _first(arguments)
    if isinstance(value, InstanceValue):
        return DictValue(dict(value.attributes), value.open_)
    return DictValue({}, True)


def _slice(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return ListValue(list(arguments.positional), "slice")


def _print(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return NONE


def _property(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return _first(arguments)


def _item_of(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) == 2:
        return get_item(run, arguments.positional[0], arguments.positional[1], site)
    return unknown(UnresolvedReason.DATA, "item")


MODELS = {
    "str": _text,
    "repr": _text,
    "format": _format,
    "__sql_magic__": _sql_magic,
    "int": _number,
    "float": _number,
    "list": _sequence,
    "tuple": _sequence,
    "set": _sequence,
    "frozenset": _sequence,
    "sorted": _sequence,
    "reversed": _sequence,
    "natsort.natsorted": _sequence,
    "iter": _sequence,
    "tqdm.tqdm": _sequence,
    "tqdm.auto.tqdm": _sequence,
    "tqdm.notebook.tqdm": _sequence,
    "tqdm.tqdm_notebook": _sequence,
    "rich.progress.track": _sequence,
    "dict": _dict,
    "collections.OrderedDict": _dict,
    "collections.defaultdict": lambda run, name, arguments, site: DictValue({}, True),
    "enumerate": _enumerate,
    "zip": _zip,
    "range": _range,
    "map": _map,
    "filter": _filter,
    "next": _next,
    "max": _choose,
    "min": _choose,
    "getattr": _get_attribute,
    "setattr": _set_attribute,
    "isinstance": _is_instance,
    "open": _open,
    "io.open": _open,
    "codecs.open": _open,
    "gzip.open": _open,
    "bz2.open": _open,
    "lzma.open": _open,
    "smart_open.open": _open,
    "fsspec.open": _open,
    "len": _length,
    "super": _super,
    "type": _type,
    "vars": _variables,
    "globals": _variables,
    "locals": _variables,
    "slice": _slice,
    "print": _print,
    "property": _property,
    "staticmethod": _property,
    "classmethod": _property,
    "operator.getitem": _item_of,
    "copy.copy": _property,
    "copy.deepcopy": _property,
    "typing.cast": lambda run, name, arguments, site: arguments.get(1, "val"),
}
