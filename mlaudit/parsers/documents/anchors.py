"""What links to the headings of a document end in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.parsers.documents.headings import plain_heading
from mlaudit.patterns import lazy_regex

_FENCE = lazy_regex(r"[ \t]*(```+|~~~+)")
_HEADING = lazy_regex(r"[ \t]{0,3}#{1,6}[ \t]+((?:\S(?:.*?\S)??)?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = lazy_regex(r"([=~^\"'`#*+.:-])\1{2,}[ \t]*")
_NAMED = lazy_regex(
    r"""\b(?:id|name)=["']([^"'\s]+)["']|\{[^{}]*#([\w.-]+)[^{}]*\}|^\.\. _([^:]+):[ \t]*$""",
    re.MULTILINE,
)
"""Anchors that an author gives: HTML, attributes of Markdown, labels of reStructuredText."""
_LOST = lazy_regex(r"[^\w\- ]")


def read_anchors(text: str) -> tuple[str, ...]:
    """Every anchor, as GitHub and as Sphinx make them of headings; later ones of a name numbered.

    Source: the anchors that GitHub's renderer gives, and `docutils.nodes.make_id`.
    """
    found: dict[str, int] = {}
    for heading in _find_headings(text):
        slug = _LOST.sub("", heading.lower()).replace(" ", "-")
        number = found.get(slug)
        found[slug] = 0 if number is None else number + 1
        if number is not None:
            found.setdefault(f"{slug}-{number + 1}", 0)
        found.setdefault(re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-"), 0)
    for match in _NAMED.finditer(text):
        name = next(part for part in match.groups() if part is not None)
        found.setdefault(name.strip("`").lower(), 0)
    return tuple(anchor for anchor in found if anchor)


def _find_headings(text: str) -> Iterator[str]:
    fence, previous = "", ""
    for line in text.splitlines():
        opening = _FENCE.match(line)
        if opening is not None and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opening[1]
        elif not fence:
            heading = _HEADING.fullmatch(line)
            if heading is not None:
                yield plain_heading(heading[1])
            elif previous.strip() and _UNDERLINE.fullmatch(line):
                yield plain_heading(previous)
        previous = line
