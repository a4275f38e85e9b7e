"""Methods of text."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.python.formatting import format_braces, format_map
from mlaudit.graph.python.text import HOLE, MAX_TEXT, combine, texts_of
from mlaudit.graph.python.values import Arguments, Known, ListValue, Value, join, unknown
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

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
_OPEN = lazy_regex(rf"{HOLE.pattern}|[*?]")
"""What may be anything: an unknown part, or a wildcard in what a pattern lists."""
_COVER = "\x01"
"""Stands for a hole while a text is cut, so that the name of a hole is not."""
_PADDING = frozenset(["zfill", "ljust", "rjust", "center", "expandtabs"])
_CUTTING = frozenset(["replace", "removesuffix"])
_TESTS = frozenset(["isdigit", "isalpha", "isalnum", "islower", "isupper", "isspace"])


def call_text_method(text: str, name: str, arguments: Arguments) -> Value | None:
    """The result of a method of known text; None for methods that make no text."""
    if len(text) > MAX_TEXT:
        return unknown(UnresolvedReason.BOUND, "text")
    if name == "format":
        return format_braces(text, arguments)
    if name == "format_map":
        return format_map(text, arguments.get(0, None))
    if name == "join":
        return _join(text, arguments)
    if name in ("split", "rsplit", "splitlines", "partition", "rpartition"):
        return _split(text, name, arguments)
    if name in ("encode", "decode", "__str__"):
        return Known(text)
    if name in _SIMPLE:
        return _apply(text, name, arguments)
    if name in ("startswith", "endswith"):
        return _test_end(text, name, arguments)
    if name in _TESTS and not HOLE.search(text):
        return _apply(text, name, arguments)
    return unknown(UnresolvedReason.DATA, name)


def _test_end(text: str, name: str, arguments: Arguments) -> Value:
    """`startswith` and `endswith`, of one text or of several in a tuple; bounds make it unknown."""
    given = arguments.positional[0] if len(arguments.positional) == 1 else None
    pieces = given.items if isinstance(given, ListValue) else [given] if given is not None else []
    states = {_has_end(text, name, texts_of(piece)) for piece in pieces}
    if True in states:
        return Known(True)
    closed = not (isinstance(given, ListValue) and given.open_)
    return Known(False) if states == {False} and closed else unknown(UnresolvedReason.DATA, name)


def _has_end(text: str, name: str, pieces: list[str]) -> bool | None:
    """Has a text the known end that is asked for? None where a hole of either decides."""
    if len(pieces) != 1 or HOLE.search(pieces[0]):
        return None
    piece, holes = pieces[0], list(_OPEN.finditer(text))
    if not holes:
        return bool(getattr(text, name)(piece))
    known = text[: holes[0].start()] if name == "startswith" else text[holes[-1].end() :]
    if bool(getattr(known, name)(piece)):
        return True
    fits = piece.startswith(known) if name == "startswith" else piece.endswith(known)
    return None if fits else False


def _width(digits: str) -> int:
    return min(int(digits[:9]), MAX_TEXT)


def _apply(text: str, name: str, arguments: Arguments) -> Value:
    results: list[Value] = []
    for values in combine(arguments.positional) or [()]:
        numbers = [_width(v) if name in _PADDING and v.isdigit() else v for v in values]
        try:
            cut = _cut_open_end(text, numbers[0]) if name in _CUTTING and numbers else text
            results.append(Known(getattr(cut, name)(*numbers)))
        except (TypeError, ValueError):
            results.append(unknown(UnresolvedReason.DATA, "text"))
    return join(results, "text")


def _cut_open_end(text: str, piece: str | int) -> str:
    """Without its known end where that is the end of a longer piece, which is taken out.

    Whether `{file}.npz` ends in `_data.npz` is not known; if it does, nothing of it stays.
    """
    holes = list(HOLE.finditer(text))
    end = holes[-1].end() if holes else len(text)
    known = text[end:]
    longer = isinstance(piece, str) and len(piece) > len(known) and piece.endswith(known)
    return text[:end] if known and longer else text


def _join(separator: str, arguments: Arguments) -> Value:
    items = arguments.positional[0] if arguments.positional else None
    if isinstance(items, ListValue) and not items.open_ and all(texts_of(i) for i in items.items):
        return join([Known(separator.join(texts)) for texts in combine(items.items)], "text")
    return unknown(UnresolvedReason.DATA, "text")


def _split(text: str, name: str, arguments: Arguments) -> Value:
    separators = texts_of(arguments.positional[0]) if arguments.positional else []
    covered, holes = HOLE.sub(_COVER, text), HOLE.findall(text)
    if holes and not (separators and separators[0] and separators[0] in covered):
        return ListValue([unknown(UnresolvedReason.DATA, "part")], open_=True)
    given: list[object] = [*separators[:1]]
    limit = arguments.get(1, "maxsplit")
    if isinstance(limit, Known) and isinstance(limit.value, int) and given:
        given.append(limit.value)
    try:
        parts = getattr(covered, name)(*given)
    except (TypeError, ValueError):
        return unknown(UnresolvedReason.DATA, "part")
    waiting = iter(holes)
    return ListValue([Known(_uncover(part, waiting)) for part in parts])


def _uncover(part: str, holes: Iterator[str]) -> str:
    """A part with its holes again, which stood in the order of the parts."""
    return "".join(next(holes) if letter == _COVER else letter for letter in part)
