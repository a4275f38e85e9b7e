"""JSON that is made into data when somebody looks it up."""

from __future__ import annotations

import json
from collections.abc import Iterable

from mlaudit.model.data import Data
from mlaudit.model.deferred import Deferred
from mlaudit.parsers.json_data import load_json, read_json
from mlaudit.parsers.yaml_data import MAXIMUM_DEPTH, decode_text


def check_json(data: bytes | str) -> tuple[Data | Deferred | None, str | None, int]:
    """What `read_json` gives, the data deferred where the file is plain JSON.

    Finding out that a file is JSON takes a fifth of the time that making data of it takes.
    """
    text = data if isinstance(data, str) else decode_text(data)
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return read_json(text)
    if text.count("[") + text.count("{") > MAXIMUM_DEPTH and _is_deep(values):
        return read_json(text)
    return Deferred(text, load_json), None, 0


def _is_deep(values: object) -> bool:
    """Do collections reach the bound on nesting?"""
    level = [values]
    for _ in range(MAXIMUM_DEPTH):
        items = (item for value in level for item in _items_of(value))
        level = [item for item in items if type(item) is dict or type(item) is list]
        if not level:
            return False
    return True


def _items_of(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
