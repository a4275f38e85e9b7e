"""Statements that something is, was or must be done by hand."""

from __future__ import annotations

from mlaudit.parsers.prose.lexicon import BASE_FORMS, HANDS_ON, INFLECTED, PARTICIPLES
from mlaudit.parsers.prose.objects import names_data
from mlaudit.parsers.prose.tokens import Token
from mlaudit.parsers.prose.words import words

_AUXILIARIES = words(
    "was were is are be been being must should need needs needed requires has have had i we they "
    "you to then and please can could will would or may might not just only also"
)
_NOMINALS = {
    "labeling": "label",
    "labelling": "label",
    "annotation": "annotate",
    "correction": "correct",
    "download": "download",
    "upload": "upload",
    "review": "review",
    "inspection": "inspect",
    "intervention": "edit",
    "approval": "approve",
    "cleaning": "clean",
    "editing": "edit",
    "checking": "check",
}
_NEEDS = words("requires require required needs need after by via through with using")
_BY_HAND_ALONE = (HANDS_ON | frozenset({"label", "check", "export", "review"})) - words(
    "change replace adjust modify put get run move start unpack execute register place fetch obtain"
)
"""What no code beside a comment does, so that an imperative comment speaks to a person."""


def is_manual(tokens: list[Token]) -> bool:
    """Does the sentence say "manually", "by hand", "needs manual …"?"""
    return _manual_index(tokens) is not None


def find_manual(tokens: list[Token], source: str) -> str | None:
    """The action that is done by hand, or None where the statement is about something else."""
    index = _manual_index(tokens)
    if index is None:
        return None
    if tokens[index].lower == "manual":
        return _NOMINALS[tokens[index + 1].lower]
    found = _verb_after(tokens, index) or _verb_before(tokens, index)
    if found is None or _is_alternative(tokens, index):
        return None
    position, verb = found
    if source == "comment" and _describes_code(tokens, index, position, verb):
        return None
    if verb in _BY_HAND_ALONE or names_data(tokens):
        return verb
    return None


def _is_alternative(tokens: list[Token], index: int) -> bool:
    """ "automatically or manually"."""
    before = {token.lower for token in tokens[:index]}
    return "or" in before and "automatically" in before


def _manual_index(tokens: list[Token]) -> int | None:
    words = [token.lower for token in tokens]
    for index, word in enumerate(words):
        if word not in ("manually", "by", "manual"):
            continue
        following = words[index + 1] if index + 1 < len(words) else ""
        before = words[index - 1] if index else ""
        if (
            word == "manually"
            or (word == "by" and following == "hand")
            or (word == "manual" and following in _NOMINALS and before in _NEEDS)
        ):
            return index
    return None


def _verb_after(tokens: list[Token], index: int) -> tuple[int, str] | None:
    if tokens[index].lower != "manually":
        return None
    for position in range(index + 1, min(index + 3, len(tokens))):
        word = tokens[position].lower
        if word in PARTICIPLES and word not in BASE_FORMS:
            before = tokens[index - 1].lower if index else ""
            return (position, PARTICIPLES[word]) if before in _AUXILIARIES else None
        if word in INFLECTED:
            return position, INFLECTED[word]
    return None


def _verb_before(tokens: list[Token], index: int) -> tuple[int, str] | None:
    for position in range(index - 1, max(index - 14, -1), -1):
        word = tokens[position].lower
        if word in INFLECTED and not _is_noun(tokens, position):
            return position, INFLECTED[word]
    return None


def _is_noun(tokens: list[Token], position: int) -> bool:
    before = tokens[position - 1].lower if position else ""
    return tokens[position].lower in BASE_FORMS and before in (
        "the",
        "a",
        "an",
        "this",
        "of",
        "each",
    )


def _describes_code(tokens: list[Token], index: int, position: int, verb: str) -> bool:
    """An imperative or a gerund in a comment that tells what the code does."""
    word = tokens[position].lower
    before = tokens[min(index, position) - 1].lower if min(index, position) else ""
    if word.endswith("ing"):
        return verb not in _BY_HAND_ALONE
    return word == verb and before not in _AUXILIARIES and verb not in _BY_HAND_ALONE
