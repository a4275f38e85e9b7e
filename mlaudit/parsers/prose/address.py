"""Sentences that address a person: you must, please, make sure, has to be."""

from __future__ import annotations

from mlaudit.parsers.prose.lexicon import (
    BASE_FORMS,
    DATA_NOUNS,
    HANDS_ON,
    PARTICIPLES,
    TRANSPORT,
)
from mlaudit.parsers.prose.objects import (
    names_data,
    names_something,
    object_after,
    skip_adverbs,
)
from mlaudit.parsers.prose.tokens import Token
from mlaudit.parsers.prose.words import words

_PERSONS = words("you user users one developers somebody someone")
_ACQUIRED = words("download obtain request retrieve get find access")
_OWED = HANDS_ON | TRANSPORT | words("label create update set export build")
_OPENERS = _PERSONS | words("please make be ensure remember forget necessary mandatory you'll")
"""The words at which an address can begin."""
_FILLERS = words("will would 'll still first also then only just may might now")


def find_address(tokens: list[Token], source: str) -> str | None:
    """The action that a sentence asks of the person whom it addresses, or None."""
    words = [token.lower for token in tokens]
    for index, word in enumerate(words):
        if word not in _OPENERS:
            continue
        start, possible = _after_address(words, index, word)
        if start is None:
            continue
        verb = _verb_at(tokens, start)
        if verb is None:
            if _is_assurance(words, index, word) and _states_condition(tokens, start, source):
                return "check"
            continue
        if possible and not (verb in _ACQUIRED and names_something(tokens)):
            continue
        if verb == "get" and "should" in words:
            continue
        return verb
    return None


def _states_condition(tokens: list[Token], start: int, source: str) -> bool:
    """ "make sure that `data/x.csv` exists", not "make sure to use …"."""
    if tokens[start - 1].lower == "to":
        return False
    if source == "document":
        return names_something(tokens)
    return any(token.kind in ("path", "url") for token in tokens)


def _after_address(words: list[str], index: int, word: str) -> tuple[int | None, bool]:
    """(index after the address, whether it only says what is possible)."""
    if word == "please":
        return index + 1, False
    if _is_assurance(words, index, word):
        return _after_assurance(words, index + (2 if word != "ensure" else 1)), False
    if word in ("remember", "forget") and words[index + 1 : index + 2] == ["to"]:
        return index + 2, False
    if words[index - 1 : index + 2] in (["is", "necessary", "to"], ["is", "mandatory", "to"]):
        return index + 2, False
    if word in _PERSONS or word == "you'll":
        return _after_person(words, index + 1)
    return None, False


def _is_assurance(words: list[str], index: int, word: str) -> bool:
    following = words[index + 1 : index + 2]
    before = words[index - 1] if index else ""
    if before in ("to", "will", "can", "we", "tests"):
        return False
    return (word in ("make", "be") and following == ["sure"]) or word == "ensure"


def _after_assurance(words: list[str], index: int) -> int:
    while index < len(words) and words[index] in ("to", "that", "you", "have", "you've", "your"):
        index += 1
    return index


def _after_person(words: list[str], index: int) -> tuple[int | None, bool]:
    while index < len(words) and words[index] in _FILLERS:
        index += 1
    modal = words[index] if index < len(words) else ""
    following = words[index + 1] if index + 1 < len(words) else ""
    if modal in ("must", "should"):
        return index + 1, False
    if modal in ("need", "needs", "have", "has") and following == "to":
        return index + 2, False
    if (
        modal in ("need", "have")
        and following == "first"
        and words[index + 2 : index + 3] == ["to"]
    ):
        return index + 3, False
    if modal in ("can", "could"):
        return index + 1, True
    return None, False


def _verb_at(tokens: list[Token], index: int) -> str | None:
    index = skip_adverbs(tokens, index)
    if index >= len(tokens):
        return None
    word = tokens[index].lower
    verb = word if word in BASE_FORMS else PARTICIPLES.get(word)
    if verb is None or object_after(tokens, index, verb) is None:
        return None
    return verb


def find_obligation(tokens: list[Token], source: str) -> str | None:
    """The action of "must be placed in …", "can be downloaded from …", or None."""
    words = [token.lower for token in tokens]
    for index, word in enumerate(words):
        if word not in PARTICIPLES:
            continue
        modal = _modal_before(words, index)
        verb = PARTICIPLES[word]
        if modal == "can" and verb in _ACQUIRED and names_something(tokens[index:]):
            return verb
        if modal == "must" and _is_for_person(tokens, index, verb, source):
            return verb
    return None


def _modal_before(words: list[str], index: int) -> str | None:
    window = words[max(index - 5, 0) : index]
    while window and (window[-1].endswith("ly") or window[-1] in ("first", "also", "then")):
        window = window[:-1]
    if window[-1:] in (["needs"], ["need"]):
        return "must"
    if window[-1:] != ["be"]:
        return None
    if window[-3:-1] in (["that", "should"], ["which", "should"]):
        return None
    if window[-2:-1] in (["must"], ["should"]) or window[-3:-1] in (
        ["has", "to"],
        ["have", "to"],
        ["need", "to"],
        ["needs", "to"],
    ):
        return "must"
    return "can" if window[-2:-1] == ["can"] else None


def _is_for_person(tokens: list[Token], index: int, verb: str, source: str) -> bool:
    if verb not in _OWED:
        return False
    if source == "document":
        return names_data(tokens)
    data = any(token.lower in DATA_NOUNS for token in tokens[:index])
    named = any(token.kind in ("path", "url", "code") for token in tokens)
    return verb in HANDS_ON | TRANSPORT and named and data
