"""Command lines that defopt and argh make of the parameters of a function, or of one of several."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.python.annotations import coerce_to
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.options import Option, bind_options
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    FunctionValue,
    Known,
    ListValue,
    Value,
)

_LISTS = ("List", "list", "Sequence", "Iterable", "Collection")


def _run(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """Call the function that the first word names, or the only one."""
    component = arguments.get(0, "funcs")
    defaults = name.startswith("argh.")
    defaults = defaults or arguments.get(None, "cli_options") == Known("has_default")
    words = run.arguments
    given = arguments.get(None, "argv")
    if isinstance(given, ListValue):
        words = tuple(text for item in given.items for text in texts_of(item)[:1])
    if isinstance(component, FunctionValue):
        return _enter(run, component, words, site, defaults)
    commands = dict(_list_commands(component))
    if words is None:
        for function in commands.values():
            _enter(run, function, None, site, defaults)
    elif words and words[0].replace("-", "_") in commands:
        chosen = commands[words[0].replace("-", "_")]
        return _enter(run, chosen, words[1:], site, defaults)
    return None


def _list_commands(component: Value | None) -> Iterator[tuple[str, FunctionValue]]:
    if isinstance(component, DictValue):
        for key, value in component.entries.items():
            if isinstance(value, FunctionValue):
                yield str(key).replace("-", "_"), value
    for item in component.items if isinstance(component, ListValue) else ():
        if isinstance(item, FunctionValue):
            yield item.name, item


def _enter(
    run: Evaluation,
    function: FunctionValue,
    words: tuple[str, ...] | None,
    site: Site,
    defaults: bool,
) -> Value:
    frame = Frame(function.scope, function.module, function.qualified)
    options = _list_options(run, function, frame, defaults)
    bound = bind_options(run, options, words, site).values
    for parameter in function.parameters:
        if parameter.annotation is not None and parameter.name in bound:
            value = bound[parameter.name]
            bound[parameter.name] = coerce_to(run, value, parameter.annotation, frame, site)
    rest = next((p.name for p in function.parameters if p.kind == "args"), None)
    further = bound.pop(rest, None) if rest is not None else None
    if not isinstance(further, ListValue):
        return run.call(run, function, Arguments([], bound), site)
    before = [bound.pop(p.name) for p in function.parameters if p.kind == "positional"]
    return run.call(run, function, Arguments([*before, *further.items], bound), site)


def _list_options(
    run: Evaluation, function: FunctionValue, frame: Frame, defaults: bool
) -> list[Option]:
    """Keyword-only parameters are options, with a letter where no other begins with it.

    With `defaults` those with a default are, too.
    """
    kept = [parameter for parameter in function.parameters if parameter.kind != "kwargs"]
    named = [p for p in kept if p.kind == "keyword" or (defaults and p.default is not None)]
    letters = [parameter.name[0] for parameter in named]
    options = []
    for parameter in kept:
        default = run.evaluate(run, parameter.default, frame) if parameter.default else None
        option = Option((), parameter.name, default, default is None and parameter.kind != "args")
        if parameter.kind == "args" or _takes_several(parameter.annotation):
            option.count = "*"
        if parameter in named:
            dashed = parameter.name.replace("_", "-")
            letter = (f"-{dashed[0]}",) if letters.count(dashed[0]) == 1 else ()
            option.names = (f"--{dashed}", *letter)
            if default in (Known(True), Known(False)):
                option.flag, option.negations = Known(True), (f"--no-{dashed}",)
        options.append(option)
    return options


def _takes_several(annotation: object) -> bool:
    base = getattr(annotation, "base", None)
    return (getattr(base, "identifier", "") or getattr(base, "name", "")) in _LISTS


MODELS = dict.fromkeys(("defopt.run", "argh.dispatch_command", "argh.dispatch_commands"), _run)
