"""Models of built-in functions."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.catalog import ArgumentSpec, CallModel, Effect, Holds
from mlaudit.graph.python.attributes import get_attribute, set_attribute
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.format_values import format_value
from mlaudit.graph.python.inheritance import external_bases, linearise
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.library_collection import make_type
from mlaudit.graph.python.objects import as_text
from mlaudit.graph.python.passing import first_of
from mlaudit.graph.python.recording import record_call
from mlaudit.graph.python.text import HOLE, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    BoundMethod,
    ClassValue,
    Decoration,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    ModuleValue,
    PathValue,
    UnknownValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _text(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    value = as_text(run, first_of(arguments), site)
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
    for option in options_of(first_of(arguments)):
        text = format_value(option, spec) if isinstance(spec, str) else None
        if isinstance(option, ExternalInstance) and isinstance(spec, str) and "%" in spec:
            written = BoundMethod(option, "strftime")
            made.append(run.call(run, written, Arguments([Known(spec)]), site))
        else:
            made.append(option if text is None else Known(text))
    return join(made, "text")


def _sql_magic(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """A `%%sql` cell."""
    path = (ArgumentSpec(position=0),)
    model = CallModel("%%sql", Effect.DATABASE_READ, path, kind="table", holds=Holds.SQL)
    record_call(run, model, model.name, arguments, site)
    return NONE


def _number(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    value = first_of(arguments)
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


def _get_attribute(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    names = texts_of(arguments.positional[1]) if len(arguments.positional) > 1 else []
    base = first_of(arguments)
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
        if isinstance(key, Known):
            set_attribute(run, base, str(key.value), value, site)
        elif isinstance(base, InstanceValue):
            base.open_ = True
    return NONE


def _is_instance(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`isinstance(x, T)` of values whose class is plain."""
    if len(arguments.positional) == 2:
        value, types = arguments.positional
        wanted: list[Value] = iterate(types)[0] if isinstance(types, ListValue) else [types]
        names = {getattr(type_, "name", "") for type_ in wanted}
        own = _plain_types(value)
        if own:
            return Known(bool(own & names))
        if isinstance(value, InstanceValue) and value.class_ is not None and not value.open_:
            return _descends(value.class_, wanted)
    return unknown(UnresolvedReason.DATA, "test")


def _descends(class_: ClassValue, wanted: list[Value]) -> Value:
    """Is a class one of those that are asked for, or derived from one of them?"""
    line = linearise(class_)
    if any(type_ in line for type_ in wanted):
        return Known(True)
    known = all(isinstance(type_, ClassValue | ExternalValue) for type_ in wanted)
    if known and wanted and not external_bases(class_):
        return Known(False)
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
    names = ("file", "filename", "uri", "urlpath")
    given = next((found for name in names if (found := arguments.get(0, name))), None)
    path = given or unknown(UnresolvedReason.PARAMETER, "file")
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


def _type(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    made = make_type(run, name, arguments, site)
    if made is not None:
        return made
    value = first_of(arguments)
    if isinstance(value, InstanceValue) and value.class_ is not None:
        return value.class_
    return unknown(UnresolvedReason.ATTRIBUTE, "type")


def _variables(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if name == "globals":
        return DictValue(site.frame.module.scope.variables)
    if name == "locals" or not arguments.positional:
        return DictValue(dict(site.frame.scope.variables))
    value = first_of(arguments)
    if isinstance(value, InstanceValue):
        return DictValue(value.attributes, value.open_)
    if isinstance(value, ModuleValue):
        return DictValue(dict(value.scope.scope.variables), not value.scope.complete)
    return value if isinstance(value, DictValue) else DictValue({}, True)


def _slice(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return ListValue(list(arguments.positional), "slice")


def _print(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return NONE


def _same(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return first_of(arguments)


def _property(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`name = property(get, set)`, and `staticmethod(f)` as a call."""
    getter, setter = arguments.get(0, "fget"), arguments.get(1, "fset")
    if not isinstance(getter, FunctionValue):
        return first_of(arguments)
    decorators = (*getter.decorators, Decoration(name, None))
    changes = setter if isinstance(setter, FunctionValue) else None
    return replace(getter, decorators=decorators, setter=changes)


def _has_attribute(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`hasattr(value, name)` for objects that nothing outside the scanned code extends."""
    value, names = first_of(arguments), texts_of(arguments.get(1, "name") or NONE)
    missing = unknown(UnresolvedReason.DATA, "test")
    if len(names) != 1 or HOLE.search(names[0]):
        return missing
    if isinstance(value, InstanceValue | ClassValue | ModuleValue):
        found = get_attribute(run, value, names[0], site)
        if not isinstance(found, UnknownValue):
            return Known(True)
        class_ = value.class_ if isinstance(value, InstanceValue) else value
        closed = not isinstance(value, InstanceValue) or not value.open_
        if closed and isinstance(class_, ClassValue) and not external_bases(class_):
            return Known(False)
    return missing


_OPENERS = [
    *("open", "io.open", "codecs.open", "aiofiles.open", "smart_open.open", "fsspec.open"),
    "anyio.open_file",
    *("gzip.open", "bz2.open", "lzma.open", "xopen.xopen", "compression.zstd.open"),
    *("zstandard.open", "pyzstd.open", "lz4.frame.open", "pgzip.open", "mgzip.open"),
    *("isal.igzip.open", "isal.igzip_threaded.open", "rapidgzip.open"),
]

MODELS = {
    "str": _text,
    "repr": _text,
    "format": _format,
    "__sql_magic__": _sql_magic,
    "int": _number,
    "float": _number,
    "getattr": _get_attribute,
    "setattr": _set_attribute,
    "hasattr": _has_attribute,
    "isinstance": _is_instance,
    **dict.fromkeys(_OPENERS, _open),
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
    "copy.copy": _same,
    "copy.deepcopy": _same,
    "typing.cast": lambda run, name, arguments, site: arguments.get(1, "val"),
}
