"""Brace expansion: `{a,b}` and `{1..3}` into several words, in bash's order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from mlaudit.model.shell import Literal, Word, WordPart
from mlaudit.patterns import lazy_regex

_Token: TypeAlias = str | WordPart
LIMIT = 256
_RANGE = lazy_regex(r"(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?")


def expand_braces(parts: Sequence[WordPart]) -> list[Word]:
    """The words that a word with braces stands for; itself when there are too many."""
    text = "".join(p.text for p in parts if isinstance(p, Literal) and not p.quoted)
    if "{" not in text or "}" not in text or not ("," in text or ".." in text):
        return [Word(tuple(parts))]
    tokens: list[_Token] = []
    for part in parts:
        tokens.extend(part.text if isinstance(part, Literal) and not part.quoted else [part])
    words = _expand(tokens)
    return [_join(word) for word in words] if len(words) <= LIMIT else [Word(tuple(parts))]


def _expand(tokens: list[_Token]) -> list[list[_Token]]:
    for start, token in enumerate(tokens):
        if token != "{":
            continue
        found = _alternatives(tokens, start)
        if found is None:
            continue
        alternatives, end = found
        heads = [word for option in alternatives for word in _expand(option)]
        tails = _expand(tokens[end + 1 :])
        if len(heads) * len(tails) > LIMIT:
            return [tokens] * (LIMIT + 1)
        return [tokens[:start] + head + tail for head in heads for tail in tails]
    return [tokens]


def _alternatives(tokens: list[_Token], start: int) -> tuple[list[list[_Token]], int] | None:
    depth = 0
    options: list[list[_Token]] = [[]]
    for index in range(start + 1, len(tokens)):
        token = tokens[index]
        if token == "}" and depth == 0:
            if len(options) > 1:
                return options, index
            sequence = _sequence(options[0])
            return None if sequence is None else (sequence, index)
        if token == "," and depth == 0:
            options.append([])
            continue
        depth += (token == "{") - (token == "}")
        options[-1].append(token)
    return None


def _sequence(tokens: list[_Token]) -> list[list[_Token]] | None:
    if not all(isinstance(token, str) for token in tokens):
        return None
    match = _RANGE.fullmatch("".join(token for token in tokens if isinstance(token, str)))
    if match is None:
        return None
    first, last = match[1], match[2]
    letters = first.isalpha()
    if letters != last.isalpha():
        return None
    low, high = (ord(first), ord(last)) if letters else (int(first), int(last))
    step = abs(int(match[3] or 1)) or 1
    if abs(high - low) // step >= LIMIT:
        return None
    numbers = range(low, high + 1, step) if low <= high else range(low, high - 1, -step)
    width = max(len(first), len(last)) if _is_padded(first) or _is_padded(last) else 0
    return [list(chr(n) if letters else f"{n:0{width}d}") for n in numbers]


def _is_padded(number: str) -> bool:
    digits = number.lstrip("-")
    return len(digits) > 1 and digits.startswith("0")


def _join(tokens: list[_Token]) -> Word:
    parts: list[WordPart] = []
    for token in tokens:
        part = Literal(token) if isinstance(token, str) else token
        last = parts[-1] if parts else None
        if isinstance(part, Literal) and isinstance(last, Literal) and part.quoted == last.quoted:
            parts[-1] = Literal(last.text + part.text, last.quoted)
        else:
            parts.append(part)
    return Word(tuple(parts))
