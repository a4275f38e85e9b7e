"""Files of code that the items of a numbered list, or numbered headings, name one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.facts import CodeMention
from mlaudit.model.place import Place
from mlaudit.parsers.documents.code_mentions import names_in_line
from mlaudit.patterns import lazy_regex

_ITEM = lazy_regex(
    r"(?P<indent> *)(?P<heading>#{1,6} +)?[*_]{0,2}(?:(?:step|part|stage|phase) +)?"
    r"(?P<number>\d{1,2}) ?[.):] *(?P<text>.*)",
    re.IGNORECASE,
)
_HEADING = lazy_regex(r"(?P<indent>)(?P<heading>#{1,6} +)")
_TOP = 8
"""Depth of a list that is in no other one; those of headings are below it."""


def read_listed_code(path: str, text: str) -> tuple[tuple[CodeMention, ...], ...]:
    """For each list with rising numbers the first file that each item names, two at least."""
    found = []
    for named in _read_lists(text):
        first = dict(reversed(named))
        ordered = sorted(first, key=first.__getitem__)
        found.append(tuple(CodeMention(name, Place(path, first[name])) for name in ordered))
    return tuple(mentions for mentions in found if len(mentions) > 1)


def _read_lists(text: str) -> Iterator[list[tuple[str, int]]]:
    """(name, line) of what each list names; a heading ends what is inside of its section."""
    open_: dict[int, tuple[int, list[tuple[str, int]]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        item = _ITEM.match(line)
        mark = item or _HEADING.match(line)
        if mark is None:
            continue
        depth = len(mark["heading"].strip()) if mark["heading"] else _TOP + len(mark["indent"])
        last, named = open_.get(depth, (0, []))
        if item is None or int(item["number"]) <= last:
            yield open_.pop(depth, (0, []))[1]
            named = []
        for deeper in [other for other in open_ if other > depth]:
            yield open_.pop(deeper)[1]
        if item is not None:
            named += [(name, number) for name in names_in_line(item["text"])[:1]]
            open_[depth] = int(item["number"]), named
    yield from (named for _, named in open_.values())
