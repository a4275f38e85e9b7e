"""Fields of classes that describe records: dataclasses, attrs, pydantic, named tuples."""

from __future__ import annotations

from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.environment_settings import add_variables
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import external_bases, find_in_class, linearise
from mlaudit.graph.python.validation import convert_fields, validate_before, validate_fields
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    ExternalInstance,
    FunctionValue,
    InstanceValue,
    Known,
    Value,
    unknown,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s
from mlaudit.model.vocabulary import UnresolvedReason

_RECORDS = (
    "dataclasses.dataclass",
    "attr.s",
    "attr.dataclass",
    "attrs.define",
    "attrs.mutable",
    "attr.attrs",
    "attrs.frozen",
    "attr.define",
    "attr.mutable",
    "attr.frozen",
    "pydantic.dataclasses.dataclass",
    "flax.struct.dataclass",
    "chex.dataclass",
    "chz.chz",
)
_MODELS = (
    "pydantic.BaseModel",
    "pydantic_settings.BaseSettings",
    "pydantic.BaseSettings",
    "pydantic.v1.BaseModel",
    "pydantic.v1.BaseSettings",
    "sqlmodel.SQLModel",
)
_RECORD_BASES = (
    *_MODELS,
    "typing.NamedTuple",
    "typing_extensions.NamedTuple",
    "msgspec.Struct",
    "tap.Tap",
    "tap.tap.Tap",
)
_MAPPINGS = ("typing.TypedDict", "typing_extensions.TypedDict")
_FIELD_MAKERS = ("field", "Field", "ib", "attrib", "dataclass_field", "PrivateAttr")
_ATTRIBUTES = ("attr.ib", "attr.attrib")
_AFTER = ("__post_init__", "__attrs_post_init__", "model_post_init")


def is_record(class_: ClassValue) -> bool:
    """Does the class take its annotated fields as arguments (a dataclass, a pydantic model)?"""
    lines = [base for base in linearise(class_) if isinstance(base, ClassValue)]
    decorated = any(name in _RECORDS for base in lines for name in base.decorators)
    return decorated or any(base in _RECORD_BASES for base in external_bases(class_))


def is_mapping(class_: ClassValue) -> bool:
    """Is it a `TypedDict`, whose objects are plain dicts?"""
    return any(base in _MAPPINGS for base in external_bases(class_))


def list_fields(class_: ClassValue, node: s.Class, frame: Frame) -> None:
    """Note the fields of a class: what is annotated, and what `attr.ib()` makes."""
    for base in linearise(class_)[1:]:
        if isinstance(base, ClassValue):
            class_.fields.extend(f for f in base.fields if f not in class_.fields)
    for statement in node.body:
        if not isinstance(statement, s.Assign) or not isinstance(statement.targets[0], e.Name):
            continue
        name = statement.targets[0].identifier
        default = frame.scope.variables.get(name)
        if statement.annotation is not None or getattr(default, "call", "") in _ATTRIBUTES:
            known = [field for field, _ in class_.fields]
            if name in known:
                class_.fields[known.index(name)] = (name, default)
            else:
                class_.fields.append((name, default))


def fill_record(
    run: Evaluation, class_: ClassValue, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """Give an object of a record class its fields, as its generated `__init__` does."""
    is_model = any(base in _MODELS for base in external_bases(class_))
    if is_model:
        add_variables(run, class_, arguments, site)
        validate_before(run, class_, arguments, site)
    position = 0
    for name, default in class_.fields:
        given = None
        if _is_argument(default):
            given = arguments.get(position, name) or _by_alias(default, arguments)
            position += 1
        if given is None and arguments.open_:
            given = unknown(UnresolvedReason.CONFIGURATION, name)
        if given is None:
            given = default_of(run, default, name, site, instance)
        instance.attributes[name] = given
    for name, value in arguments.keywords.items():
        instance.attributes.setdefault(name, value)
    if is_model:
        convert_fields(run, class_, instance, site)
        validate_fields(run, class_, instance, site)
    _finish(run, class_, instance, site)


def _is_argument(default: Value | None) -> bool:
    """Is the field an argument of the constructor (not `field(init=False)`)?"""
    arguments = getattr(default, "arguments", None)
    if not isinstance(arguments, Arguments):
        return True
    return arguments.keywords.get("init") != Known(False)


def _by_alias(default: Value | None, arguments: Arguments) -> Value | None:
    """What is given under another name (`Field(alias="name")`)."""
    made = getattr(default, "arguments", None)
    if not isinstance(made, Arguments):
        return None
    for keyword in ("alias", "validation_alias"):
        alias = made.keywords.get(keyword)
        if isinstance(alias, Known) and alias.value in arguments.keywords:
            return arguments.keywords[str(alias.value)]
    return None


def default_of(
    run: Evaluation,
    default: Value | None,
    name: str,
    site: Site,
    instance: InstanceValue | None = None,
) -> Value:
    """The default of a field; `field(default=…)` and `field(default_factory=…)` are opened."""
    missing = unknown(UnresolvedReason.PARAMETER, name)
    arguments = getattr(default, "arguments", None)
    maker = getattr(default, "call", "").rsplit(".", 1)[-1]
    if isinstance(arguments, Arguments) and maker == "Factory":
        return run.call(run, arguments.get(0, "factory") or missing, Arguments(), site)
    if isinstance(arguments, Arguments) and maker in _FIELD_MAKERS:
        made = default.state.get("default") if isinstance(default, ExternalInstance) else None
        if isinstance(made, FunctionValue):
            return run.call(run, made, Arguments([instance or missing]), site)
        factory = arguments.get(None, "default_factory") or arguments.get(None, "factory")
        if factory is not None:
            return run.call(run, factory, Arguments(), site)
        given = arguments.get(None, "default")
        if given is None and maker == "Field":
            given = arguments.get(0, None)
        return missing if given is None else default_of(run, given, name, site, instance)
    return missing if default is None else default


def _finish(run: Evaluation, class_: ClassValue, instance: InstanceValue, site: Site) -> None:
    """What runs once the fields are there, with the fields that it asks for (`InitVar`)."""
    for name in _AFTER:
        member = find_in_class(class_, name)
        if member is None or not isinstance(member[0], FunctionValue):
            continue
        bound = bind_member(run, member[0], instance, member[1], site)
        asked = [parameter.name for parameter in member[0].parameters[1:]]
        handed = [instance.attributes.get(parameter, NONE) for parameter in asked]
        run.call(run, bound, Arguments(handed), site)
        return
