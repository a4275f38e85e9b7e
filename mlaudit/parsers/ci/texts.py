"""Texts of configuration values."""

from __future__ import annotations

from mlaudit.model.data import Data, Scalar


def text_as_written(data: Data | None) -> str:
    """The text of a value as files write it, truth values in lower case; "" for what has none."""
    value = data.value if isinstance(data, Scalar) else None
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def is_true(data: Data | None) -> bool:
    """Whether the value is the constant `true`."""
    return isinstance(data, Scalar) and data.value is True


def is_false(data: Data | None) -> bool:
    """Whether the value is the constant `false`."""
    return isinstance(data, Scalar) and data.value is False
