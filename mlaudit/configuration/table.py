"""Tables with keys that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mlaudit.configuration.kinds import Kind, Schema, name_type
from mlaudit.configuration.problems import Check, Where, suggest
from mlaudit.model.immutable import immutable


@immutable
class Key:
    """A key that a table may have.

    Attributes:
        name: as it is written.
        kind: what its value is.
        meaning: what it does, in Markdown, for the reference and for editors.
        default: what holds without it, as the reference shows it; "" for nothing.
        required: the table is of no use without it.
        example: some TOML that uses it, "" for keys of tables inside of others.
    """

    name: str
    kind: Kind
    meaning: str
    default: str = ""
    required: bool = False
    example: str = ""


@immutable
class Table:
    """A table.

    Attributes:
        keys: that it may have.
        refused: what to say to some others.
    """

    keys: tuple[Key, ...]
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What to write."""
        return "a table"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note unknown and missing keys, and what is wrong with the values of the others."""
        if not isinstance(value, dict):
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")
            return
        known = {key.name: key for key in self.keys}
        for name, item in value.items():
            if name in known:
                known[name].kind.check(item, (*where, name), check)
            else:
                hint = self.refused.get(name) or f"there is no such key{suggest(name, known)}"
                check.refuse((*where, name), hint)
        for key in self.keys:
            if key.required and key.name not in value:
                check.refuse((*where, key.name), f"is missing: {key.kind.words}")

    def schema(self) -> Schema:
        """An object without further keys."""
        properties = {
            key.name: {"description": key.meaning, **key.kind.schema()} for key in self.keys
        }
        required = [key.name for key in self.keys if key.required]
        return {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }
