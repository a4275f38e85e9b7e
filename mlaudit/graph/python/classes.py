"""Defines functions and classes and makes instances."""

from __future__ import annotations

from mlaudit.graph.python.applications import note_command
from mlaudit.graph.python.attributes import (
    bind_member,
    external_bases,
    find_in_class,
    get_attribute,
    linearise,
)
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.scope import Scope
from mlaudit.graph.python.values import (
    Arguments,
    BoundMethod,
    ClassValue,
    Decoration,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
    options_of,
    unknown,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.vocabulary import UnresolvedReason

TRANSPARENT = frozenset(
    [
        "staticmethod",
        "classmethod",
        "property",
        "functools.wraps",
        "functools.lru_cache",
        "functools.cache",
        "functools.cached_property",
        "contextlib.contextmanager",
        "abc.abstractmethod",
        "typing.overload",
        "torch.no_grad",
        "torch.inference_mode",
        "tensorflow.function",
        "numba.jit",
        "numba.njit",
        "typing.override",
        "functools.singledispatch",
        "abc.abstractproperty",
    ]
)
"""Decorators after which the function is still called by the code, not by a framework."""
_RECORDS = (
    "dataclasses.dataclass",
    "attr.s",
    "attrs.define",
    "attr.attrs",
    "attrs.frozen",
    "attr.define",
)
_RECORD_BASES = (
    "pydantic.BaseModel",
    "pydantic_settings.BaseSettings",
    "pydantic.BaseSettings",
    "typing.NamedTuple",
    "pydantic.v1.BaseModel",
    "sqlmodel.SQLModel",
    "tap.Tap",
    "tap.tap.Tap",
)
_ENUMS = ("enum.Enum", "enum.StrEnum", "enum.IntEnum", "enum.Flag")


def define_function(run: Evaluation, node: s.Function, frame: Frame) -> Value:
    """The value of a `def`, decorators applied innermost first."""
    qualified = f"{frame.qualified}.{node.name}" if frame.qualified else node.name
    function = FunctionValue(
        node.name,
        node.parameters,
        node,
        None,
        frame.scope,
        frame.module,
        qualified,
        owner_class=frame.owner_class,
    )
    value: Value = function
    for decorator in reversed(node.decorators):
        value = _decorate(run, decorator, value, function, frame)
    return value


def _decorate(
    run: Evaluation, node: e.Expression, value: Value, function: FunctionValue, frame: Frame
) -> Value:
    arguments = None
    target = node
    if isinstance(node, e.Call):
        from mlaudit.graph.python.expressions import evaluate_arguments

        target = node.function
        arguments = evaluate_arguments(run, node.arguments, frame)
    callee = _evaluate_decorator(run, target, frame)
    if isinstance(callee, FunctionValue | ClassValue):
        site = Site(frame, function.definition.line if function.definition else 0)
        decorator = run.call(run, callee, arguments, site) if arguments is not None else callee
        result = run.call(run, decorator, Arguments([value]), site)
        return result if isinstance(result, FunctionValue | InstanceValue) else value
    name = decorator_name(callee)
    if isinstance(value, FunctionValue):
        value.decorators = (*value.decorators, Decoration(name, arguments))
        if name.split(".")[-1] not in ("setter", "getter", "deleter") and name not in TRANSPARENT:
            run.callbacks.append(value)
            note_command(callee, value, arguments)
    return value


def _evaluate_decorator(run: Evaluation, node: e.Expression, frame: Frame) -> Value:
    """A decorator; a method of a library object (`app.command`) stays callable."""
    if isinstance(node, e.Attribute):
        base = run.evaluate(run, node.base, frame)
        return get_attribute(run, base, node.name, Site(frame, frame.line), calling=True)
    return run.evaluate(run, node, frame)


def decorator_name(value: Value) -> str:
    """The qualified name of a decorator, as far as it is known."""
    if isinstance(value, ExternalValue):
        return value.name
    if isinstance(value, BoundMethod):
        holder = getattr(value.receiver, "type", "") or getattr(value.receiver, "name", "")
        return f"{holder}.{value.name}" if holder else value.name
    return getattr(value, "label", "") or "?"


def define_class(run: Evaluation, node: s.Class, frame: Frame) -> Value:
    """The value of a `class`: its body is executed, its fields are listed."""
    bases = [o for base in node.bases for o in options_of(run.evaluate(run, base, frame))]
    qualified = f"{frame.qualified}.{node.name}" if frame.qualified else node.name
    names = tuple(_decorator_of(run, decorator, frame) for decorator in node.decorators)
    class_ = ClassValue(node.name, node, bases, {}, frame.module, qualified, decorators=names)
    inner = Frame(Scope(parent=frame.scope), frame.module, qualified, owner_class=class_)
    run.execute(run, node.body, inner)
    for name, member in inner.scope.variables.items():
        class_.namespace[name] = member
        if isinstance(member, FunctionValue) and member.scope is inner.scope:
            member.scope = frame.scope
            member.owner_class = class_
    _list_fields(run, class_, node, inner)
    if any(base in _ENUMS for base in external_bases(class_)):
        _make_members(class_)
    value: Value = class_
    for decorator in reversed(node.decorators):
        value = _decorate_class(run, decorator, value, frame)
    return value


def _decorate_class(run: Evaluation, node: e.Expression, value: Value, frame: Frame) -> Value:
    """A decorator of the scanned code is called: it may register the class or change it."""
    target = node.function if isinstance(node, e.Call) else node
    callee = _evaluate_decorator(run, target, frame)
    if not isinstance(callee, FunctionValue | ClassValue):
        return value
    decorator = run.evaluate(run, node, frame)
    result = run.call(run, decorator, Arguments([value]), Site(frame, frame.line))
    return result if isinstance(result, ClassValue) else value


def _decorator_of(run: Evaluation, node: e.Expression, frame: Frame) -> str:
    target = node.function if isinstance(node, e.Call) else node
    return decorator_name(_evaluate_decorator(run, target, frame))


def _list_fields(run: Evaluation, class_: ClassValue, node: s.Class, frame: Frame) -> None:
    for base in linearise(class_)[1:]:
        if isinstance(base, ClassValue):
            class_.fields.extend(f for f in base.fields if f not in class_.fields)
    for statement in node.body:
        if isinstance(statement, s.Assign) and statement.annotation is not None:
            target = statement.targets[0]
            if isinstance(target, e.Name):
                default = frame.scope.variables.get(target.identifier)
                class_.fields = [f for f in class_.fields if f[0] != target.identifier]
                class_.fields.append((target.identifier, default))


def _make_members(class_: ClassValue) -> None:
    for name, value in list(class_.namespace.items()):
        if not name.startswith("_") and not isinstance(value, FunctionValue):
            member = InstanceValue(class_, {"value": value, "name": Known(name)}, label=name)
            class_.namespace[name] = member


def is_record(class_: ClassValue) -> bool:
    """Does the class take its annotated fields as arguments (a dataclass, a pydantic model)?"""
    lines = [base for base in linearise(class_) if isinstance(base, ClassValue)]
    decorated = any(name in _RECORDS for base in lines for name in base.decorators)
    return decorated or any(base in _RECORD_BASES for base in external_bases(class_))


def instantiate(run: Evaluation, class_: ClassValue, arguments: Arguments, site: Site) -> Value:
    """An object of a class, its `__init__` executed."""
    if any(base in _ENUMS for base in external_bases(class_)):
        return _find_member(class_, arguments)
    instance = InstanceValue(class_, {})
    initialiser = find_in_class(class_, "__init__")
    if initialiser is not None:
        bound = bind_member(run, initialiser[0], instance, initialiser[1], site)
        run.call(run, bound, arguments, site)
    elif is_record(class_):
        _fill_fields(run, class_, instance, arguments, site)
        after = find_in_class(class_, "__post_init__") or find_in_class(
            class_, "__attrs_post_init__"
        )
        if after is not None:
            run.call(run, bind_member(run, after[0], instance, after[1], site), Arguments(), site)
    else:
        from mlaudit.graph.python.recording import record_constructor

        record_constructor(run, class_, instance, arguments, site)
    if len(run.instances) < 200:
        run.instances.append(instance)
    return instance


def _find_member(class_: ClassValue, arguments: Arguments) -> Value:
    wanted = arguments.get(0, "value")
    for member in class_.namespace.values():
        if isinstance(member, InstanceValue) and member.attributes.get("value") == wanted:
            return member
    return unknown(UnresolvedReason.DATA, class_.name)


def _fill_fields(
    run: Evaluation, class_: ClassValue, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    for position, (name, default) in enumerate(class_.fields):
        given = arguments.get(position, name)
        if given is None and arguments.open_:
            given = unknown(UnresolvedReason.CONFIGURATION, name)
        if given is None:
            given = default_of(run, default, name, site)
        instance.attributes[name] = given
    for name, value in arguments.keywords.items():
        instance.attributes.setdefault(name, value)


def default_of(run: Evaluation, default: Value | None, name: str, site: Site) -> Value:
    """The default of a field; `field(default=…)` and `field(default_factory=…)` are opened."""
    arguments = getattr(default, "arguments", None)
    call = getattr(default, "call", "")
    if isinstance(arguments, Arguments) and call.rsplit(".", 1)[-1] in ("field", "Field", "ib"):
        factory = arguments.get(None, "default_factory") or arguments.get(None, "factory")
        if factory is not None:
            return run.call(run, factory, Arguments(), site)
        given = arguments.get(None, "default")
        if given is None and call.rsplit(".", 1)[-1] == "Field":
            given = arguments.get(0, None)
        return given if given is not None else unknown(UnresolvedReason.PARAMETER, name)
    if default is None:
        return unknown(UnresolvedReason.PARAMETER, name)
    return default


def enter_context(run: Evaluation, value: Value, frame: Frame) -> Value:
    """What `with value as target` binds."""
    if isinstance(value, InstanceValue) and value.class_ is not None:
        member = find_in_class(value.class_, "__enter__")
        if member is not None:
            site = Site(frame, frame.line)
            entered = run.call(
                run, bind_member(run, member[0], value, member[1], site), Arguments(), site
            )
            return entered
    if isinstance(value, ListValue) and value.kind == "generator" and value.items:
        return value.items[0]
    return value
