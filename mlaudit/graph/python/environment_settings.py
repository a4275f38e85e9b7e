"""What pydantic's settings take from the environment and from files of variables."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import external_bases, find_in_class
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.library_system import read_environment
from mlaudit.graph.python.text import normalise, texts_of
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    Known,
    ListValue,
    Value,
)
from mlaudit.graph.python.variable_files import read_variables

_SETTINGS = ("pydantic_settings.BaseSettings", "pydantic.BaseSettings", "pydantic.v1.BaseSettings")


def add_variables(run: Evaluation, class_: ClassValue, arguments: Arguments, site: Site) -> None:
    """Hand variables to the fields of a settings class that nothing else gives."""
    if not any(base in _SETTINGS for base in external_bases(class_)):
        return
    prefix = "".join(_texts(class_, "env_prefix")[:1])
    variables: dict[str, str] = {}
    for file in _texts(class_, "env_file"):
        if run.world.exists(normalise(file, run.directory)):
            record_path(run, Known(file), "read", _SETTINGS[0], site, "secret")
            variables.update(read_variables(run, Known(file)))
    variables.update(run.environment)
    by_lower = {name.lower(): name for name in variables}
    for field, default in class_.fields:
        if field in arguments.keywords:
            continue
        names = _names(default, prefix + field)
        found = next((by_lower[name.lower()] for name in names if name.lower() in by_lower), None)
        if found is not None:
            arguments.keywords[field] = Known(variables[found])
        if found in run.environment or (found is None and default is None):
            value = read_environment(run, Known(found or names[0].upper()), None, site)
            if found is None and not arguments.open_:
                arguments.keywords[field] = value


def _names(default: Value | None, usual: str) -> list[str]:
    """The variables that give a field its value, the ones that the field names before all."""
    made = default.arguments if isinstance(default, ExternalInstance) else None
    named: list[str] = []
    for keyword in ("env", "validation_alias", "alias"):
        given = made.get(None, keyword) if made is not None else None
        for value in iterate(given)[0] if isinstance(given, ListValue) else [given]:
            named.extend(texts_of(value) if value is not None else [])
    return named or [usual]


def _texts(class_: ClassValue, name: str) -> list[str]:
    """A setting of `model_config` or of the inner class `Config`."""
    found = find_in_class(class_, "model_config")
    value = found[0] if found is not None else None
    given: Value | None = None
    if isinstance(value, DictValue):
        given = value.entries.get(name)
    elif isinstance(value, ExternalInstance) and value.arguments is not None:
        given = value.arguments.get(None, name)
    inner = find_in_class(class_, "Config")
    if given is None and inner is not None and isinstance(inner[0], ClassValue):
        member = find_in_class(inner[0], name)
        given = member[0] if member is not None else None
    if isinstance(given, ListValue):
        return [text for item in given.items for text in texts_of(item)]
    texts = texts_of(given) if given is not None else []
    return [text for text in texts if not text.startswith("{")]
