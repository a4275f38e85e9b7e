"""The instructions in the prose of a document and in the comments of its code blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlaudit.model.facts import Instruction
from mlaudit.model.place import Place
from mlaudit.parsers.documents.headings import is_aside, is_aside_file
from mlaudit.parsers.documents.parts import Code, Divide, Part, Prose
from mlaudit.parsers.documents.transcript import read_block
from mlaudit.parsers.prose import find_instructions


def read_instructions(path: str, parts: Iterable[Part]) -> tuple[Instruction, ...]:
    """What a document tells a person to do, in file order."""
    if is_aside_file(path):
        return ()
    return tuple(
        Instruction(
            found.text,
            Place(path, line + text.count("\n", 0, found.offset)),
            "document",
            " / ".join(headings),
            found.verb,
            found.mentions,
            found.manual,
        )
        for text, line, headings, manner in _texts(parts)
        for found in find_instructions(text, manner)
    )


def _texts(parts: Iterable[Part]) -> Iterator[tuple[str, int, tuple[str, ...], str]]:
    for part in parts:
        if isinstance(part, Divide) or is_aside(part.headings):
            continue
        if isinstance(part, Prose):
            yield part.text, part.line, part.headings, "document"
        else:
            yield from _comments(part)


def _comments(code: Code) -> Iterator[tuple[str, int, tuple[str, ...], str]]:
    """The comments of a block; a plain imperative among them describes the next command."""
    for entry in read_block(code.text, code.line, code.language):
        if entry.comment:
            yield entry.text, entry.line, code.headings, "comment"
