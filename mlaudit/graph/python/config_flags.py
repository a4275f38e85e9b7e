"""ml_collections' `config_flags`: a flag that names a file of code, and flags for its values."""

from __future__ import annotations

from mlaudit.graph.python.configuration_values import find_value, put_value, read_word
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_files_of_code import code_of
from mlaudit.graph.python.node_methods import copy_node
from mlaudit.graph.python.passing import give_first
from mlaudit.graph.python.text import normalise, texts_given
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    ExternalInstance,
    FunctionValue,
    Known,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_STORE = "configuration flags"


def config_flag(run: Evaluation, name: str) -> Value | None:
    """The configuration behind a flag, or None where no such flag is defined."""
    defined = run.kept.get(_STORE)
    return defined.get(name) if isinstance(defined, dict) else None


def _define_file(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`DEFINE_config_file("config", default)`."""
    names, defaults = texts_given(arguments, 0, "name"), texts_given(arguments, 1, "default")
    flag = names[0] if names else "config"
    given = [text for key, text in _words(run) if key == flag]
    named = (given or defaults or [""])[-1]
    path, _, further = named.partition(":")
    module = code_of(run, normalise(path, run.directory)) if path else None
    function = module.scope.scope.variables.get("get_config") if module is not None else None
    made: Value = unknown(UnresolvedReason.COMMAND_LINE, flag)
    if isinstance(function, FunctionValue):
        handed = Arguments([Known(further)] if further else [])
        made = copy_node(run.call(run, function, handed, site))
    return _keep(run, flag, made)


def _define_dict(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`DEFINE_config_dict("config", config)`."""
    names = texts_given(arguments, 0, "name")
    return _keep(run, names[0] if names else "config", arguments.get(1, "config") or NONE)


def _keep(run: Evaluation, flag: str, made: Value) -> Value:
    """Remember a configuration under its flag, with the values that words replace."""
    if isinstance(made, DictValue):
        for key, text in _words(run):
            if key.startswith(flag + "."):
                dotted = key.removeprefix(flag + ".")
                old = find_value(made, dotted)
                is_text = isinstance(old, Known) and isinstance(old.value, str)
                value = Known(text) if is_text else read_word(text)
                put_value(made, dotted.split("."), value)
    store = run.kept.setdefault(_STORE, {})
    if isinstance(store, dict):
        store[flag] = made
    holder = ExternalInstance("absl.flags.FlagHolder", "DEFINE_config")
    holder.state.update(value=made, name=Known(flag))
    return holder


def _words(run: Evaluation) -> list[tuple[str, str]]:
    """(name, text) of every flag of the command line."""
    found: list[tuple[str, str]] = []
    words = list(run.arguments or ())
    while words:
        name, sign, text = words.pop(0).partition("=")
        if not name.startswith("-"):
            continue
        if not sign and words and not words[0].startswith("-"):
            text = words.pop(0)
        found.append((name.lstrip("-"), text))
    return found


def _placeholder(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`config_dict.placeholder(type)`: nothing until somebody gives it."""
    return NONE


MODELS = {
    "ml_collections.config_flags.DEFINE_config_file": _define_file,
    "ml_collections.config_flags.config_flags.DEFINE_config_file": _define_file,
    "ml_collections.config_flags.DEFINE_config_dict": _define_dict,
    "ml_collections.config_dict.placeholder": _placeholder,
    "ml_collections.config_dict.FieldReference": give_first,
    "ml_collections.FieldReference": give_first,
}
