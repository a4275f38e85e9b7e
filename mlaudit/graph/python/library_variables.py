"""Models of libraries that read variables from files: python-dotenv, decouple, environs."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import EXPANDED
from mlaudit.graph.python.library_system import read_environment
from mlaudit.graph.python.option_types import convert_word
from mlaudit.graph.python.text import CONTENT, texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    DictValue,
    ExternalInstance,
    ExternalValue,
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
from mlaudit.graph.python.variable_files import (
    as_values,
    expand_variables,
    find_above,
    read_variables,
    set_variables,
    variables_in,
)
from mlaudit.model.data import Scalar, Table
from mlaudit.model.vocabulary import UnresolvedReason

_OF_DECOUPLE = ("settings.ini", ".env")
_ENVIRONS = ("environs.Env", "environ.Env")


def _file_of(
    run: Evaluation, given: Value | None, via: str, site: Site, name: str = ".env"
) -> Value:
    """The file that is named, else the one that lies above the calling code; its read is noted."""
    if given is None or given == NONE or given == Known(""):
        given = find_above(run, name, site) or Known(f"{ROOT}/{name}")
    record_path(run, given, "read", via, site, "secret")
    return given


def _load(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`load_dotenv(path, override=False)`."""
    given = arguments.get(0, "dotenv_path")
    if given is None and arguments.get(None, "stream") is not None:
        return Known(True)
    file = _file_of(run, given, name, site)
    override = arguments.get(None, "override") == Known(True)
    set_variables(run, read_variables(run, file), override=override)
    return Known(True)


def _values(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`dotenv_values(path)`: what the file says, the environment left alone."""
    file = _file_of(run, arguments.get(0, "dotenv_path"), name, site)
    variables = read_variables(run, file)
    return DictValue(as_values(variables), open_=not variables)


def _get_key(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`dotenv.get_key(path, name)`."""
    file = _file_of(run, arguments.get(0, "dotenv_path"), name, site)
    keys = texts_of(arguments.get(1, "key_to_get") or NONE)
    found = read_variables(run, file).get(keys[0]) if keys else None
    return None if found is None else Known(found)


def _find(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`find_dotenv()`: where people keep a file that is not in the tree, that is its root."""
    names = texts_of(arguments.get(0, "filename") or Known(".env"))
    found = find_above(run, names[0], site) if names else None
    return Known(found.text if found is not None else f"{ROOT}/{names[0] if names else '.env'}")


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
    file = _file_of(run, given, f"environs.Env.{name}", site)
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


def _update_environment(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`os.environ.update({...})`."""
    given = [value for each in arguments.positional for value in options_of(each)]
    tables = [value.entries for value in given if isinstance(value, DictValue)]
    for entries in (*tables, arguments.keywords):
        for key, value in entries.items():
            texts = [] if isinstance(value, UnknownValue | InstanceValue) else texts_of(value)
            if isinstance(key, str) and len(texts) == 1:
                run.environment[key] = texts[0]
    return NONE


def _expand(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`os.path.expandvars(text)`, also of the text of a file."""
    value = arguments.positional[0] if arguments.positional else None
    if isinstance(value, ExternalInstance) and value.type == CONTENT:
        value.state[EXPANDED] = True
        return value
    texts = texts_of(value) if value is not None else []
    for text in texts:
        for variable in variables_in(text):
            read_environment(run, Known(variable), None, site)
    made: list[Value] = [Known(expand_variables(run, text)) for text in texts]
    return join(made, "text") if made else value


_KINDS = ("__call__", "str", "path", "list", "int", "float", "bool", "url", "json")
MODELS = {
    "dotenv.load_dotenv": _load,
    "dotenv.main.load_dotenv": _load,
    "dotenv.dotenv_values": _values,
    "dotenv.main.dotenv_values": _values,
    "dotenv.get_key": _get_key,
    "dotenv.find_dotenv": _find,
    "dotenv.main.find_dotenv": _find,
    "decouple.config": _decouple,
    "os.path.expandvars": _expand,
    "os.environ.update": _update_environment,
    "environ.Env.read_env": _read_class_env,
}
METHODS = {
    **{f"{class_}.{kind}": _get for class_ in _ENVIRONS for kind in _KINDS},
    **{f"{class_}.read_env": _read_env for class_ in _ENVIRONS},
    **{f"{class_}.prefixed": _prefixed for class_ in _ENVIRONS},
}
