"""Assets (datasets before the third version): data that tasks make and DAGs wait for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from mlaudit.model.facts import Declaration
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.airflow.tasks import id_of, mark_of, mark_settings
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    MOST_PARTS,
    Code,
    Made,
    Value,
    known_text,
    parts_of,
)

_CLASSES = frozenset({"Asset", "Dataset", "AssetAlias", "DatasetAlias", "Model"})
_SCHEMES = ("s3://", "gs://", "gcs://", "abfs://", "abfss://", "wasbs://", "hdfs://", "hf://")


def assets_in(value: Value) -> tuple[Made | Code, ...]:
    """The assets of a list, a condition or a schedule; a function with `@asset` is one."""
    found: dict[Made | Code, None] = {}
    waiting: list[Value] = [value]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        for part in parts_of(waiting.pop(0)):
            if _is_asset(part):
                found[part] = None
            elif isinstance(part, Made):
                waiting += [*part.arguments, *part.keywords.values()]
    return tuple(found)


def _is_asset(value: Value) -> TypeGuard[Made | Code]:
    if isinstance(value, Code):
        return mark_of(value, "asset") is not None
    return isinstance(value, Made) and value.kind in _CLASSES


def names_of(asset: Made | Code) -> tuple[str, ...]:
    """What an asset is known by: its address and its name."""
    if isinstance(asset, Code):
        settings = mark_settings(mark_of(asset, "asset"))
        name = id_of(settings, "name") or asset.function.name
        given: tuple[Value, ...] = (name, settings.get("uri"))
    else:
        given = (asset.given("uri"), asset.given("name"), *asset.arguments[:2])
    return tuple(dict.fromkeys(name for item in given if (name := known_text(item))))


def declare_assets(value: Value, place: Place, role: str) -> Iterator[Declaration]:
    """The files and buckets that assets stand for; of others only the name is known."""
    for asset in assets_in(value):
        for name in names_of(asset):
            if name.startswith("file://"):
                yield Declaration(name.removeprefix("file://"), place, role)
            elif name.startswith(_SCHEMES):
                yield Declaration(name, place, role)
