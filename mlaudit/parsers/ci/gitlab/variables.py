"""Variables of GitLab and texts that hold them."""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.model.data import Data, Table
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import entries_of, find
from mlaudit.patterns import lazy_regex

_VARIABLE = lazy_regex(r"\$(?:\{(\w+)\}|(\w+))")
_INPUT = lazy_regex(r"\$\[\[\s*(?:inputs\.)?([\w-]+)[^\]]*\]\]")
_ROUNDS = 5


def read_variables(data: Data | None) -> dict[str, str]:
    """Names and values of `variables:`; "" for those with a value that is not known."""
    found: dict[str, str] = {}
    for entry in entries_of(data):
        value = find(entry.value, "value") if isinstance(entry.value, Table) else entry.value
        found[entry.key] = text_as_written(value)
    for _ in range(_ROUNDS):
        expanded = {name: expand(text, found) for name, text in found.items()}
        if expanded == found or sum(map(len, expanded.values())) > 100_000:
            break
        found = expanded
    return {name: "" if is_open(text) else text for name, text in found.items()}


def read_prefilled(root: Data | None) -> tuple[tuple[str, str | None], ...]:
    """(name, default) of the variables that the form for a new pipeline shows to a person."""
    return tuple(
        (entry.key, text_as_written(find(entry.value, "value")))
        for entry in entries_of(find(root, "variables"))
        if find(entry.value, "description") is not None
    )


def expand(text: str, variables: Mapping[str, str]) -> str:
    """Replace the variables whose values are known; others stay as they are."""
    return _VARIABLE.sub(lambda m: variables.get(m[1] or m[2]) or m[0], text)


def is_open(text: str) -> bool:
    """A variable or an input is left in the text."""
    return bool(_VARIABLE.search(text) or _INPUT.search(text))


def to_pattern(text: str, variables: Mapping[str, str]) -> str:
    """Text for a path or a name: what is not known becomes `{name}`."""
    rooted = expand(text, {**variables, "CI_PROJECT_DIR": "."})
    known = _INPUT.sub(lambda m: f"{{{m[1]}}}", rooted)
    return _VARIABLE.sub(lambda m: f"{{{m[1] or m[2]}}}", known)


def without_inputs(text: str) -> str:
    """Shell code in which inputs of the file, `$[[ inputs.x ]]`, are holes that shells know."""
    return _INPUT.sub(lambda m: f"{{{{ {m[1]} }}}}", text)
