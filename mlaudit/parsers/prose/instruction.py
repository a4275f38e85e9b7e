"""Instructions in a text: the sentences that tell a person to do something."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.parsers.prose.judgement import judge
from mlaudit.parsers.prose.lexicon import BASE_FORMS, INFLECTED
from mlaudit.parsers.prose.sentences import sentences
from mlaudit.parsers.prose.tokens import mentions, tokenize
from mlaudit.patterns import lazy_regex

_WORD = lazy_regex(r"\w+")
_KEYWORDS = BASE_FORMS | INFLECTED.keys() | {"manual", "manually", "ensure", "order"}
_LETTER = lazy_regex(r"[^\n]")
_BY_HAND = lazy_regex(r"\bby hand\b")


@immutable
class FoundInstruction:
    """A sentence that tells a person to do something.

    Attributes:
        text: the sentence on one line.
        verb: the action, lower case base form.
        mentions: paths, file names, code spans, identifiers and URLs, in order, each once.
        manual: it says in so many words that it is done by hand.
        offset: character offset of the sentence in the text.
    """

    text: str
    verb: str
    mentions: tuple[str, ...]
    manual: bool
    offset: int


def find_instructions(text: str, source: str = "comment") -> tuple[FoundInstruction, ...]:
    """The sentences of `text` that tell a person to do something, in order.

    Args:
        text: prose, plain or with light markup; code fences and headings are passed over.
        source: what sort of text it is, as in `Instruction.source`. In a "document" a plain
            imperative addresses the reader; in a "comment" or a "notebook" it mostly describes
            the code beside it, so that it counts only with a further sign; a "message" lies
            between the two.
    """
    if not _may_instruct(text):
        return ()
    text = _blank_comments(text)
    straight = text.replace("\u2019", "'")
    found = []
    for offset, sentence in sentences(straight):
        tells = len(sentence) == len(text) or _may_instruct(sentence)
        tokens = tokenize(sentence) if tells else []
        verdict = judge(sentence, tokens, source)
        if verdict is not None:
            line = " ".join(text[offset : offset + len(sentence)].split())
            found.append(
                FoundInstruction(line, verdict.verb, mentions(tokens), verdict.manual, offset)
            )
    return tuple(found)


def _may_instruct(text: str) -> bool:
    """Does the text have a word without which no sentence is an instruction?"""
    lower = text.lower()
    return not _KEYWORDS.isdisjoint(_WORD.findall(lower)) or bool(_BY_HAND.search(lower))


def _blank_comments(text: str) -> str:
    """The text with blanks for comments of HTML, which a reader does not see."""
    parts = []
    end = 0
    start = text.find("<!--")
    while start >= 0:
        close = text.find("-->", start + 4)
        if close < 0:
            break
        parts.append(text[end:start])
        end = close + 3
        parts.append(_LETTER.sub(" ", text[start:end]))
        start = text.find("<!--", end)
    return "".join([*parts, text[end:]])
