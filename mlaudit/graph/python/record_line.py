"""Command lines that classes and functions describe by their fields and parameters.

HfArgumentParser, simple-parsing, tyro, pyrallis, draccus, jsonargparse and Tap make an option of
every field of a dataclass, and of every parameter of a function.
"""

from __future__ import annotations

from mlaudit.graph.python.attributes import linearise
from mlaudit.graph.python.classes import default_of
from mlaudit.graph.python.click_line import class_of
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.iteration import iterate
from mlaudit.graph.python.options import Bound, Option, bind_options
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s

RECORD_PARSER = "transformers.HfArgumentParser"


def record_options(run: Evaluation, class_: ClassValue, site: Site) -> list[Option]:
    """An option for each field of a class."""
    annotations = _annotations(class_)
    found = []
    for name, default in class_.fields:
        value = default_of(run, default, name, site)
        known = None if isinstance(value, UnknownValue) else value
        frame = Frame(class_.module.scope, class_.module)
        found.append(_option(run, name, known, annotations.get(name), frame))
    return found


def _annotations(class_: ClassValue) -> dict[str, e.Expression]:
    found: dict[str, e.Expression] = {}
    for base in reversed(linearise(class_)):
        for statement in base.definition.body if isinstance(base, ClassValue) else ():
            if isinstance(statement, s.Assign) and statement.annotation is not None:
                target = statement.targets[0]
                if isinstance(target, e.Name):
                    found[target.identifier] = statement.annotation
    return found


def _option(
    run: Evaluation,
    name: str,
    default: Value | None,
    annotation: e.Expression | None,
    frame: Frame,
) -> Option:
    flags = tuple(dict.fromkeys(("--" + name, "--" + name.replace("_", "-"))))
    option = Option(flags, name, default, default is None)
    class_ = class_of(run, annotation, frame)
    option.convert = class_ if isinstance(class_, ExternalValue) else None
    if isinstance(class_, ExternalValue) and class_.name == "bool":
        option.count, option.constant = "?", Known(True)
        option.default = default or Known(False)
        option.negations = tuple(f"--no{sign}{flag[2:]}" for flag in flags for sign in "-_")
    return option


def make_record(
    run: Evaluation, class_: Value, words: tuple[str, ...] | None, site: Site
) -> tuple[Value, Bound]:
    """An object of a class, filled from a command line, and what is left of that."""
    if not isinstance(class_, ClassValue):
        return _make_external(run, class_, words, site)
    bound = bind_options(run, record_options(run, class_, site), words, site)
    return run.call(run, class_, Arguments([], dict(bound.values)), site), bound


def _make_external(
    run: Evaluation, class_: Value, words: tuple[str, ...] | None, site: Site
) -> tuple[Value, Bound]:
    """A library's own class (`TrainingArguments`) takes every option as a keyword."""
    given = Arguments(open_=words is None)
    waiting = list(words or ())
    while waiting:
        name, sign, attached = waiting.pop(0).partition("=")
        if not name.startswith("--"):
            continue
        has_value = bool(waiting) and not waiting[0].startswith("--")
        value: Value = Known(attached) if sign else Known(waiting.pop(0) if has_value else True)
        given.keywords[name[2:].replace("-", "_")] = value
    return run.call(run, class_, given, site), Bound()


def _make_parser(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    given = arguments.get(0, "dataclass_types")
    types = iterate(given)[0] if isinstance(given, ListValue) else [given]
    parser = ExternalInstance(RECORD_PARSER, name, None, "", arguments)
    parser.state["types"] = ListValue([type_ for type_ in types if type_ is not None])
    return parser


def _parse_records(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`parse_args_into_dataclasses()`: one object of each class."""
    types = receiver.state.get("types") if isinstance(receiver, ExternalInstance) else None
    if not isinstance(types, ListValue):
        return None
    words = _words(run, arguments)
    return ListValue([make_record(run, type_, words, site)[0] for type_ in types.items], "tuple")


def _words(run: Evaluation, arguments: Arguments) -> tuple[str, ...] | None:
    given = arguments.get(None, "args")
    if isinstance(given, ListValue) and not given.open_:
        return tuple(str(item.value) for item in given.items if isinstance(item, Known))
    return run.arguments


def _parse(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`tyro.cli(Config)`, `pyrallis.parse(Config)`, `jsonargparse.CLI(main)`."""
    target = next(
        (
            value
            for value in (*arguments.positional[:1], *arguments.keywords.values())
            if isinstance(value, ClassValue | FunctionValue)
        ),
        None,
    )
    if isinstance(target, ClassValue):
        return make_record(run, target, _words(run, arguments), site)[0]
    if isinstance(target, FunctionValue):
        return call_with_words(run, target, run.arguments, site)
    return None


def call_with_words(
    run: Evaluation, function: FunctionValue, words: tuple[str, ...] | None, site: Site
) -> Value:
    """Call a function with an option for each parameter; those without default may stand alone."""
    frame = Frame(function.scope, function.module, function.qualified)
    options = []
    alone = not "".join(words or ("-",)).startswith("-")
    for parameter in function.parameters:
        default = None
        if parameter.default is not None:
            default = run.evaluate(run, parameter.default, frame)
        option = _option(run, parameter.name, default, parameter.annotation, frame)
        if default is None and alone and not set(option.names) & set(_flags(words or ())):
            option.names = ()
        options.append(option)
    bound = bind_options(run, options, words, site)
    return run.call(run, function, Arguments([], bound.values), site)


def _flags(words: tuple[str, ...]) -> list[str]:
    return [word.partition("=")[0] for word in words if word.startswith("--")]


def fill_instance(
    run: Evaluation, instance: InstanceValue, words: tuple[str, ...] | None, site: Site
) -> Value:
    """`Tap.parse_args()`: the object itself, its fields filled."""
    if instance.class_ is not None:
        options = record_options(run, instance.class_, site)
        instance.attributes.update(bind_options(run, options, words, site).values)
    return instance


MODELS = {
    RECORD_PARSER: _make_parser,
    **dict.fromkeys(
        [
            "tyro.cli",
            "simple_parsing.parse",
            "pyrallis.parse",
            "draccus.parse",
            "jsonargparse.CLI",
            "jsonargparse.auto_cli",
            "defopt.run",
        ],
        _parse,
    ),
}
METHODS = {
    f"{RECORD_PARSER}.parse_args_into_dataclasses": _parse_records,
    f"{RECORD_PARSER}.parse_args": _parse_records,
}
