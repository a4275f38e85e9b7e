"""What pydantic makes of the fields of its models: conversion, then validators."""

from __future__ import annotations

from mlaudit.graph.python.annotations import coerce_to
from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.inheritance import linearise
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    Decoration,
    DictValue,
    FunctionValue,
    InstanceValue,
    Known,
    UnknownValue,
    Value,
    options_of,
)
from mlaudit.model import expression as e
from mlaudit.model import summary as s


def annotations_of(class_: ClassValue) -> dict[str, tuple[e.Expression, ClassValue]]:
    """The annotation of each field, with the class in whose module its names are looked up."""
    found: dict[str, tuple[e.Expression, ClassValue]] = {}
    for base in reversed(linearise(class_)):
        for statement in base.definition.body if isinstance(base, ClassValue) else ():
            if isinstance(statement, s.Assign) and statement.annotation is not None:
                target = statement.targets[0]
                if isinstance(target, e.Name) and isinstance(base, ClassValue):
                    found[target.identifier] = (statement.annotation, base)
    return found


def convert_fields(
    run: Evaluation, class_: ClassValue, instance: InstanceValue, site: Site
) -> None:
    """pydantic makes of each value what its annotation says."""
    for name, (annotation, owner) in annotations_of(class_).items():
        value = instance.attributes.get(name)
        if value is not None:
            frame = Frame(owner.module.scope, owner.module)
            instance.attributes[name] = coerce_to(run, value, annotation, frame, site)


def _validators(
    class_: ClassValue, *names: str
) -> list[tuple[FunctionValue, Decoration, ClassValue]]:
    return [
        (member, decoration, base)
        for base in reversed(linearise(class_))
        if isinstance(base, ClassValue)
        for member in base.namespace.values()
        if isinstance(member, FunctionValue)
        for decoration in member.decorators
        if decoration.name.rsplit(".", 1)[-1] in names
    ]


def _mode(decoration: Decoration) -> str:
    given = decoration.arguments
    mode = given.get(None, "mode") if given is not None else None
    early = given is not None and given.keywords.get("pre") == Known(True)
    return str(mode.value) if isinstance(mode, Known) else "before" if early else "after"


def validate_before(run: Evaluation, class_: ClassValue, arguments: Arguments, site: Site) -> None:
    """What validators make of the arguments before there is an object."""
    for member, decoration, owner in _validators(class_, "model_validator", "root_validator"):
        if _mode(decoration) == "before":
            bound = bind_member(run, member, class_, owner, site)
            made = _as_class_method(bound, class_, DictValue(dict(arguments.keywords)))
            result = run.call(run, bound, made, site)
            if isinstance(result, DictValue):
                known = {k: v for k, v in result.entries.items() if isinstance(k, str)}
                arguments.keywords.update(known)


def _as_class_method(bound: Value, class_: ClassValue, *values: Value) -> Arguments:
    """The arguments of a validator, which is a class method even where nothing says so."""
    owned = isinstance(bound, FunctionValue) and bound.owner is not None
    return Arguments([*values] if owned else [class_, *values], {}, True)


def validate_fields(
    run: Evaluation, class_: ClassValue, instance: InstanceValue, site: Site
) -> None:
    """What validators make of the fields of an object."""
    for member, decoration, owner in _validators(class_, "field_validator", "validator"):
        given = decoration.arguments.positional if decoration.arguments is not None else []
        for name in (value.value for value in given if isinstance(value, Known)):
            value = instance.attributes.get(str(name))
            if value is None or isinstance(value, UnknownValue):
                continue
            bound = bind_member(run, member, class_, owner, site)
            result = run.call(run, bound, _as_class_method(bound, class_, value), site)
            plain = not any(isinstance(option, UnknownValue) for option in options_of(result))
            if plain and result != NONE:
                instance.attributes[str(name)] = result
    for member, decoration, owner in _validators(class_, "model_validator", "root_validator"):
        if _mode(decoration) != "after":
            continue
        if decoration.name.endswith("root_validator"):
            bound = bind_member(run, member, class_, owner, site)
            values = DictValue(instance.attributes)
            run.call(run, bound, _as_class_method(bound, class_, values), site)
        else:
            run.call(run, bind_member(run, member, instance, owner, site), Arguments(), site)
