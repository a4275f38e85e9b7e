"""Models of typer: commands whose options are the parameters of their functions."""

from __future__ import annotations

from mlaudit.graph.python.applications import note_command, undecorated
from mlaudit.graph.python.click_context import enter, make_context
from mlaudit.graph.python.click_line import class_of, element_class_of
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.options import Option, bind_options, find_command
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    BoundMethod,
    DictValue,
    ExternalInstance,
    FunctionValue,
    InstanceValue,
    Known,
    Value,
)
from mlaudit.model.expression import Collection, Item
from mlaudit.model.summary import Parameter


def _make_application(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    application = ExternalInstance("typer.Typer", name, None, "", arguments)
    application.state.update(commands={}, callback=None, groups={})
    return application


def _run_function(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`typer.run(main)`."""
    function = arguments.get(0, "function")
    if isinstance(function, FunctionValue):
        _call_typed(run, function, run.arguments, make_context(), site)
    return NONE


def _call_application(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    if not isinstance(receiver, ExternalInstance):
        return None
    enter_application(run, receiver, run.arguments, make_context(), site)
    return NONE


def enter_application(
    run: Evaluation,
    application: ExternalInstance,
    words: tuple[str, ...] | None,
    context: InstanceValue,
    site: Site,
) -> None:
    """Run the callback of a typer application, then the command that the words name."""
    commands, groups = _table(application, "commands"), _table(application, "groups")
    callback = application.state.get("callback")
    if len(commands) == 1 and not groups and not isinstance(callback, FunctionValue):
        (name, function), *_ = commands.items()
        _start(run, function, words[1:] if words and words[0] == name else words, context, site)
        return
    options = _options(run, callback) if isinstance(callback, FunctionValue) else []
    split = None if words is None else find_command(options, words, {**commands, **groups})
    own = words if words is None or split is None else words[:split]
    inner = context
    if isinstance(callback, FunctionValue):
        _call_typed(run, callback, own, context, site)
        inner = make_context(parent=context)
    with enter(run, context):
        if words is None:
            for each in (*commands.values(), *groups.values()):
                _start(run, each, None, inner, site)
        elif split is not None:
            name = words[split]
            _start(run, commands.get(name) or groups[name], words[split + 1 :], inner, site)


def _table(application: ExternalInstance, name: str) -> dict[str, Value]:
    found = application.state.get(name)
    return found if isinstance(found, dict) else {}


def _start(
    run: Evaluation,
    command: Value,
    words: tuple[str, ...] | None,
    context: InstanceValue,
    site: Site,
) -> None:
    if isinstance(command, FunctionValue):
        _call_typed(run, command, words, context, site)
    elif isinstance(command, ExternalInstance):
        enter_application(run, command, words, context, site)


def _options(run: Evaluation, function: FunctionValue) -> list[Option]:
    kept = [p for p in function.parameters if not _is_context(run, function, p)]
    return [_typed_option(run, function, parameter) for parameter in kept]


def _is_context(run: Evaluation, function: FunctionValue, parameter: Parameter) -> bool:
    """Is the parameter handed the context (`ctx: typer.Context`)?"""
    class_ = class_of(run, parameter.annotation, Frame(function.scope, function.module))
    return getattr(class_, "name", "") in ("typer.Context", "click.Context", "click.core.Context")


def _call_typed(
    run: Evaluation,
    function: FunctionValue,
    words: tuple[str, ...] | None,
    context: InstanceValue,
    site: Site,
) -> None:
    bound = bind_options(run, _options(run, function), words, site)
    given = Arguments([], dict(bound.values))
    for parameter in function.parameters:
        if _is_context(run, function, parameter):
            given.keywords[parameter.name] = context
    context.attributes["params"] = DictValue(dict(bound.values))
    with enter(run, context):
        run.call(run, undecorated(function), given, site)


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
    variables = marker.arguments.get(None, "envvar") if marker and marker.arguments else None
    option.environment = tuple(texts_of(variables)) if variables is not None else ()
    if getattr(annotation, "name", "").rsplit(".", 1)[-1] in ("List", "list", "Sequence"):
        option.convert = annotation = element_class_of(run, parameter.annotation, frame)
        option.count, option.repeated = ("*", False) if positional else ("1", True)
    if getattr(annotation, "name", "") == "bool" and not positional:
        option.flag = Known(True)
        option.negations = tuple("--no-" + name[2:] for name in flag_names if name.startswith("--"))
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


TYPER_MODELS = {"typer.Typer": _make_application, "typer.run": _run_function}
TYPER_METHODS = {
    "typer.Typer.__call__": _call_application,
    "typer.Typer.add_typer": _add_typer,
    "typer.Typer.command": _registration,
    "typer.registration.__call__": _register,
}
