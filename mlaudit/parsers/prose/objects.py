"""What follows a verb: its object, or a sign that it is no verb."""

from __future__ import annotations

from mlaudit.parsers.prose.lexicon import (
    DATA_NOUNS,
    DETERMINERS,
    NEEDS_PARTICLE,
    NO_OBJECT,
    PREPOSITIONS,
    TRANSPORT,
    WITH_PARTICLE,
)
from mlaudit.parsers.prose.tokens import Token
from mlaudit.parsers.prose.words import words

_ADVERBS = words("both up out down first then also just back over again only")


def skip_adverbs(tokens: list[Token], index: int) -> int:
    """The index of the first token from `index` that is no adverb."""
    while index < len(tokens) and (
        tokens[index].lower in _ADVERBS or (tokens[index].lower.endswith("ly"))
    ):
        index += 1
    return index


def object_after(tokens: list[Token], index: int, verb: str) -> str | None:
    """How firmly the verb at `index` takes an object.

    Returns:
        "firm" for an article, a path, code or a link; "loose" for a bare noun; None otherwise.
    """
    position = _skip_particle(tokens, index + 1, verb)
    if position is None:
        return None
    position = skip_adverbs(tokens, position)
    if position >= len(tokens):
        return None
    token = tokens[position]
    if token.mention:
        return "firm"
    if token.kind == "mark":
        return "firm" if token.text in "<{$" else None
    return _grade_word(token.lower, verb, tokens[position + 1 :])


def _skip_particle(tokens: list[Token], index: int, verb: str) -> int | None:
    particles = WITH_PARTICLE.get(verb, set())
    if index < len(tokens) and tokens[index].lower in particles:
        return index + 1
    return None if verb in NEEDS_PARTICLE else index


def _grade_word(word: str, verb: str, rest: list[Token]) -> str | None:
    if word in DETERMINERS or word.isdigit():
        return "firm"
    if word in PREPOSITIONS and verb in TRANSPORT:
        return "firm" if any(token.mention for token in rest) else None
    if word == "with" and verb in ("replace", "update"):
        return "firm"
    if word in NO_OBJECT or word in PREPOSITIONS:
        return None
    return "loose"


def names_something(tokens: list[Token]) -> bool:
    """The sentence names a path, an identifier, a link or code."""
    return any(token.mention for token in tokens)


def names_data(tokens: list[Token]) -> bool:
    """The sentence names what people handle in a workflow: data, files, labels, models, …"""
    return any(token.mention or token.lower in DATA_NOUNS for token in tokens)
