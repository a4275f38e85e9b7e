"""Regular expressions that are compiled when something is first looked for with them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_MEMBERS = (
    *("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split", "scanner"),
    *("pattern", "flags", "groups", "groupindex"),
)


def lazy_regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, without its work until it is used.

    mlaudit has more than a thousand expressions, and to compile them all takes as long as to scan a
    small project, which needs few of them. A test compiles each (`tests/test_patterns.py`). It is
    not the object that `Match.re` gives.
    """
    return cast("re.Pattern[AnyStr]", _Pending(text, flags))


class _Pending:
    """Becomes as quick as a pattern with the first use: its methods are then those of a pattern."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    @property  # type: ignore[misc]
    def __class__(self) -> type[re.Pattern[Any]]:  # type: ignore[override]
        """What `isinstance` sees, so that functions of `re` take it."""
        return re.Pattern

    def __getattr__(self, name: str) -> Any:
        if name not in _MEMBERS:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        vars(self).update((member, getattr(compiled, member)) for member in _MEMBERS)
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy_regex({self._text!r}, {self._flags!r})"
