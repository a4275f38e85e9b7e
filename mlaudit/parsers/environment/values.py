"""Short ways into configuration data."""

from __future__ import annotations

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table


def find(data: Data | None, *keys: str) -> Data | None:
    """The value under a chain of keys, or None."""
    for key in keys:
        data = data.get(key) if isinstance(data, Table) else None
    return data


def entries_of(data: Data | None) -> tuple[Entry, ...]:
    """The entries of a table; of anything else none."""
    return data.entries if isinstance(data, Table) else ()


def items_of(data: Data | None) -> tuple[Data, ...]:
    """The items of a list; of anything else none."""
    return data.items if isinstance(data, Sequence) else ()


def texts_of(data: Data | None) -> tuple[tuple[str, int], ...]:
    """(text, line) of a text or of every text in a list."""
    items = (data,) if isinstance(data, Scalar) else items_of(data)
    return tuple(
        (item.value, item.line)
        for item in items
        if isinstance(item, Scalar) and isinstance(item.value, str)
    )


def text_of(data: Data | None) -> str | None:
    """The text of a scalar, numbers as written; None for everything else."""
    if isinstance(data, Scalar) and data.value is not None and not isinstance(data.value, bool):
        return str(data.value).strip()
    return None
