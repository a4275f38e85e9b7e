"""Kinds of values: each checks a value, and describes itself as JSON Schema and in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from mlaudit.configuration.problems import Check, Where, suggest
from mlaudit.model.immutable import immutable

Schema: TypeAlias = dict[str, Any]


class Kind(Protocol):
    """What a value may be."""

    @property
    def words(self) -> str:
        """What to write, for a person."""

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note what is wrong with a value."""

    def schema(self) -> Schema:
        """The same as JSON Schema."""


@immutable
class Text:
    """A text.

    Attributes:
        words: what it stands for.
        pattern: a regular expression that it matches as a whole; one that Python and JSON Schema
            understand alike.
    """

    words: str = "some text"
    pattern: str = r".*\S.*"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note a value of another type or form."""
        if not isinstance(value, str):
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")
        elif re.fullmatch(self.pattern, value, re.DOTALL) is None:
            check.refuse(where, f"{value!r} is not {self.words}")

    def schema(self) -> Schema:
        """A string with a pattern."""
        pattern = self.pattern.replace(".*", r"[\s\S]*")
        return {"type": "string", "pattern": f"^(?:{pattern})$"}


@immutable
class RuleName:
    """The slug or code of a rule, or a family or its letters; any installed rule may bring one."""

    @property
    def words(self) -> str:
        """What to write."""
        return "the name of a rule or a family"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note the name; whether there is such a rule is asked later."""
        if isinstance(value, str) and value.strip():
            check.mention(where, value)
        else:
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string", "pattern": r"\S"}


@immutable
class Choice:
    """One of some words.

    Attributes:
        options: the words.
    """

    options: tuple[str, ...]

    @property
    def words(self) -> str:
        """The options."""
        return "one of " + ", ".join(f'"{option}"' for option in self.options)

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note any other value."""
        if not isinstance(value, str):
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")
        elif value not in self.options:
            check.refuse(where, f"{value!r} is not known{suggest(value, self.options)}")

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.options)}


@immutable
class Date:
    """A day, as TOML writes it or as a text."""

    @property
    def words(self) -> str:
        """What to write."""
        return "a date, 2026-12-31"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note what is no day."""
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value)
            except ValueError:
                check.refuse(where, f"{value!r} is not {self.words}")
                return
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")

    def schema(self) -> Schema:
        """A string in the form of a date, or whatever a reader of TOML makes of a date."""
        others = ["number", "boolean", "array", "object", "null"]
        return {"format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$", "not": {"type": others}}


@immutable
class ListOf:
    """A list.

    Attributes:
        item: what each entry is.
        least: how many there are at least.
    """

    item: Kind
    least: int = 0

    @property
    def words(self) -> str:
        """What to write."""
        return f"a list, each entry {self.item.words}"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note what is no list, and what is wrong with its entries."""
        if not isinstance(value, list):
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")
            return
        if len(value) < self.least:
            check.refuse(where, "the list is empty")
        for index, item in enumerate(value):
            self.item.check(item, (*where, index), check)

    def schema(self) -> Schema:
        """An array."""
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.item.schema(), **least}


@immutable
class TableOf:
    """A table whose keys are free.

    Attributes:
        key: what each key is.
        value: what each value is.
    """

    key: Kind
    value: Kind

    @property
    def words(self) -> str:
        """What to write."""
        return f"a table from {self.key.words} to {self.value.words}"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note what is no table, and what is wrong with its keys and values."""
        if not isinstance(value, dict):
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")
            return
        for name, item in value.items():
            self.key.check(name, (*where, name), check)
            self.value.check(item, (*where, name), check)

    def schema(self) -> Schema:
        """An object with free keys."""
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.value.schema(),
        }


@immutable
class Either:
    """One of two kinds, which the type of the value tells apart.

    Attributes:
        type_: Python's type of values of the first kind.
        first, second: the kinds.
    """

    type_: type
    first: Kind
    second: Kind

    @property
    def words(self) -> str:
        """What to write."""
        return f"{self.first.words}; or {self.second.words}"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Check the value as the kind that its type tells."""
        kind = self.first if isinstance(value, self.type_) else self.second
        kind.check(value, where, check)

    def schema(self) -> Schema:
        """Either of both schemas."""
        return {"anyOf": [self.first.schema(), self.second.schema()]}


def name_type(value: object) -> str:
    """What a person calls a value that TOML gave."""
    if isinstance(value, bool):
        return "true or false"
    known: Sequence[tuple[type | tuple[type, ...], str]] = (
        ((int, float), "a number"),
        (str, "a text"),
        (list, "a list"),
        (Mapping, "a table"),
        ((datetime.date, datetime.time), "a date or time"),
    )
    return next((name for type_, name in known if isinstance(value, type_)), type(value).__name__)
