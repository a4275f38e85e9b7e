"""Methods of text."""

from __future__ import annotations

from mlaudit.graph.python.formatting import format_braces
from mlaudit.graph.python.text import HOLE, MAX_TEXT, combine, texts_of
from mlaudit.graph.python.values import Arguments, Known, ListValue, Value, join, unknown
from mlaudit.model.vocabulary import UnresolvedReason

_SIMPLE = frozenset(
    [
        "strip",
        "lstrip",
        "rstrip",
        "lower",
        "upper",
        "title",
        "capitalize",
        "removeprefix",
        "removesuffix",
        "replace",
        "zfill",
        "casefold",
        "swapcase",
        "expandtabs",
        "ljust",
        "rjust",
        "center",
    ]
)
_PADDING = frozenset(["zfill", "ljust", "rjust", "center", "expandtabs"])
_TESTS = frozenset(
    ["startswith", "endswith", "isdigit", "isalpha", "isalnum", "islower", "isupper", "isspace"]
)


def call_text_method(text: str, name: str, arguments: Arguments) -> Value | None:
    """The result of a method of known text; None for methods that make no text."""
    if len(text) > MAX_TEXT:
        return unknown(UnresolvedReason.BOUND, "text")
    if name == "format":
        return format_braces(text, arguments)
    if name == "format_map":
        return format_braces(text, Arguments())
    if name == "join":
        return _join(text, arguments)
    if name in ("split", "rsplit", "splitlines", "partition", "rpartition"):
        return _split(text, name, arguments)
    if name in ("encode", "decode", "__str__"):
        return Known(text)
    if name in _SIMPLE:
        return _apply(text, name, arguments)
    if name in _TESTS and not HOLE.search(text):
        return _apply(text, name, arguments)
    return unknown(UnresolvedReason.DATA, name)


def _width(digits: str) -> int:
    return min(int(digits[:9]), MAX_TEXT)


def _apply(text: str, name: str, arguments: Arguments) -> Value:
    results: list[Value] = []
    for values in combine(arguments.positional) or [()]:
        numbers = [_width(v) if name in _PADDING and v.isdigit() else v for v in values]
        try:
            results.append(Known(getattr(text, name)(*numbers)))
        except (TypeError, ValueError):
            results.append(unknown(UnresolvedReason.DATA, "text"))
    return join(results, "text")


def _join(separator: str, arguments: Arguments) -> Value:
    items = arguments.positional[0] if arguments.positional else None
    if isinstance(items, ListValue) and not items.open_ and all(texts_of(i) for i in items.items):
        return join([Known(separator.join(texts)) for texts in combine(items.items)], "text")
    return unknown(UnresolvedReason.DATA, "text")


def _split(text: str, name: str, arguments: Arguments) -> Value:
    separators = texts_of(arguments.positional[0]) if arguments.positional else []
    if HOLE.search(text) and not (separators and separators[0] in text):
        return ListValue([unknown(UnresolvedReason.DATA, "part")], open_=True)
    given: list[object] = [*separators[:1]]
    limit = arguments.get(1, "maxsplit")
    if isinstance(limit, Known) and isinstance(limit.value, int) and given:
        given.append(limit.value)
    try:
        parts = getattr(text, name)(*given)
    except (TypeError, ValueError):
        return unknown(UnresolvedReason.DATA, "part")
    return ListValue([Known(part) for part in parts])
