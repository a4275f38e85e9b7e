"""What libraries make of values by the annotation of the field or parameter that takes them."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Frame, Site
from mlaudit.graph.python.values import (
    ClassValue,
    DictValue,
    ExternalValue,
    Known,
    ListValue,
    PathValue,
    Value,
    join,
    options_of,
)
from mlaudit.model import expression as e

_PATHS = (
    "pathlib.Path",
    "pathlib.PurePath",
    "pydantic.FilePath",
    "pydantic.DirectoryPath",
    "pydantic.NewPath",
)
_MAX_DEPTH = 4


def coerce_to(
    run: Evaluation, value: Value, annotation: e.Expression, frame: Frame, site: Site
) -> Value:
    """A value as its annotation wants it: text becomes a path, a dict an object of a class."""
    made = [_coerce(run, option, annotation, frame, site, 0) for option in options_of(value)]
    return join(made, "value")


def _coerce(
    run: Evaluation, value: Value, annotation: e.Expression, frame: Frame, site: Site, depth: int
) -> Value:
    if depth > _MAX_DEPTH:
        return value
    if isinstance(annotation, e.Operation) and annotation.operator == "|":
        for operand in annotation.operands:
            value = _coerce(run, value, operand, frame, site, depth + 1)
        return value
    if isinstance(annotation, e.Item):
        return _coerce_inside(run, value, annotation, frame, site, depth)
    if not isinstance(annotation, e.Name | e.Attribute):
        return value
    wanted = run.evaluate(run, annotation, frame)
    if isinstance(wanted, ExternalValue) and wanted.name in _PATHS:
        is_text = isinstance(value, Known) and isinstance(value.value, str)
        return PathValue(str(getattr(value, "value", ""))) if is_text else value
    if isinstance(wanted, ClassValue) and isinstance(value, DictValue):
        from mlaudit.graph.python.structures import structure

        return structure(run, wanted, value, site) or value
    return value


def _coerce_inside(
    run: Evaluation, value: Value, annotation: e.Item, frame: Frame, site: Site, depth: int
) -> Value:
    """`Optional[X]`, `Union[X, Y]`, `list[X]`, `dict[str, X]`."""
    base = annotation.base
    name = base.identifier if isinstance(base, e.Name) else getattr(base, "name", "")
    inner = annotation.index
    parts = inner.elements if isinstance(inner, e.Collection) else (inner,)
    if name == "Annotated":
        return _coerce(run, value, parts[0], frame, site, depth + 1)
    if name in ("Optional", "Union", "Final", "ClassVar", "Required"):
        for part in parts:
            value = _coerce(run, value, part, frame, site, depth + 1)
    elif isinstance(value, ListValue):
        items = [_coerce(run, item, parts[0], frame, site, depth + 1) for item in value.items]
        return ListValue(items, value.kind, value.open_)
    elif isinstance(value, DictValue) and len(parts) == 2:
        entries = {
            key: _coerce(run, item, parts[1], frame, site, depth + 1)
            for key, item in value.entries.items()
        }
        return DictValue(entries, value.open_)
    return value
