"""Models of decouple and environs, which look variables up and convert them."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_system import read_environment
from mlaudit.graph.python.option_types import convert_word
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    ExternalInstance,
    ExternalValue,
    Known,
    ListValue,
    PathValue,
    Value,
    unknown,
)
from mlaudit.graph.python.variable_files import (
    find_above,
    note_file,
    read_variables,
    set_variables,
)
from mlaudit.model.data import Scalar, Table
from mlaudit.model.vocabulary import UnresolvedReason

_OF_DECOUPLE = ("settings.ini", ".env")
_ENVIRONS = ("environs.Env", "environ.Env")
_KINDS = ("__call__", "str", "path", "list", "int", "float", "bool", "url", "json")


def _decouple(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`decouple.config("NAME", default=…, cast=…)`."""
    key = arguments.get(0, "option") or unknown(UnresolvedReason.DATA)
    for file in _OF_DECOUPLE:
        found = find_above(run, file, site)
        if found is not None:
            record_path(run, found, "read", name, site, "secret")
            set_variables(run, _variables_of(run, found, file), override=False)
            break
    value = read_environment(run, key, arguments.get(1, "default"), site)
    return _cast(run, value, arguments.get(2, "cast"), site)


def _variables_of(run: Evaluation, file: PathValue, name: str) -> dict[str, str]:
    if name.endswith(".env"):
        return read_variables(run, file)
    data = run.world.configuration(file.text.removeprefix(ROOT + "/"))
    section = data.get("settings") if isinstance(data, Table) else None
    return {
        entry.key: str(entry.value.value)
        for entry in (section.entries if isinstance(section, Table) else ())
        if isinstance(entry.value, Scalar)
    }


def _cast(run: Evaluation, value: Value, cast: Value | None, site: Site) -> Value:
    if cast is None or not isinstance(value, Known) or not isinstance(value.value, str):
        return value
    return convert_word(run, cast, value.value, site)


def _read_env(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value:
    """`env.read_env(path)` of environs and of django-environ."""
    given = arguments.get(0, "path") or arguments.get(None, "env_file")
    file = note_file(run, given, f"environs.Env.{name}", site)
    override = arguments.get(None, "override") or arguments.get(None, "overwrite")
    set_variables(run, read_variables(run, file), override=override == Known(True))
    return Known(True)


def _read_class_env(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`environ.Env.read_env(path)`, called on the class."""
    return _read_env(run, NONE, "read_env", arguments, site)


def _get(run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site) -> Value:
    """`env("NAME", default)`, `env.path("NAME")`, `env.list("NAME")`."""
    key = arguments.get(0, "name") or arguments.get(None, "var") or unknown(UnresolvedReason.DATA)
    prefix = receiver.state.get("prefix") if isinstance(receiver, ExternalInstance) else None
    if isinstance(prefix, Known) and isinstance(key, Known):
        key = Known(f"{prefix.value!s}{key.value!s}")
    value = read_environment(run, key, arguments.get(1, "default"), site)
    return _shape(run, value, name, site)


def _shape(run: Evaluation, value: Value, kind: str, site: Site) -> Value:
    text = value.value if isinstance(value, Known) else None
    if not isinstance(text, str):
        return value
    if kind == "path":
        return PathValue(text)
    if kind == "list":
        return ListValue([Known(part.strip()) for part in text.split(",")])
    if kind in ("int", "float", "bool"):
        return convert_word(run, ExternalValue(kind), text, site)
    return value


def _prefixed(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value:
    """`with env.prefixed("APP_"):` changes the object until the end of the block."""
    made = ExternalInstance("environs._Prefixed", name)
    prefix = texts_of(arguments.get(0, "prefix") or Known(""))
    if isinstance(receiver, ExternalInstance) and prefix:
        before = receiver.state.get("prefix")
        already = str(before.value) if isinstance(before, Known) else ""
        receiver.state["prefix"] = Known(already + prefix[0])
        made.state["leave"] = lambda: receiver.state.update(prefix=before)
    return made


MODELS = {"decouple.config": _decouple, "environ.Env.read_env": _read_class_env}
METHODS = {
    **{f"{class_}.{kind}": _get for class_ in _ENVIRONS for kind in _KINDS},
    **{f"{class_}.read_env": _read_env for class_ in _ENVIRONS},
    **{f"{class_}.prefixed": _prefixed for class_ in _ENVIRONS},
}
