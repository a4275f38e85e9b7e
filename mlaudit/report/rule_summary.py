"""What a rule finds, in a sentence."""

from __future__ import annotations

import re

from mlaudit.judge.rule import Rule
from mlaudit.patterns import lazy_regex

_SENTENCE_END = lazy_regex(r"(?<=[.!?])\s")
_LINK = lazy_regex(r"\[([^\]]*)\]\([^)]*\)")
_BLOCKS = ("#", "```", "|", "-", "*", ">", "<", "---")


def summarize(rule: Rule) -> str:
    """The first sentence of the rule's documentation, "" where it has none."""
    try:
        text = rule.documentation
    except OSError:
        return ""
    return first_sentence(text)


def first_sentence(markdown: str) -> str:
    """The first sentence of the first paragraph that is plain prose."""
    return _SENTENCE_END.split(first_paragraph(markdown), maxsplit=1)[0]


def first_paragraph(markdown: str) -> str:
    """The first paragraph that is plain prose, on one line; links are their text alone."""
    for block in re.split(r"\n\s*\n", markdown):
        prose = " ".join(block.split())
        if prose and not prose.startswith(_BLOCKS):
            return _LINK.sub(r"\1", prose)
    return ""
