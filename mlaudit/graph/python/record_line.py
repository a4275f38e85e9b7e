"""Command lines that classes and functions describe by their fields and parameters.

HfArgumentParser, simple-parsing, tyro, pyrallis, draccus, jsonargparse and Tap make an option of
every field of a dataclass, and of every parameter of a function.
"""

from __future__ import annotations

import re

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.library_configuration import read_configuration
from mlaudit.graph.python.options import Bound, bind_options
from mlaudit.graph.python.record_plan import Planner, merge_settings
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    ExternalInstance,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
    options_of,
)

RECORD_PARSER = "transformers.HfArgumentParser"
CONFIGURATION_FLAGS = ("--config", "--config_path", "--config-path", "--cfg")
"""Flags after which the libraries that read a configuration take its file."""


def make_record(
    run: Evaluation,
    class_: Value,
    words: tuple[str, ...] | None,
    site: Site,
    settings: DictValue | None = None,
) -> tuple[Value, Bound]:
    """An object of a class, filled from a command line, and what is left of that."""
    if not isinstance(class_, ClassValue):
        return _make_external(run, class_, words, site, settings)
    plan = Planner(run, words, site).plan(class_, settings)
    bound = bind_options(run, list(plan.all_options()), words, site)
    return plan.fill(run, bound.values, site), bound


def _make_external(
    run: Evaluation,
    class_: Value,
    words: tuple[str, ...] | None,
    site: Site,
    settings: DictValue | None,
) -> tuple[Value, Bound]:
    """A library's own class (`TrainingArguments`) takes every option as a keyword."""
    given = Arguments(open_=words is None)
    for key, value in settings.entries.items() if settings is not None else ():
        if isinstance(key, str):
            given.keywords[key] = value
    waiting = list(words or ())
    while waiting:
        name, sign, attached = waiting.pop(0).partition("=")
        if not name.startswith("--"):
            continue
        has_value = bool(waiting) and not waiting[0].startswith("--")
        word: Value = Known(attached) if sign else Known(waiting.pop(0) if has_value else True)
        given.keywords[name[2:].replace("-", "_")] = word
    return run.call(run, class_, given, site), Bound()


def read_settings(
    run: Evaluation,
    words: tuple[str, ...] | None,
    via: str,
    site: Site,
    flags: tuple[str, ...] = CONFIGURATION_FLAGS,
) -> tuple[tuple[str, ...] | None, DictValue | None]:
    """The words without those that name configuration files, and what these files hold."""
    rest: list[str] = []
    found: list[Value] = []
    waiting = list(words or ())
    while waiting:
        word = waiting.pop(0)
        name, sign, attached = word.partition("=")
        if name not in flags or not (sign or waiting):
            rest.append(word)
            continue
        file = Known(attached if sign else waiting.pop(0))
        record_path(run, file, "read", via, site, "config")
        found.append(read_configuration(run, file))
    return (None if words is None else tuple(rest)), merge_settings(found)


