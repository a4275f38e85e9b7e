"""Models of click: command lines bound to the parameters of functions."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.python.applications import undecorated
from mlaudit.graph.python.click_context import (
    current_context,
    enter,
    make_context,
    object_of,
)
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.hydra_configuration import call_with_configuration
from mlaudit.graph.python.options import Bound, Option, bind_options, find_command
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    Decoration,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    PartialValue,
    Value,
)
from mlaudit.model.expression import Collection, Constant, Expression, Item, Operation

_CLICK_COMMANDS = (
    "click.command",
    "click.group",
    "rich_click.command",
    "rich_click.group",
    "asyncclick.command",
)
_PASSING = ("option", "argument", "pass_context", "pass_obj", "command", "group")
_OF_MAIN = frozenset(
    {"args", "prog_name", "complete_var", "standalone_mode", "obj", "auto_envvar_prefix"}
)
"""Keywords of calling a command that are no parameters of its function."""


def call_command(
    run: Evaluation, function: FunctionValue, arguments: Arguments, site: Site
) -> Value | None:
    """A click or hydra command that is called as a program; None where a function is called."""
    words = _given_words(run, function, arguments)
    own = set(arguments.keywords) - _OF_MAIN
    if words is None and (arguments.positional or own):
        return None
    configured = call_with_configuration(run, function, site)
    if configured is not None:
        return configured
    has_options = any(d.name.startswith(("click.", "rich_click.")) for d in function.decorators)
    if not _is_command(function) or not has_options:
        return None
    words = words if words is not None else run.arguments
    return start_command(run, function, words, make_context(arguments.get(None, "obj")), site)


def _is_command(function: FunctionValue) -> bool:
    return any(
        d.name in _CLICK_COMMANDS or d.name.endswith((".command", ".group"))
        for d in function.decorators
    )


def _given_words(
    run: Evaluation, function: FunctionValue, arguments: Arguments
) -> tuple[str, ...] | None:
    """The words of `command(["--out", "x"])`, which stand for those of the command line."""
    given = arguments.get(0, "args")
    if isinstance(given, ListValue) and not given.open_ and _is_command(function):
        return tuple(text for item in given.items for text in texts_of(item)[:1])
    return None


def start_command(
    run: Evaluation,
    function: FunctionValue,
    words: tuple[str, ...] | None,
    context: InstanceValue,
    site: Site,
) -> Value:
    """Run a command with its words; a group goes on to the sub-command that they name."""
    options = click_options(function)
    split = None
    if words is not None and function.commands:
        split = find_command(options, words, function.commands)
    own = words if words is None or split is None else words[:split]
    bound = bind_options(run, options, own, site)
    _apply_callbacks(run, function, bound, context, site)
    context.attributes["params"] = DictValue(dict(bound.values))
    if words is not None and split is not None:
        context.attributes["invoked_subcommand"] = Known(words[split])
    given = Arguments(_passed(function, context), dict(bound.values))
    with enter(run, context):
        result = run.call(run, undecorated(function), given, site)
        if words is None:
            for command in function.commands.values():
                start_command(run, command, None, make_context(parent=context), site)
        elif split is not None:
            for name, rest in _split_commands(function, words[split:]):
                chosen, inner = function.commands[name], make_context(parent=context)
                result = start_command(run, chosen, rest, inner, site)
    return result


def _split_commands(
    group: FunctionValue, words: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The commands that words name, each with its own words; several where the group chains."""
    chains = any(
        decoration.arguments is not None and decoration.arguments.get(None, "chain") == Known(True)
        for decoration in group.decorators
    )
    while words:
        name, rest = words[0], words[1:]
        options = click_options(group.commands[name])
        end = find_command(options, rest, group.commands) if chains else None
        yield name, rest if end is None else rest[:end]
        words = () if end is None else rest[end:]


def call_with_defaults(
    run: Evaluation,
    function: FunctionValue,
    given: Arguments,
    context: InstanceValue,
    site: Site,
) -> Value:
    """`ctx.invoke(command, name=value)`: options that are not given have their defaults."""
    defaults = bind_options(run, click_options(function), None, site).values
    names = {parameter.name for parameter in function.parameters}
    keywords = {**defaults, **{k: v for k, v in given.keywords.items() if k in names}}
    positional = [*_passed(function, context), *given.positional]
    return run.call(run, undecorated(function), Arguments(positional, keywords), site)


def _passed(function: FunctionValue, context: InstanceValue) -> list[Value]:
    """What `@click.pass_context` and `@click.pass_obj` hand over first."""
    names = [decoration.name.rpartition(".")[2] for decoration in function.decorators]
    if "pass_context" in names:
        return [context]
    return [object_of(context)] if "pass_obj" in names else []


def click_options(function: FunctionValue) -> list[Option]:
    """The options and arguments that the decorators of a command declare, in order."""
    return [o for o in map(_click_option, reversed(function.decorators)) if o is not None]


def _apply_callbacks(
    run: Evaluation, function: FunctionValue, bound: Bound, context: InstanceValue, site: Site
) -> None:
    """`@click.option(…, callback=f)`: the value is what f makes of it."""
    for decoration in function.decorators:
        option = _click_option(decoration)
        given = decoration.arguments
        callback = given.keywords.get("callback") if given is not None else None
        if option is None or not isinstance(callback, FunctionValue | PartialValue):
            continue
        parameter = InstanceValue(None, {"name": Known(option.destination)}, open_=True)
        handed = Arguments([context, parameter, bound.values[option.destination]])
        bound.values[option.destination] = run.call(run, callback, handed, site)


def _click_option(decoration: Decoration) -> Option | None:
    kind = decoration.name.rsplit(".", 1)[-1]
    given = decoration.arguments
    if kind not in ("option", "argument") or given is None:
        return None
    names = [text for value in given.positional for text in texts_of(value)[:1]]
    plain = [name for name in names if not name.startswith("-")]
    flags = [flag for name in names if name.startswith("-") for flag in name.split("/")[:1]]
    negations = [flag for name in names if "/" in name for flag in name.split("/")[1:]]
    long = next((flag for flag in flags if flag.startswith("--")), flags[0] if flags else "")
    destination = plain[0] if plain else long.lstrip("-").replace("-", "_")
    option = Option(
        tuple(flags), destination.lower(), given.keywords.get("default"), kind == "argument"
    )
    _refine(option, given, negations)
    return option


def _refine(option: Option, given: Arguments, negations: list[str]) -> None:
    option.convert = given.keywords.get("type")
    path_type = getattr(option.convert, "arguments", None)
    if isinstance(path_type, Arguments) and "path_type" in path_type.keywords:
        option.convert = path_type.keywords["path_type"]
    variables = given.keywords.get("envvar")
    option.environment = tuple(texts_of(variables)) if variables is not None else ()
    flag = given.keywords.get("is_flag")
    if negations or (isinstance(flag, Known) and flag.value is True):
        option.flag = given.keywords.get("flag_value") or Known(True)
        option.negations = tuple(negation.strip() for negation in negations)
    required = given.keywords.get("required")
    if isinstance(required, Known) and isinstance(required.value, bool):
        option.required = required.value
    count = given.keywords.get("nargs")
    if isinstance(count, Known) and isinstance(count.value, int):
        option.count = "*" if count.value == -1 else str(count.value)
    many = given.keywords.get("multiple")
    option.repeated = isinstance(many, Known) and many.value is True
    if option.repeated and option.default is None:
        option.default = ListValue([])


def class_of(run: Evaluation, node: Expression | None, frame: Frame) -> Value | None:
    """The class that an annotation asks for; `Optional[X]` and `X | None` ask for X."""
    if isinstance(node, Operation) and node.operator == "|":
        kept = [o for o in node.operands if o != Constant(None)]
        return class_of(run, kept[0], frame) if kept else None
    if isinstance(node, Item):
        base = run.evaluate(run, node.base, frame)
        if getattr(base, "name", "").endswith("Optional"):
            return class_of(run, node.index, frame)
        return base
    return None if node is None else run.evaluate(run, node, frame)


def element_class_of(run: Evaluation, node: Expression | None, frame: Frame) -> Value | None:
    """The class of the elements in `list[X]`, `Optional[list[X]]`, `Annotated[list[X], …]`."""
    if isinstance(node, Operation) and node.operator == "|":
        found = (element_class_of(run, operand, frame) for operand in node.operands)
        return next((class_ for class_ in found if class_ is not None), None)
    if not isinstance(node, Item):
        return None
    inner = node.index.elements[0] if isinstance(node.index, Collection) else node.index
    return element_class_of(run, inner, frame) or class_of(run, inner, frame)


def _decorator(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """A decorator of click that code keeps, to apply it itself."""
    return ExternalInstance("click.decorator", name, None, "", arguments)


def _decorate(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    function = arguments.get(0, None)
    if isinstance(receiver, ExternalInstance) and isinstance(function, FunctionValue):
        decoration = Decoration(receiver.call, receiver.arguments)
        function.decorators = (*function.decorators, decoration)
    return function


def _pass(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`click.pass_context(f)`, without parentheses."""
    function = arguments.get(0, None)
    if isinstance(function, FunctionValue):
        function.decorators = (*function.decorators, Decoration(name, None))
    return function


def _make_passing(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`click.make_pass_decorator(Class)`: a decorator that hands over the object of the context."""
    return ExternalValue("click.pass_obj")


CLICK_MODELS = {
    "click.make_pass_decorator": _make_passing,
    **dict.fromkeys(
        [f"{module}.{name}" for module in ("click", "rich_click") for name in _PASSING[:2]],
        _decorator,
    ),
    "click.pass_context": _pass,
    "click.pass_obj": _pass,
    "click.get_current_context": current_context,
}
CLICK_METHODS = {"click.decorator.__call__": _decorate}
