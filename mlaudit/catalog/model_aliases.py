"""Names of hosted models that mean another model from time to time."""

from __future__ import annotations

import tomllib
from functools import cache

from mlaudit.catalog.data import FOLDER
from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_LATEST = lazy_regex(r"[-:@](latest|preview-latest)$")


@immutable
class Alias:
    """A name that moves.

    Attributes:
        name: as the code writes it, without the prefix of a provider.
        snapshot: the newest fixed name that it is known to have stood for, "" if none is.
        as_of: the day on which that was looked up.
    """

    name: str
    snapshot: str
    as_of: str


@cache
def _table() -> tuple[str, dict[str, str]]:
    found = tomllib.loads((FOLDER / "model_aliases.toml").read_text(encoding="utf-8"))
    return str(found["as_of"]), {str(k): str(v) for k, v in found["aliases"].items()}


def find_alias(model: str) -> Alias | None:
    """What a name of a model is known to stand for; None for names that stay what they are."""
    as_of, aliases = _table()
    name = model.rpartition("/")[2].strip()
    if name in aliases:
        return Alias(name, aliases[name], as_of)
    return Alias(name, "", as_of) if _LATEST.search(name) else None
