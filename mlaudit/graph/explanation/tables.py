"""Tables of an evaluation that tell a watcher what is put into them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mlaudit.graph.explanation.events import Called, Event
from mlaudit.graph.python.values import Value
from mlaudit.model.workflow import Access


class Noticed(dict[Any, None]):
    """A table of a record that tells of every entry, repeated ones included."""

    def __init__(self, notice: Callable[[Any], None]) -> None:
        super().__init__()
        self._notice = notice

    def __setitem__(self, key: Any, value: None) -> None:
        super().__setitem__(key, value)
        self._notice(key)


class NoticedListings(dict[str, Access]):
    """The listings of a record, told of when they are made."""

    def __init__(self, notice: Callable[[Any], None]) -> None:
        super().__init__()
        self._notice = notice

    def setdefault(self, key: str, default: Access) -> Access:
        """Note a listing where its folder is not listed yet."""
        self._notice(default)
        return super().setdefault(key, default)


class Results(dict[object, Value]):
    """The results of calls; an equal call is linked to the one that was followed."""

    def __init__(self, stack: list[Event]) -> None:
        super().__init__()
        self._stack = stack
        self._calls: dict[object, Called] = {}

    def __setitem__(self, key: object, value: Value) -> None:
        super().__setitem__(key, value)
        if self._stack and isinstance(self._stack[-1], Called):
            self._calls[key] = self._stack[-1]

    def __getitem__(self, key: object) -> Value:
        if self._stack and isinstance(self._stack[-1], Called):
            self._stack[-1].earlier = self._calls.get(key)
        return super().__getitem__(key)
