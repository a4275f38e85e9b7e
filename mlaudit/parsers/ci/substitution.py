"""Data in which references are replaced by data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mlaudit.model.data import Data, Entry, Scalar, Sequence, Table
from mlaudit.parsers.ci.texts import text_as_written

MAXIMUM_VALUES = 50_000
"""Bound on the values that one substitution makes."""


@dataclass(slots=True)
class Substitution:
    """Replaces the references that a pattern finds; its first group is what is referred to.

    A text that is nothing but a reference becomes the data itself, tables and lists included.
    What has no value stays as it is.

    Attributes:
        pattern: finds references.
        values: the data by what is referred to.
        key: turns what is written into the name in `values`.
        made: number of values so far.
    """

    pattern: re.Pattern[str]
    values: Mapping[str, Data]
    key: Callable[[str], str] = str
    made: int = field(default=0)

    def apply(self, data: Data) -> Data:
        """The same data with the values in it."""
        self.made += 1
        if self.made > MAXIMUM_VALUES:
            return data
        if isinstance(data, Scalar):
            return self._replace(data) if isinstance(data.value, str) else data
        if isinstance(data, Sequence):
            return Sequence(tuple(self.apply(item) for item in data.items), data.line)
        entries = (Entry(e.key, self.apply(e.value), e.line) for e in data.entries)
        return Table(tuple(entries), data.line)

    def _replace(self, scalar: Scalar) -> Data:
        text = str(scalar.value)
        whole = self.pattern.fullmatch(text.strip())
        if whole is not None:
            found = self.values.get(self.key(whole[1]))
            if isinstance(found, Scalar):
                return Scalar(found.value, scalar.line)
            return scalar if found is None else found
        return Scalar(self.pattern.sub(self._text, text), scalar.line)

    def _text(self, match: re.Match[str]) -> str:
        found = self.values.get(self.key(match[1]))
        return text_as_written(found) if isinstance(found, Scalar) else match[0]
