"""Texts on which a regular expression would take long, made from the expression itself.

A text is slow where a part that may be repeated is, and where what must come after it does not.
So each repetition of the parsed expression is pumped, after a shortest text that leads to it and
before something that does not follow. A search is slow as well where it starts anew at each place,
so whatever leads to a repetition is pumped, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_parser: Any = __import__("re._parser", fromlist=["parse"])

COMMON = " \t\na0A_-./\\\"'(){}[]<>#=:,;*$%@`|&+~^!?é"
"""Characters that are tried for each class that holds them."""
ENDINGS = ("\x00", "\n\x00")
MOST_VARIANTS = 5
"""Texts that are made for one part."""


def make_attacks(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Texts of about `size` characters."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    seen: set[tuple[str, str]] = set()
    for before, body in _find_repetitions(list(tree), [""]):
        for lead in before[:1]:
            for pump in body:
                for unit, prefix in ((pump, lead), (lead + pump, "")):
                    if unit and (prefix, unit) not in seen:
                        seen.add((prefix, unit))
                        text = prefix + unit * (size // len(unit))
                        yield from (text + ending for ending in ENDINGS)


def _find_repetitions(nodes: list[Any], before: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Texts that lead to each repetition, and texts that it may repeat."""
    for number, (kind, value) in enumerate(nodes):
        name = str(kind)
        lead = _join(before, _sample(nodes[:number]))
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inner = value
            if most > 50:
                yield lead, _sample(list(inner))
            yield from _find_repetitions(list(inner), lead)
        elif name == "SUBPATTERN":
            yield from _find_repetitions(list(value[3]), lead)
        elif name == "ATOMIC_GROUP":
            yield from _find_repetitions(list(value), lead)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _find_repetitions(list(branch), lead)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _find_repetitions(list(value[1]), lead)
    whole = _sample(nodes)
    if before == [""]:
        yield [""], whole


def _sample(nodes: list[Any]) -> list[str]:
    """Some texts that the parts match one after the other."""
    texts = [""]
    for kind, value in nodes:
        texts = _join(texts, _sample_one(str(kind), value))
    return texts


def _join(first: list[str], second: list[str]) -> list[str]:
    """Each of the first with one of the second, and each of the second with one of the first."""
    count = max(len(first), len(second))
    return [first[min(n, len(first) - 1)] + second[min(n, len(second) - 1)] for n in range(count)]


def _sample_one(name: str, value: Any) -> list[str]:
    if name == "LITERAL":
        return [chr(value)]
    if name == "NOT_LITERAL":
        return [c for c in COMMON if ord(c) != value][:MOST_VARIANTS]
    if name == "ANY":
        return ["a", " ", "."]
    if name == "IN":
        return _sample_class(value)
    if name == "BRANCH":
        return [text for branch in value[1] for text in _sample(list(branch))[:3]] or [""]
    if name == "SUBPATTERN":
        return _sample(list(value[3]))
    if name == "ATOMIC_GROUP":
        return _sample(list(value))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = value
        texts = _sample(list(inner))
        return [text * max(least, 1) for text in texts] if least else ["", *texts]
    return [""]


def _sample_class(items: list[Any]) -> list[str]:
    expression = re.compile(_spell_class(items), re.DOTALL)
    found = [c for c in COMMON if expression.match(c)]
    for kind, value in items:
        if str(kind) in ("LITERAL", "RANGE"):
            letter = chr(value if isinstance(value, int) else value[0])
            if letter not in found and expression.match(letter):
                found.append(letter)
    return found[:MOST_VARIANTS] or [""]


_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


def _spell_class(items: list[Any]) -> str:
    parts = []
    for kind, value in items:
        name = str(kind)
        if name == "NEGATE":
            parts.append("^")
        elif name == "LITERAL":
            parts.append(f"\\U{value:08x}")
        elif name == "RANGE":
            parts.append(f"\\U{value[0]:08x}-\\U{value[1]:08x}")
        else:
            parts.append(_CATEGORIES[str(value)])
    return f"[{''.join(parts)}]"
