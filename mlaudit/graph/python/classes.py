"""Defines functions and classes and makes instances."""

from __future__ import annotations

from dataclasses import replace

from mlaudit.graph.python.applications import note_command
from mlaudit.graph.python.attributes import bind_member, get_attribute
from mlaudit.graph.python.enumerations import find_member, is_enumeration, make_members
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import find_in_class, is_mapping_class
from mlaudit.graph.python.library_collection import fill_dict
from mlaudit.graph.python.mapping_classes import fill_mapping
from mlaudit.graph.python.records import fill_record, is_mapping, is_record, list_fields
from mlaudit.graph.python.scope import Scope
from mlaudit.graph.python.values import (
    Arguments,
    BoundMethod,
    ClassValue,
    Decoration,
    DictValue,
    ExternalInstance,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Value,
    options_of,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s

TRANSPARENT = frozenset(
    {
        *("staticmethod", "classmethod", "property", "abc.abstractmethod", "abc.abstractproperty"),
        *("functools.wraps", "functools.lru_cache", "functools.cache"),
        *("functools.cached_property", "functools.singledispatch", "contextlib.contextmanager"),
        *("contextlib.asynccontextmanager", "typing.overload", "typing.override", "typing.final"),
        *("typing.no_type_check", "typing_extensions.override", "overrides.overrides"),
        # What is compiled, or runs without gradients.
        *("torch.no_grad", "torch.inference_mode", "torch.enable_grad", "torch.autocast"),
        *("torch.compile", "torch.jit.script", "tensorflow.function", "jax.jit", "jax.vmap"),
        *("numba.jit", "numba.njit", "numba.vectorize", "numba.guvectorize", "numba.cuda.jit"),
        # What is checked, tried again, remembered, measured or traced.
        *("ensure.ensure_annotations", "typeguard.typechecked", "beartype.beartype"),
        *("pydantic.validate_call", "pydantic.validate_arguments", "jaxtyping.jaxtyped"),
        *("tenacity.retry", "retry.retry", "retrying.retry", "backoff.on_exception"),
        *("backoff.on_predicate", "deprecated.deprecated", "wrapt.decorator"),
        *("joblib.Memory.cache", "cachetools.cached", "streamlit.cache", "streamlit.cache_data"),
        *("streamlit.cache_resource", "memory_profiler.profile", "line_profiler.profile"),
        *("loguru.logger.catch", "mlflow.trace", "weave.op", "langsmith.traceable", "opik.track"),
        *("langfuse.observe", "langfuse.decorators.observe"),
    }
)
"""Decorators after which the function is still called by the code, not by a framework."""
_OF_PROPERTIES = ("setter", "getter", "deleter", "default", "validator")
_MAX_SUBCLASSES = 64


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
    if isinstance(node, e.Attribute) and node.name in _OF_PROPERTIES:
        return _change_property(run, node, value, frame)
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
    if isinstance(callee, ExternalInstance) and callee.type == "click.decorator":
        name, arguments = callee.call, callee.arguments
    if isinstance(value, FunctionValue):
        value.decorators = (*value.decorators, Decoration(name, arguments))
        if name not in TRANSPARENT:
            run.callbacks.append(value)
            note_command(callee, value, arguments)
    return value


def _change_property(run: Evaluation, node: e.Attribute, value: Value, frame: Frame) -> Value:
    """`@name.setter` keeps the property; `@name.default` is the default of a field of attrs."""
    base = run.evaluate(run, node.base, frame)
    if isinstance(base, ExternalInstance) and base.type == "cyclopts.App":
        base.state["main"] = value
        return value
    if isinstance(base, ExternalInstance) and node.name in ("default", "validator"):
        base.state.setdefault(node.name, value)
        return base
    if not isinstance(base, FunctionValue):
        return value
    if node.name == "setter" and isinstance(value, FunctionValue):
        return replace(base, setter=value)
    return base if node.name == "deleter" else value


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
        _adopt(member, class_, inner.scope, frame.scope)
    list_fields(class_, node, inner)
    if is_enumeration(class_):
        make_members(run, class_, Site(frame, node.line))
    _announce(run, class_, node, frame)
    value: Value = class_
    for decorator in reversed(node.decorators):
        value = _decorate_class(run, decorator, value, frame)
    return value


def _adopt(member: Value, class_: ClassValue, inside: Scope, outside: Scope) -> None:
    """A method sees what surrounds its class, not what stands in it."""
    if isinstance(member, FunctionValue) and member.scope is inside:
        member.scope = outside
        member.owner_class = class_
        if member.setter is not None:
            _adopt(member.setter, class_, inside, outside)


def _announce(run: Evaluation, class_: ClassValue, node: s.Class, frame: Frame) -> None:
    """Tell the bases of a new class (`__subclasses__`, `__init_subclass__`)."""
    for base in class_.bases:
        if isinstance(base, ClassValue) and len(base.subclasses) < _MAX_SUBCLASSES:
            base.subclasses.append(class_)
    hook = find_in_class(class_, "__init_subclass__", after=class_)
    if hook is not None and isinstance(hook[0], FunctionValue):
        given = {name: run.evaluate(run, value, frame) for name, value in node.keywords}
        given.pop("metaclass", None)
        handed = Arguments([class_], given)
        run.call(run, hook[0], handed, Site(frame, node.line))


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


def instantiate(run: Evaluation, class_: ClassValue, arguments: Arguments, site: Site) -> Value:
    """An object of a class, its `__init__` executed."""
    if is_enumeration(class_):
        return find_member(class_, arguments)
    if is_mapping(class_):
        return fill_dict(run, DictValue({}), arguments, site)
    instance: Value = InstanceValue(class_, {})
    maker = find_in_class(class_, "__new__")
    if maker is not None:
        handed = Arguments([class_, *arguments.positional], arguments.keywords, arguments.open_)
        instance = run.call(run, maker[0], handed, site)
    if not isinstance(instance, InstanceValue):
        return instance
    _initialise(run, class_, instance, arguments, site)
    if len(run.instances) < 200:
        run.instances.append(instance)
    return instance


def _initialise(
    run: Evaluation, class_: ClassValue, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    initialiser = find_in_class(class_, "__init__")
    if initialiser is not None:
        bound = bind_member(run, initialiser[0], instance, initialiser[1], site)
        run.call(run, bound, arguments, site)
    elif is_mapping_class(class_):
        fill_mapping(run, instance, arguments, site)
    elif is_record(class_):
        fill_record(run, class_, instance, arguments, site)
    else:
        from mlaudit.graph.python.library_inherited import construct_inherited
        from mlaudit.graph.python.recording import record_constructor

        record_constructor(run, class_, instance, arguments, site)
        construct_inherited(run, instance, arguments, site)
