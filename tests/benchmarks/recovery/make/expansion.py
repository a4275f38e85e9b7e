"""Variables and functions of a makefile, as far as its text alone tells their values."""

from __future__ import annotations

import re
from collections.abc import Iterator

AUTOMATIC = "@<^+?*|%"
DEPTH = 20
_SUBSTITUTION = re.compile(r"([^:\s]+):([^=]*)=(.*)")


class UntoldError(Exception):
    """Only running make tells the value."""


def expand(text: str, values: dict[str, str], depth: int = 0) -> str:
    """Replace every reference.

    Raises UntoldError for references to what the text of the makefile does not tell.
    """
    if depth > DEPTH:
        raise UntoldError(text)
    pieces: list[str] = []
    for plain, reference in cut(text):
        pieces.append(plain)
        if reference == "$":
            pieces.append("$")
        elif reference:
            pieces.append(_resolve(reference, values, depth))
    return "".join(pieces)


def expand_some(text: str, values: dict[str, str]) -> str:
    """Replace the references whose values are told; the others stay as they are."""
    pieces = []
    for plain, reference in cut(text):
        pieces.append(plain)
        if reference:
            written = write(reference)
            try:
                pieces.append(expand(written, values))
            except UntoldError:
                pieces.append(written)
    return "".join(pieces)


def write(reference: str) -> str:
    """A reference as a makefile spells it."""
    return "$$" if reference == "$" else f"$({reference})"


def cut(text: str) -> Iterator[tuple[str, str]]:
    """The text as pairs of plain text and the inner part of the reference after it."""
    start = position = 0
    while (dollar := text.find("$", position)) >= 0 and dollar + 1 < len(text):
        end = dollar + 2
        if text[dollar + 1] in "({":
            end = _find_end(text, dollar + 1)
            inner = text[dollar + 2 : end - 1]
        else:
            inner = text[dollar + 1]
        yield text[start:dollar], inner
        start = position = end
    yield text[start:], ""


def substitute(pattern: str, replacement: str, words: str) -> str:
    """`$(patsubst pattern,replacement,words)`."""
    head, percent, tail = pattern.partition("%")
    changed = []
    for word in words.split():
        fits = word.startswith(head) and word.endswith(tail) and len(word) >= len(head + tail)
        if percent and fits:
            stem = word[len(head) : len(word) - len(tail)]
            changed.append(replacement.replace("%", stem, 1))
        else:
            changed.append(replacement if word == pattern else word)
    return " ".join(changed)


def _find_end(text: str, opening: int) -> int:
    closing = {"(": ")", "{": "}"}[text[opening]]
    depth = 0
    for index in range(opening, len(text)):
        depth += (text[index] == text[opening]) - (text[index] == closing)
        if depth == 0:
            return index + 1
    return len(text)


def _resolve(reference: str, values: dict[str, str], depth: int) -> str:
    if reference in values:
        return expand(values[reference], values, depth + 1)
    function, _, rest = reference.partition(" ")
    if function == "foreach" and len(_split(rest)) == 3:
        name, listed, body = _split(rest)
        turns = ({name.strip(): word} for word in expand(listed, values, depth + 1).split())
        return " ".join(expand(body, values | turn, depth + 1) for turn in turns)
    arguments = [expand(part, values, depth + 1) for part in _split(rest)] if rest else []
    if function == "patsubst" and len(arguments) == 3:
        return substitute(*(argument.strip() for argument in arguments))
    if function in ("addprefix", "addsuffix") and len(arguments) == 2:
        affix, words = arguments[0].strip(), arguments[1].split()
        first = function == "addprefix"
        return " ".join(affix + word if first else word + affix for word in words)
    changing = _SUBSTITUTION.fullmatch(reference)
    if changing and changing[1] in values:
        pattern, replacement = changing[2], changing[3]
        if "%" not in pattern:
            pattern, replacement = f"%{pattern}", f"%{replacement}"
        return substitute(pattern, replacement, expand(values[changing[1]], values, depth + 1))
    raise UntoldError(reference)


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, sign in enumerate(text):
        depth += (sign in "({") - (sign in ")}")
        if sign == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]
