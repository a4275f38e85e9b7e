"""What the container of a compiled task runs, with the values that the task is given."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.cluster.embedded import find_embedded, program
from mlaudit.parsers.environment.values import find, texts_of
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

Values: TypeAlias = Mapping[str, object]
"""Parameters by their names; None for a value that only a run has."""

_PARAMETER = lazy_regex(r"\{\{\$\.inputs\.parameters\[['\"]([\w-]+)['\"]\]\}\}")
_FUNCTION = "--function_to_execute"
_NAME = lazy_regex(r"[A-Za-z_]\w*")


def constant_of(data: Data | None) -> object:
    """The value of a scalar; whole numbers that are written with a point are whole."""
    if not isinstance(data, Scalar):
        return None
    value = data.value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def embeds(container: Data | None) -> bool:
    """Does it carry a function with it, of which only the call is told?"""
    return find_embedded([text for text, _ in texts_of(find(container, "command"))]) is not None


def runs_of(path: str, container: Data | None, values: Values) -> tuple[Run, ...]:
    """The command of a container, or the function that it carries with it."""
    parts = [*texts_of(find(container, "command")), *texts_of(find(container, "args"))]
    words = [text for text, _ in parts]
    if not words:
        return ()
    line = parts[0][1]
    embedded = find_embedded(words)
    if embedded is not None:
        code, arguments = embedded
        script = program(f"{code}\n{_call(arguments, values)}", (), line)
    else:
        filled = (_PARAMETER.sub(lambda m: _shown(values, m), word) for word in words)
        text = " ".join(word if "{" in word else shlex.quote(word) for word in filled)
        script = parse_script(text, line)
    return (Run(Place(path, line), script=script),)


def _shown(values: Values, match: re.Match[str]) -> str:
    value = values.get(match[1])
    return match[0] if value is None else str(value)


def _call(arguments: tuple[str, ...], values: Values) -> str:
    """The call of the function; what only a run has is not handed over."""
    name = next((b for a, b in pairwise(arguments) if a == _FUNCTION), "")
    known = (
        f"{key}={value!r}"
        for key, value in values.items()
        if value is not None and _NAME.fullmatch(key)
    )
    return f"{name}({', '.join(known)})" if _NAME.fullmatch(name) else ""
