"""From the parts of a document to its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.documents.anchors import read_anchors
from mlaudit.parsers.documents.code_mentions import read_code_mentions
from mlaudit.parsers.documents.commands import read_commands
from mlaudit.parsers.documents.headings import is_record
from mlaudit.parsers.documents.listed_code import read_listed_code
from mlaudit.parsers.documents.parts import Part
from mlaudit.parsers.documents.sentences import read_instructions
from mlaudit.parsers.documents.text import read_text
from mlaudit.parsers.environment.variable_names import read_variable_names

Split = Callable[[str], Iterator[Part]]


def read_document(path: str, data: bytes, markup: str, split: Split, plain: Split) -> Facts:
    """The facts of a document.

    Args:
        path: of the file.
        data: its bytes.
        markup: name of the format.
        split: divides the text into parts; may fail on broken markup.
        plain: divides any text into parts.
    """
    text, problems = read_text(path, data)
    try:
        parts = list(split(text))
    except Exception as error:  # a markup library's bug must not cost the document
        reason = f"markup not read ({type(error).__name__}); read as plain text"
        problems = (*problems, Problem(Place(path), reason, whole=False))
        parts = list(plain(text))
    parts = _drop_title(parts)
    return Facts(
        path,
        markup,
        steps=() if is_record(path) else read_commands(path, parts),
        instructions=read_instructions(path, parts),
        problems=problems,
        variables=read_variable_names(text),
        code_mentions=() if is_record(path) else read_code_mentions(path, text),
        anchors=read_anchors(text),
        listed_code=() if is_record(path) else read_listed_code(path, text),
    )


def _drop_title(parts: list[Part]) -> list[Part]:
    """Leave the title of the whole document out of the headings' paths."""
    paths = {part.headings for part in parts if part.headings}
    titles = {path[0] for path in paths}
    if len(titles) != 1 or all(len(path) == 1 for path in paths):
        return parts
    return [replace(part, headings=part.headings[1:]) for part in parts]
