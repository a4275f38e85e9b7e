"""Model of `string.Template` (https://docs.python.org/3/library/string.html#template-strings)."""

from __future__ import annotations

import re

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.formatting import format_braces
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalInstance,
    Value,
    join,
)
from mlaudit.patterns import lazy_regex

TYPE = "string.Template"
_PLACEHOLDER = lazy_regex(r"\$(?:(\$)|(\w+)|\{(\w+)\})|([{}])")


def _make(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    return ExternalInstance(TYPE, TYPE, None, "", arguments)


def _substitute(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`template.substitute(mapping, **names)`."""
    if not isinstance(receiver, ExternalInstance) or receiver.arguments is None:
        return None
    text = receiver.arguments.get(0, "template")
    mapping = arguments.positional[0] if arguments.positional else None
    entries = mapping.entries if isinstance(mapping, DictValue) else {}
    values = {str(key): value for key, value in entries.items()} | arguments.keywords
    made = [
        format_braces(_PLACEHOLDER.sub(_to_braces, template), Arguments([], values))
        for template in (texts_of(text) if text is not None else [])
    ]
    return join(made, "text") if made else None


def _to_braces(match: re.Match[str]) -> str:
    dollar, bare, braced, brace = match.groups()
    if dollar or brace:
        return dollar or brace * 2
    return "{" + (bare or braced) + "}"


MODELS = {TYPE: _make}
METHODS = {f"{TYPE}.substitute": _substitute, f"{TYPE}.safe_substitute": _substitute}
