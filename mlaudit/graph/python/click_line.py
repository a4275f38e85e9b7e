"""Models of click and typer: command lines bound to the parameters of functions."""

from __future__ import annotations

from mlaudit.graph.python.applications import note_command
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.hydra_configuration import bind_hydra
from mlaudit.graph.python.options import Option, bind_options
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    BoundMethod,
    Decoration,
    ExternalInstance,
    FunctionValue,
    Known,
    ListValue,
    Value,
)
from mlaudit.model.expression import Collection, Constant, Expression, Item, Operation
from mlaudit.model.summary import Parameter

_CLICK_COMMANDS = (
    "click.command",
    "click.group",
    "rich_click.command",
    "rich_click.group",
    "asyncclick.command",
)


def bind_decorated(
    run: Evaluation, function: FunctionValue, arguments: Arguments, site: Site
) -> Arguments | None:
    """The arguments of a click or hydra command that is called without any, else None."""
    words = _given_words(run, function, arguments)
    if words is None and (arguments.positional or arguments.keywords):
        return None
    configured = bind_hydra(run, function, site)
    if configured is not None:
        return configured
    has_options = any(d.name.startswith(("click.", "rich_click.")) for d in function.decorators)
    if not _is_command(function) or not has_options:
        return None
    words = words if words is not None else run.arguments
    options = [o for o in map(_click_option, reversed(function.decorators)) if o is not None]
    if function.commands:
        return _enter_group(run, function, options, words, site)
    bound = bind_options(run, options, words, site)
    given = Arguments([], dict(bound.values))
    passes = any(d.name.endswith(("pass_context", "pass_obj")) for d in function.decorators)
    if passes:
        given.positional.append(ExternalInstance("click.Context", "click.Context"))
    return given


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


def _enter_group(
    run: Evaluation,
    group: FunctionValue,
    options: list[Option],
    words: tuple[str, ...] | None,
    site: Site,
) -> Arguments:
    """Run the sub-command that the words name, or every one where they are not known."""
    if words is None:
        for command in group.commands.values():
            run.call(run, command, Arguments(), site)
        return Arguments([], bind_options(run, options, None, site).values)
    chosen = next((word for word in words if word in group.commands), None)
    split = words.index(chosen) if chosen is not None else len(words)
    bound = bind_options(run, options, words[:split], site)
    if chosen is not None:
        kept, run.arguments = run.arguments, words[split + 1 :]
        run.call(run, group.commands[chosen], Arguments(), site)
        run.arguments = kept
    return Arguments([], bound.values)


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


