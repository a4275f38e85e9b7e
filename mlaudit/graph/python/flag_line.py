"""Command lines of absl and of TensorFlow 1: flags that modules define and one object holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from mlaudit.graph.python.attributes import argument_list
from mlaudit.graph.python.config_flags import config_flag
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.options import Option, bind_options
from mlaudit.graph.python.text import texts_given
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ExternalInstance,
    ExternalValue,
    Known,
    ListValue,
    Value,
)

HOLDERS = (
    "absl.flags.FLAGS",
    "tensorflow.app.flags.FLAGS",
    "tensorflow.flags.FLAGS",
    "tensorflow.compat.v1.flags.FLAGS",
    "tensorflow.compat.v1.app.flags.FLAGS",
    "tensorflow.python.platform.flags.FLAGS",
    "gflags.FLAGS",
)
"""The objects that hold the values of all flags."""
_KINDS = {
    "string": "",
    "bool": "bool",
    "boolean": "bool",
    "integer": "int",
    "float": "float",
    "enum": "",
    "enum_class": "",
    "list": "list",
    "spaceseplist": "list",
    "multi_string": "many",
    "multi_integer": "many",
    "multi_enum": "many",
    "alias": "",
}
_STORE = "flags"


@dataclass(eq=False, slots=True)
class _Flags:
    """The flags that were defined so far."""

    site: Site
    options: dict[str, Option] = field(default_factory=dict)


def flag_value(run: Evaluation, holder: str, name: str) -> Value | None:
    """The value of `FLAGS.name`, or None where no such flag is defined."""
    if holder not in HOLDERS:
        return None
    configuration = config_flag(run, name)
    if configuration is not None:
        return configuration
    defined = run.kept.get(_STORE)
    if not isinstance(defined, _Flags) or name not in defined.options:
        return None
    return _value_of(run, defined.options[name], defined.site)


def _value_of(run: Evaluation, option: Option, site: Site) -> Value:
    return bind_options(run, [option], run.arguments, site).values[option.destination]


def _define(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`flags.DEFINE_string("name", default, help)`."""
    names = texts_given(arguments, 0, "name")
    kind = _KINDS.get(name.rpartition("DEFINE_")[2], "")
    if not names:
        return ExternalInstance("absl.flags.FlagHolder", name, None, "", arguments)
    short = texts_given(arguments, None, "short_name")
    flags = [f"--{names[0]}", f"-{names[0]}", *(f"-{text}" for text in short)]
    default = arguments.get(1, "default")
    option = Option(tuple(dict.fromkeys(flags)), names[0], default or NONE)
    if kind == "bool":
        option.flag, option.negations = Known(True), (f"--no{names[0]}",)
    elif kind in ("int", "float"):
        option.convert = ExternalValue(kind)
    elif kind == "list":
        option.convert = ExternalValue("absl.flags.list")
    elif kind == "many":
        option.repeated = True
    defined = run.kept.setdefault(_STORE, _Flags(site))
    if isinstance(defined, _Flags):
        defined.options[names[0]] = option
    holder = ExternalInstance("absl.flags.FlagHolder", name, None, "", arguments)
    holder.state.update(
        value=_value_of(run, option, site), name=Known(names[0]), default=default or NONE
    )
    return holder


def _run(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`app.run(main)`: main is called with the words that are no flags."""
    main = arguments.get(0, "main") or site.frame.module.scope.find("main")
    if main is not None:
        words = argument_list(run)
        if run.arguments is not None:
            defined = run.kept.get(_STORE)
            options = list(defined.options.values()) if isinstance(defined, _Flags) else []
            rest = bind_options(run, options, run.arguments, site).rest
            words = ListValue([words.items[0], *(Known(word) for word in rest)])
        run.call(run, main, Arguments([words]), site)
    return NONE


_MODULES = (
    "absl.flags",
    "tensorflow.app.flags",
    "tensorflow.flags",
    "tensorflow.compat.v1.flags",
    "tensorflow.compat.v1.app.flags",
    "gflags",
)
MODELS = {
    **{f"{module}.DEFINE_{kind}": _define for module in _MODULES for kind in _KINDS},
    **dict.fromkeys(["absl.app.run", "tensorflow.app.run", "tensorflow.compat.v1.app.run"], _run),
}
