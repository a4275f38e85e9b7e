"""The comment that registers a manual step next to the code.

    # mlaudit: manual-step id=pick-run rule=interactive-prompt
    #   what="Pick the run to promote" who="ml team" how=docs/promote.md

The keys are those of the table. A value with blanks stands in quotes (a double quote inside double
quotes needs a backslash), items of a list are parted by commas, and comment lines directly below
that hold nothing but keys belong to the step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mlaudit.model.data import Entry, Scalar, Table
from mlaudit.model.data import Sequence as Items
from mlaudit.parsers.manual.entries import LISTS, TEXTS, EntryError
from mlaudit.parsers.manual.notes import WORD, holds_words
from mlaudit.parsers.python.lexical import Comment
from mlaudit.patterns import lazy_regex

_OPENING = lazy_regex(r"#*\s*mlaudit:\s*manual-step\b(?P<words>.*)")
_ESCAPED = lazy_regex(r"\\(.)")


def find_entries(comments: Sequence[Comment]) -> Iterator[tuple[Comment, str]]:
    """Each comment that registers a step, with all its words.

    Args:
        comments: of a file or a cell, in order.
    """
    for number, comment in enumerate(comments):
        opening = _OPENING.fullmatch(comment.text.rstrip())
        if opening is not None:
            more = _continue(comments, number) if comment.alone else ()
            yield comment, " ".join((opening["words"], *more))


def _continue(comments: Sequence[Comment], start: int) -> Iterator[str]:
    """The lines below a comment that hold nothing but keys."""
    for number in range(start + 1, len(comments)):
        text, line = comments[number].text, comments[start].line + number - start
        if comments[number].line != line or not holds_words(text):
            return
        yield text


def read_words(words: str, line: int) -> Table:
    """The keys of a comment.

    Raises:
        EntryError: something is no key with a value, or is a key that no manual step has.
    """
    rest = WORD.sub("", words).strip()
    if rest:
        raise EntryError(f"a manual step has keys alone, key=value, not {rest[:40]!r}", line)
    entries = []
    for match in WORD.finditer(words):
        key, value = match[1], _value(match)
        if key not in TEXTS + LISTS:
            raise EntryError(f"{key!r} is no key of a manual step", line)
        parts = [part.strip() for part in value.split(",")]
        items = Items(tuple(Scalar(part, line) for part in parts if part), line)
        entries.append(Entry(key, items if key in LISTS else Scalar(value, line), line))
    return Table(tuple(entries), line)


def _value(match: re.Match[str]) -> str:
    _, double, single, bare = match.groups()
    return _ESCAPED.sub(r"\1", double) if double is not None else single or bare or ""
