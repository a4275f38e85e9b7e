"""Decides whether a sentence tells a person to do something, and what."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.parsers.prose.address import find_address, find_obligation
from mlaudit.parsers.prose.imperative import find_imperative
from mlaudit.parsers.prose.manual import find_manual, is_manual
from mlaudit.parsers.prose.ordered import find_ordered
from mlaudit.parsers.prose.refusal import asks_for_support, is_refused
from mlaudit.parsers.prose.tokens import Token
from mlaudit.parsers.prose.words import words

_ELSEWHERE = words(
    "documentation docs doc website page paper repo repository readme faq wiki out section link "
    "article blog tutorial guide site demo video issues"
)


@immutable
class Verdict:
    """What a sentence tells a person to do; `manual` when it says that it is done by hand."""

    verb: str
    manual: bool


def judge(sentence: str, tokens: list[Token], source: str) -> Verdict | None:
    """What the sentence tells a person to do, or None."""
    if len(tokens) < 2:
        return None
    manual = is_manual(tokens)
    verb = (
        (find_manual(tokens, source) if manual else None)
        or find_address(tokens, source)
        or find_obligation(tokens, source)
        or find_imperative(tokens, source)
        or find_ordered(sentence, source)
    )
    if verb is None or is_refused(sentence) or _points_elsewhere(verb, sentence, tokens):
        return None
    return Verdict(verb, manual)


def _points_elsewhere(verb: str, sentence: str, tokens: list[Token]) -> bool:
    if verb in ("contact", "ask"):
        return asks_for_support(sentence)
    if verb == "check":
        return any(token.lower in _ELSEWHERE for token in tokens)
    return False
