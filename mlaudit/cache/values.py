"""Values of the model as bytes and back."""

from __future__ import annotations

import dataclasses
import io
import pickle
from typing import Any

from mlaudit.collector import without_collection


class _Pickler(pickle.Pickler):
    """Writes a dataclass as a call of its class.

    What `dataclasses` does itself for frozen classes with slots takes three times as long to read.
    What an object remembers beside its fields (cached properties) is not written.
    """

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._arguments: dict[type[Any], tuple[str, ...] | None] = {}

    def reducer_override(self, value: object) -> Any:
        """How to make the value again."""
        class_ = type(value)
        if class_ not in self._arguments:
            self._arguments[class_] = _arguments_of(class_)
        names = self._arguments[class_]
        if names is None:
            return NotImplemented
        return class_, tuple([getattr(value, name) for name in names])


def _arguments_of(class_: type[Any]) -> tuple[str, ...] | None:
    """The fields of a dataclass in the order of its arguments; None for other classes."""
    if not dataclasses.is_dataclass(class_):
        return None
    fields = dataclasses.fields(class_)
    if not all(field.init and not field.kw_only for field in fields):
        return None
    return tuple(field.name for field in fields)


def dump(value: object) -> bytes:
    """The value as bytes."""
    stream = io.BytesIO()
    _Pickler(stream).dump(value)
    return stream.getvalue()


def load(data: bytes) -> Any:
    """The value, or None where the data is damaged or of classes that are no more."""
    with without_collection():
        try:
            return pickle.loads(data)
        except Exception:  # damaged data raises whatever it leads to
            return None
