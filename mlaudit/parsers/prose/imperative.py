"""Plain imperatives: "Download the data from … and place it in `data/`"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mlaudit.parsers.prose.lexicon import (
    BASE_FORMS,
    CLAUSE_OPENERS,
    HANDS_ON,
    JUDGED,
    OPENERS,
)
from mlaudit.parsers.prose.objects import names_something, object_after
from mlaudit.parsers.prose.tokens import Token
from mlaudit.parsers.prose.words import words

_OTHER_IMPERATIVES = words(
    "go visit head navigate open click clone install use log sign cd activate see build make "
    "ensure press follow look refer find go choose define write type pip scroll login let "
    "connect switch prepare provide clean return in"
)
_EDITS = words("change edit replace update set modify adjust specify fill")
_INFINITIVES = BASE_FORMS | _OTHER_IMPERATIVES
_AMBIGUOUS = words(
    "request change label place set run export contact update start check copy register upload "
    "download save extract convert"
)
_FINITE = words("is are was were has have can will defaults works shows contains does should")
_PERSONAL = words("ask contact")
_HERE = words("this these here accordingly me needed necessary")
_PERIODS = words("day week month quarter year season release semester")


def find_imperative(tokens: list[Token], source: str) -> str | None:
    """The verb of the first imperative clause that is addressed to a person, or None."""
    for index, opening in _clause_starts(tokens):
        verb = tokens[index].lower
        if verb not in BASE_FORMS or _is_automatic(tokens, index):
            continue
        grip = object_after(tokens, index, verb)
        if grip is None or (grip == "loose" and not (opening and _is_verb(tokens, index, verb))):
            continue
        if verb == tokens[index].text.lower() != tokens[index].text == tokens[index].text.upper():
            continue
        if _is_addressed(tokens, index, verb, grip, source):
            return verb
    return None


def _clause_starts(tokens: list[Token]) -> Iterator[tuple[int, bool]]:
    """(index of the first word, whether it opens the sentence) of clauses that may command."""
    first = _skip_openers(tokens, 0)
    if first >= len(tokens):
        return
    yield first, True
    commanding = _may_command(tokens[first].lower)
    for index in range(first + 1, len(tokens) - 1):
        token = tokens[index]
        after_colon = token.text == ":" and token.kind == "mark"
        breaks = after_colon or (token.kind == "mark" and token.text in ",;(\u2013\u2014-")
        if not breaks and token.lower not in ("and", "then"):
            continue
        start = _skip_openers(tokens, index + 1)
        if _continues_infinitive(tokens, index):
            continue
        if start >= len(tokens):
            continue
        aside = token.text == "(" and tokens[start].lower in _PERSONAL
        if commanding or after_colon or aside:
            yield start, aside


def _continues_infinitive(tokens: list[Token], index: int) -> bool:
    """ "to set up and run", "want to run experiments and save"."""
    if tokens[index].lower not in ("and", "then"):
        return False
    for position in range(index - 1, max(index - 5, 0), -1):
        if tokens[position].kind == "mark":
            return False
        if tokens[position - 1].lower == "to" and tokens[position].lower in _INFINITIVES:
            return True
    return False


def _is_verb(tokens: list[Token], index: int, verb: str) -> bool:
    """Is a verb with a bare noun after it ("Download data") no noun itself ("Run time is …")?"""
    following = tokens[index + 1].lower
    if verb in _AMBIGUOUS and following.endswith("ing"):
        return False
    for token in tokens[index + 1 : index + 7]:
        if token.kind == "mark":
            return not (token.text == ":" and verb in _AMBIGUOUS)
        if token.lower in _FINITE:
            return False
    return True


def _may_command(word: str) -> bool:
    return word in CLAUSE_OPENERS or word in BASE_FORMS or word in _OTHER_IMPERATIVES


def _skip_openers(tokens: list[Token], index: int) -> int:
    while index < len(tokens):
        token = tokens[index]
        numbered = token.kind == "word" and token.text.rstrip(".)").isdigit()
        if not (token.lower in OPENERS or token.kind == "mark" or numbered):
            break
        index += 1
    return index


def _is_automatic(tokens: list[Token], index: int) -> bool:
    for token in tokens[index:]:
        if token.kind == "mark" and token.text in ",;.":
            return False
        if token.lower in ("automatically", "automatic"):
            return True
    return False


def _is_addressed(tokens: list[Token], index: int, verb: str, grip: str, source: str) -> bool:
    named = names_something(tokens)
    words = {token.lower for token in tokens}
    if verb in _PERSONAL:
        return source == "document" or "for" in words
    if source == "document":
        return _is_addressed_by_document(tokens, index, verb, grip, named, words)
    if words & {"your", "yourself"} and (verb in HANDS_ON or verb in _EDITS):
        return True
    if source in ("notebook", "message"):
        return verb in HANDS_ON and named and (grip == "firm" or source == "message")
    if verb in _EDITS:
        return _is_open_to_change(tokens, index)
    return verb in HANDS_ON and named and _comes_before_running(tokens)


def _is_addressed_by_document(
    tokens: list[Token], index: int, verb: str, grip: str, named: bool, words: set[str]
) -> bool:
    if verb == "get":
        return named and bool(words & {"from", "at", "here"})
    if named or words & {"your", "you", "yourself"}:
        return True
    leads_in = tokens[-1].text == ":" and verb in ("run", "execute", "start")
    return (
        verb in HANDS_ON | JUDGED and grip == "firm" and len(tokens) - index >= 4 and not leads_in
    )


def _is_open_to_change(tokens: list[Token], index: int) -> bool:
    """ "change this path", "update every month", "adjust if needed"."""
    words = [token.lower for token in tokens[index + 1 :]]
    periodic = any(a in ("every", "each") and b in _PERIODS for a, b in pairwise(words))
    return periodic or words[:1] in (["this"], ["me"]) or bool(_HERE & set(words[1:]))


def _comes_before_running(tokens: list[Token]) -> bool:
    words = [token.lower for token in tokens]
    if words and words[-1] == "" and len(words) > 1:
        words = words[:-1]
    before = any(
        a == "before" and b in ("running", "executing", "using", "training", "starting", "you")
        for a, b in pairwise(words)
    )
    return before or words[-1:] == ["first"]
