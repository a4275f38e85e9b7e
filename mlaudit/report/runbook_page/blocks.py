"""A page of marked blocks, written anew without touching what people wrote between them."""

from __future__ import annotations

import re

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

GONE = "gone"
"""Id of the block above the notes on blocks that are gone."""
_GONE_BODY = "## Notes on steps that are gone\n"
_BLOCK = lazy_regex(
    r"<!-- mlaudit:begin (?P<id>[\w-]+) -->"
    r"(?P<body>(?:(?!<!-- mlaudit:begin ).)*?)"
    r"<!-- mlaudit:end (?P=id) -->",
    re.DOTALL,
)


class DamagedMarksError(ValueError):
    """The marks in a page are such that writing it anew could lose a note."""


@immutable
class Block:
    """Text between two marks: its id, and its lines with the last line end."""

    id: str
    body: str


@immutable
class Page:
    """What a page holds: text before all blocks, and each block with the text behind it."""

    start: str
    parts: tuple[tuple[Block, str], ...]


def parse_page(text: str) -> Page:
    """The parts of a page; marks without their partner are text like any other."""
    found = list(_BLOCK.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    parts = tuple(
        (Block(match["id"], match["body"]), text[match.end() : end])
        for match, end in zip(found, ends, strict=False)
    )
    return Page(text[: found[0].start()] if found else text, parts)


def write_page(old: str, blocks: tuple[Block, ...]) -> str:
    """The page with these blocks, and every text of people kept byte for byte.

    A note stays below its block; notes below blocks that are gone come at the end, under a heading
    of their own. Only a line end is added where a mark would otherwise stand behind text.

    Args:
        old: the page as it is, "" for none.
        blocks: with different ids.

    Raises:
        DamagedMarksError: the page holds half a pair of marks that the order of notes would close.
    """
    page = parse_page(old)
    notes: dict[str, str] = {}
    for block, note in page.parts:
        notes[block.id] = notes.get(block.id, "") + note
    lost = [notes.pop(id_) for id_ in list(notes) if id_ not in {b.id for b in blocks} | {GONE}]
    gone = "".join([notes.pop(GONE, ""), *(note for note in lost if note.strip())])
    parts = [(block, notes.get(block.id) or "\n\n") for block in blocks]
    if gone.strip():
        parts.append((Block(GONE, _GONE_BODY), gone))
    text = _end_line(page.start) + "".join(_mark(block) + _end_line(note) for block, note in parts)
    if [block.id for block, _ in parse_page(text).parts] != [block.id for block, _ in parts]:
        raise DamagedMarksError("a mark of mlaudit in it has lost its partner: mend it by hand")
    return text


def _mark(block: Block) -> str:
    # The body holds names from the repository, which must not end it.
    body = block.body.replace("<!--", "< !--")
    return f"<!-- mlaudit:begin {block.id} -->\n{body}<!-- mlaudit:end {block.id} -->"


def _end_line(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
