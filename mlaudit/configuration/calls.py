"""Entries for the catalogue of calls, as its own reader takes them."""

from __future__ import annotations

from mlaudit.configuration.kinds import Schema, name_type
from mlaudit.configuration.problems import Check, Where
from mlaudit.model.immutable import immutable


@immutable
class CatalogEntry:
    """What a call of the project's own does, as in the files of `mlaudit/catalog/`."""

    @property
    def words(self) -> str:
        """What to write."""
        return "a table with `name`, `effect` and the arguments that hold paths"

    def check(self, value: object, where: Where, check: Check) -> None:
        """Note what the reader of the catalogue refuses."""
        if not isinstance(value, dict):
            check.refuse(where, f"must be {self.words}, not {name_type(value)}")
            return
        from mlaudit.catalog.load import CatalogError, models_of_tables

        try:
            list(models_of_tables([value]))
        except CatalogError as error:
            check.refuse(where, str(error).removeprefix("call 1: "))

    def schema(self) -> Schema:
        """The fields by name; the reader of the catalogue knows more about their values."""
        from mlaudit.catalog.effects import Effect
        from mlaudit.catalog.load import FIELDS
        from mlaudit.model.vocabulary import KINDS

        known: Schema = {
            "name": {"type": "string", "pattern": r"^\w+(\.\w+)*$"},
            "effect": {"enum": [effect.value for effect in Effect]},
            "kind": {"enum": list(KINDS)},
        }
        return {
            "type": "object",
            "properties": {**{name: {} for name in sorted(FIELDS)}, **known},
            "required": ["name", "effect"],
            "additionalProperties": False,
        }