def _make_application(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    application = ExternalInstance("typer.Typer", name, None, "", arguments)
    application.state.update(commands={}, callback=None, groups={})
    return application


def _run_function(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`typer.run(main)`."""
    function = arguments.get(0, "function")
    if isinstance(function, FunctionValue):
        _call_typed(run, function, run.arguments, site)
    return NONE


def _call_application(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if not isinstance(receiver, ExternalInstance):
        return None
    enter_application(run, receiver, run.arguments, site)
    return NONE


def enter_application(
    run: Evaluation, application: ExternalInstance, words: tuple[str, ...] | None, site: Site
) -> None:
    """Run the command of a typer application that the words name."""
    commands = application.state.get("commands")
    groups = application.state.get("groups")
    commands = commands if isinstance(commands, dict) else {}
    groups = groups if isinstance(groups, dict) else {}
    callback = application.state.get("callback")
    first = words[0] if words else None
    if first in groups and isinstance(groups[first], ExternalInstance):
        enter_application(run, groups[first], (words or ())[1:], site)
    elif len(commands) == 1 and not groups and not isinstance(callback, FunctionValue):
        function = next(iter(commands.values()))
        rest = words[1:] if words and first in commands else words
        _call_typed(run, function, rest, site)
    elif first in commands:
        _call_typed(run, commands[first], (words or ())[1:], site)
    elif words is None:
        for function in commands.values():
            _call_typed(run, function, None, site)
        for group in groups.values():
            enter_application(run, group, None, site)


def _call_typed(
    run: Evaluation, function: FunctionValue, words: tuple[str, ...] | None, site: Site
) -> None:
    options = [_typed_option(run, function, parameter) for parameter in function.parameters]
    bound = bind_options(run, options, words, site)
    run.call(run, function, Arguments([], bound.values), site)


def _typed_option(run: Evaluation, function: FunctionValue, parameter: Parameter) -> Option:
    """typer: parameters without default are arguments, others are options."""
    frame = Frame(function.scope, function.module, function.qualified)
    default = run.evaluate(run, parameter.default, frame) if parameter.default is not None else None
    annotation, marker = _split_annotation(run, parameter, frame)
    marker = _marker(default) or marker
    flag_names: tuple[str, ...] = ("--" + parameter.name.replace("_", "-"),)
    positional = default is None
    if marker is not None:
        given = marker.arguments or Arguments()
        positional = marker.call.endswith("Argument")
        names = [t for v in given.positional for t in texts_of(v)[:1] if t.startswith("-")]
        if names:
            flag_names = tuple(name.split("/")[0] for name in names)
        if _marker(default) is not None:
            default = given.get(0, "default")
    if positional and default == NONE:
        default = None
    option = Option(
        () if positional else flag_names, parameter.name, default, positional and default is None
    )
    option.convert = annotation
    is_flag = getattr(annotation, "name", "") == "bool" and not positional
    if is_flag:
        option.flag = Known(True)
        option.negations = tuple("--no-" + name[2:] for name in flag_names if name.startswith("--"))
    if getattr(annotation, "name", "").rsplit(".", 1)[-1] in ("List", "list", "Sequence"):
        option.count, option.repeated, option.convert = (
            ("*", False, None) if positional else ("1", True, None)
        )
    return option


def _marker(value: Value | None) -> ExternalInstance | None:
    if isinstance(value, ExternalInstance) and value.call in ("typer.Option", "typer.Argument"):
        return value
    return None


def _split_annotation(
    run: Evaluation, parameter: Parameter, frame: Frame
) -> tuple[Value | None, ExternalInstance | None]:
    """`Annotated[Path, typer.Option(…)]` into its class and its marker."""
    node = parameter.annotation
    if isinstance(node, Item) and isinstance(node.index, Collection):
        base = run.evaluate(run, node.base, frame)
        if getattr(base, "name", "").endswith("Annotated") and node.index.elements:
            first, *others = node.index.elements
            markers = (_marker(run.evaluate(run, other, frame)) for other in others)
            return class_of(run, first, frame), next((m for m in markers if m is not None), None)
    return class_of(run, node, frame), None


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


def _add_typer(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    child = arguments.get(0, "typer_instance")
    names = texts_of(arguments.keywords["name"]) if "name" in arguments.keywords else []
    if isinstance(receiver, ExternalInstance) and isinstance(child, ExternalInstance) and names:
        groups = receiver.state.setdefault("groups", {})
        if isinstance(groups, dict):
            groups[names[0]] = child
    return NONE


def _registration(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`app.command("fit")` used as a function: what it gives back takes the command."""
    made = ExternalInstance("typer.registration", name, None, "", arguments)
    made.state["application"] = receiver
    return made


def _register(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    function = arguments.get(0, None)
    if isinstance(receiver, ExternalInstance) and isinstance(function, FunctionValue):
        application = receiver.state["application"]
        if isinstance(application, ExternalInstance):
            note_command(BoundMethod(application, "command"), function, receiver.arguments)
    return function


CLICK_MODELS = {"typer.Typer": _make_application, "typer.run": _run_function}
CLICK_METHODS = {
    "typer.Typer.__call__": _call_application,
    "typer.Typer.add_typer": _add_typer,
    "typer.Typer.command": _registration,
    "typer.registration.__call__": _register,
}
