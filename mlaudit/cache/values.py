"""Values of the model as bytes and back."""

from __future__ import annotations

import dataclasses
import io
import pickle
from enum import Enum
from pathlib import PurePath
from typing import Any

from mlaudit.collector import without_collection
from mlaudit.plugins import list_packages

_PLAIN = frozenset(
    [
        *(("builtins", name) for name in ("bytearray", "complex", "range", "slice")),
        *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
    ]
)
"""Classes of Python itself that a value may hold, beside its paths."""
_OWN = frozenset(["mlaudit", "mlaudit_rules", "pathlib"])


class DamagedError(Exception):
    """The data is damaged, or of classes that are no more or that no value has."""


class _Pickler(pickle.Pickler):
    """Writes a dataclass, and a member of an enumeration, as a call of its class.

    What `dataclasses` does itself for frozen classes with slots takes three times as long to read.
    What an object remembers beside its fields (cached properties) is not written.
    """

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._arguments: dict[type[Any], tuple[str, ...] | None] = {}

    def reducer_override(self, value: object) -> Any:
        """How to make the value again."""
        class_ = type(value)
        if isinstance(value, Enum):
            return class_, (value.value,)  # some versions of Python write a call of `getattr`
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
    try:
        return load_whole(data)
    except DamagedError:
        return None


def load_whole(data: bytes) -> Any:
    """The value.

    Raises:
        DamagedError: there is none.
    """
    with without_collection():
        try:
            return _Unpickler(io.BytesIO(data)).load()
        except Exception as error:  # damaged data raises whatever it leads to
            raise DamagedError(f"{type(error).__name__}: {error}") from error


class _Unpickler(pickle.Unpickler):
    """Makes values and nothing else: no function is called, and no foreign module imported."""

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream)
        self._packages = _OWN | list_packages()

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name; raises UnpicklingError where no value has it."""
        if self._is_known(module) or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            if isinstance(found, type) and self._is_of_values(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no class of a value")

    def _is_known(self, module: str) -> bool:
        return module.partition(".")[0] in self._packages

    def _is_of_values(self, class_: type[Any]) -> bool:
        """Does making one do nothing else? A module also has what it imports from others."""
        if issubclass(class_, PurePath) or (class_.__module__, class_.__qualname__) in _PLAIN:
            return True
        is_value = dataclasses.is_dataclass(class_) or issubclass(class_, Enum)
        return is_value and self._is_known(class_.__module__)
