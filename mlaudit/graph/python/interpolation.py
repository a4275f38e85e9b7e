"""OmegaConf's `${…}` inside the values of a configuration.

Follows https://omegaconf.readthedocs.io/en/latest/grammar.html as far as the configuration itself
tells; what only a run tells (resolvers of the code, the time) stays a part that is unknown.
`${hydra:…}` is looked up under the key `hydra` of the configuration.
"""

from __future__ import annotations

import re

from mlaudit.graph.python.values import (
    NONE,
    DictValue,
    Known,
    ListValue,
    PathValue,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

_REFERENCE = lazy_regex(r"\$\{([^${}]*)\}")
_MAX_DEPTH = 12
_MAX_VALUES = 20_000
_KEYS = lazy_regex(r"[.\[\]]+")
_MISSING = "???"
"""What stands for a value that must be given elsewhere."""


class Interpolation:
    """Fills in the references of one configuration."""

    def __init__(self, root: DictValue | ListValue, environment: dict[str, str]) -> None:
        self.root, self.environment = root, environment
        self.left = _MAX_VALUES

    def fill(self, value: Value, path: tuple[object, ...] = (), depth: int = 0) -> Value:
        """A value of the configuration at `path`, with every reference replaced."""
        self.left -= 1
        if depth > _MAX_DEPTH or self.left < 0:
            return value
        if isinstance(value, DictValue):
            entries = {k: self.fill(v, (*path, k), depth + 1) for k, v in value.entries.items()}
            return DictValue(entries, value.open_)
        if isinstance(value, ListValue):
            items = [self.fill(v, (*path, i), depth + 1) for i, v in enumerate(value.items)]
            return ListValue(items, value.kind, value.open_)
        if isinstance(value, Known) and isinstance(value.value, str):
            if value.value == _MISSING:
                return unknown(UnresolvedReason.COMMAND_LINE, str(path[-1]) if path else "value")
            if "${" in value.value:
                return self._fill_text(value.value, path, depth)
        return value

    def _fill_text(self, text: str, path: tuple[object, ...], depth: int) -> Value:
        whole = _REFERENCE.fullmatch(text)
        if whole is not None:
            return self._find(whole[1].strip(), path, depth)
        filled = _REFERENCE.sub(lambda match: self._text(match[1].strip(), path, depth), text)
        if filled == text:
            return Known(text)
        return self.fill(Known(filled), path, depth + 1)

    def _text(self, reference: str, path: tuple[object, ...], depth: int) -> str:
        found = self._find(reference, path, depth)
        if isinstance(found, Known):
            return "" if found.value is None else str(found.value)
        return found.text if isinstance(found, PathValue) else _hole(reference)

    def _find(self, reference: str, path: tuple[object, ...], depth: int) -> Value:
        """What a reference of the value at `path` leads to, filled in where it stands."""
        name, colon, rest = reference.partition(":")
        if colon:
            return self.fill(self._resolve(name.strip(), rest), path, depth + 1)
        keys = [key for key in _KEYS.split(reference.lstrip(".")) if key]
        dots = len(reference) - len(reference.lstrip("."))
        start = path[: len(path) - dots] if dots else ()
        found = self._walk([*start, *keys])
        if found is None:
            return Known(_hole(reference))
        return self.fill(found, (*start, *keys), depth + 1)

    def _walk(self, keys: list[object]) -> Value | None:
        found: Value = self.root
        for key in keys:
            step: Value | None = None
            if isinstance(found, DictValue):
                step = found.entries.get(key)
                if step is None and isinstance(key, str) and key.isdigit():
                    step = found.entries.get(int(key))
            elif isinstance(found, ListValue) and str(key).isdigit():
                step = found.items[int(str(key))] if int(str(key)) < len(found.items) else None
            if step is None:
                return None
            found = step
        return found

    def _resolve(self, name: str, rest: str) -> Value:
        """`${oc.env:NAME,default}`, `${oc.select:key,default}`, `${hydra:run.dir}`, `${now:%Y}`."""
        first, comma, default = (part.strip().strip("'\"") for part in rest.partition(","))
        if name in ("oc.env", "env"):
            if first in self.environment:
                return Known(self.environment[first])
            return Known(default) if comma else Known(_hole(first))
        if name == "oc.select":
            found = self._walk([key for key in _KEYS.split(first) if key])
            return found or (Known(default) if comma else NONE)
        if name == "hydra":
            return self._walk(["hydra", *first.split(".")]) or Known(_hole(first))
        if name == "now":
            return Known("{date}" if "%d" in rest or "%Y" in rest else "{time}")
        if name == "oc.decode":
            return Known(first)
        return Known(_hole(f"{name}_{first}"))


def _hole(reference: str) -> str:
    return "{" + (re.sub(r"\W+", "_", reference).strip("_") or "x") + "}"