def _make_parser(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    given = arguments.get(0, "dataclass_types")
    types = iterate(given)[0] if isinstance(given, ListValue) else [given]
    parser = ExternalInstance(RECORD_PARSER, name, None, "", arguments)
    parser.state["types"] = ListValue([type_ for type_ in types if type_ is not None])
    return parser


def _make_records(
    run: Evaluation,
    receiver: Value,
    words: tuple[str, ...] | None,
    site: Site,
    settings: DictValue | None = None,
) -> Value | None:
    types = receiver.state.get("types") if isinstance(receiver, ExternalInstance) else None
    if not isinstance(types, ListValue):
        return None
    made = [make_record(run, type_, words, site, settings)[0] for type_ in types.items]
    return ListValue(made, "tuple")


def _parse_records(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`parse_args_into_dataclasses()`: one object of each class."""
    words, settings = _words(run, arguments), None
    if name == "parse_args_and_config":
        words, settings = read_settings(run, words, name, site)
    return _make_records(run, receiver, words, site, settings)


def _parse_file(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`parse_json_file(…)`, `parse_yaml_file(…)`, `parse_dict(…)`."""
    given = next(iter((*arguments.positional, *arguments.keywords.values())), None)
    if given is None:
        return None
    if not isinstance(given, DictValue):
        record_path(run, given, "read", f"{RECORD_PARSER}.{name}", site, "config")
        given = read_configuration(run, given)
    return _make_records(run, receiver, (), site, merge_settings([given]))


def _words(run: Evaluation, arguments: Arguments) -> tuple[str, ...] | None:
    given = arguments.get(None, "args")
    if isinstance(given, ListValue) and not given.open_:
        return tuple(str(item.value) for item in given.items if isinstance(item, Known))
    return run.arguments


def _choose(run: Evaluation, arguments: Arguments) -> tuple[ClassValue, tuple[str, ...]] | None:
    """`tyro.cli(Union[Fit, Test])`: the class that the first word names, and the other words."""
    classes = options_of(arguments.positional[0]) if arguments.positional else ()
    words = _words(run, arguments)
    for class_ in classes if len(classes) > 1 else ():
        if isinstance(class_, ClassValue) and words and words[0] == _command_name(class_.name):
            return class_, words[1:]
    return None


def _command_name(name: str) -> str:
    """`FitModel` is the sub-command `fit-model`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).replace("_", "-").lower()


def _choose_function(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`subcommand_cli_from_dict({"fit": fit})`: the function that the first word names."""
    table, words = arguments.get(0, "subcommands"), _words(run, arguments)
    if not isinstance(table, DictValue):
        return None
    for key, target in table.entries.items():
        if isinstance(target, FunctionValue) and (words is None or words[:1] == (key,)):
            call_with_words(run, target, None if words is None else words[1:], site)
    return NONE


def _parse(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`tyro.cli(Config)`, `pyrallis.parse(Config)`, `simple_parsing.parse(Config)`."""
    chosen = _choose(run, arguments)
    if chosen is not None:
        return make_record(run, chosen[0], chosen[1], site)[0]
    target = next(
        (
            value
            for value in (*arguments.positional[:1], *arguments.keywords.values())
            if isinstance(value, ClassValue | FunctionValue)
        ),
        None,
    )
    words, settings = read_settings(run, _words(run, arguments), name, site)
    named = arguments.get(None, "config_path")
    if named is not None and settings is None and texts_of(named):
        record_path(run, named, "read", name, site, "config")
        settings = merge_settings([read_configuration(run, named)])
    if isinstance(target, ClassValue):
        return make_record(run, target, words, site, settings)[0]
    if isinstance(target, FunctionValue):
        return call_with_words(run, target, words, site, settings)
    return None


def call_with_words(
    run: Evaluation,
    function: FunctionValue,
    words: tuple[str, ...] | None,
    site: Site,
    settings: DictValue | None = None,
) -> Value:
    """Call a function with an option for each parameter; those without default may stand alone."""
    plan = Planner(run, words, site).plan(function, settings)
    alone = not "".join(words or ("-",)).startswith("-")
    flags = {word.partition("=")[0] for word in words or () if word.startswith("--")}
    for option in plan.options.values():
        if option.default is None and alone and not set(option.names) & flags:
            option.names = ()
    bound = bind_options(run, list(plan.all_options()), words, site)
    return plan.fill(run, bound.values, site)


def fill_instance(
    run: Evaluation, instance: InstanceValue, words: tuple[str, ...] | None, site: Site
) -> Value:
    """`Tap.parse_args()`: the object itself, its fields filled."""
    if instance.class_ is not None:
        plan = Planner(run, words, site).plan(instance.class_)
        bound = bind_options(run, list(plan.all_options()), words, site)
        instance.attributes.update(plan.arguments(run, bound.values, site).keywords)
        member = find_in_class(instance.class_, "process_args")
        if member is not None:
            run.call(run, bind_member(run, member[0], instance, member[1], site), Arguments(), site)
    return instance


MODELS = {
    RECORD_PARSER: _make_parser,
    "trl.TrlParser": _make_parser,
    "trl.scripts.utils.TrlParser": _make_parser,
    **dict.fromkeys(
        [
            "tyro.cli",
            "simple_parsing.parse",
            "pyrallis.parse",
            "draccus.parse",
            "tap.tapify",
        ],
        _parse,
    ),
    "tyro.extras.subcommand_cli_from_dict": _choose_function,
}
METHODS = {
    f"{RECORD_PARSER}.parse_args_into_dataclasses": _parse_records,
    f"{RECORD_PARSER}.parse_args": _parse_records,
    f"{RECORD_PARSER}.parse_args_and_config": _parse_records,
    f"{RECORD_PARSER}.parse_json_file": _parse_file,
    f"{RECORD_PARSER}.parse_yaml_file": _parse_file,
    f"{RECORD_PARSER}.parse_dict": _parse_file,
}
