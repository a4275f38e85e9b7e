"""Assets (datasets before the third version): data that tasks make and DAGs wait for."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.facts import Declaration
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Made,
    Value,
    known_text,
    parts_of,
)

_CLASSES = frozenset({"Asset", "Dataset", "AssetAlias", "DatasetAlias", "Model"})
_SCHEMES = ("s3://", "gs://", "gcs://", "abfs://", "abfss://", "wasbs://", "hdfs://", "hf://")


def assets_in(value: Value) -> tuple[Made, ...]:
    """The assets of a list, a condition or a schedule."""
    found: dict[Made, None] = {}
    waiting: list[Value] = [value]
    while waiting:
        for part in parts_of(waiting.pop(0)):
            if not isinstance(part, Made):
                continue
            if part.kind in _CLASSES:
                found[part] = None
            elif part.kind in ("|", "&", "AssetAll", "AssetAny", "AssetOrTimeSchedule",
                               "DatasetOrTimeSchedule", "AssetWatcher"):  # fmt: skip
                waiting += [*part.arguments, *part.keywords.values()]
    return tuple(found)


def names_of(asset: Made) -> tuple[str, ...]:
    """What an asset is known by: its address and its name."""
    given = (
        asset.given("uri"),
        asset.given("name"),
        *asset.arguments[:2],
    )
    return tuple(dict.fromkeys(name for item in given if (name := known_text(item))))


def declare_assets(value: Value, place: Place, role: str) -> Iterator[Declaration]:
    """The files and buckets that assets stand for; of others only the name is known."""
    for asset in assets_in(value):
        for name in names_of(asset):
            if name.startswith("file://"):
                yield Declaration(name.removeprefix("file://"), place, role)
            elif name.startswith(_SCHEMES):
                yield Declaration(name, place, role)
