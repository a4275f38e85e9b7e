"""`# mlaudit: manual-step …` in code, pipeline files and cells of notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.model.facts import DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.manual.entries import EntryError, facts_of, read_entry
from mlaudit.parsers.manual.words import find_entries, read_words
from mlaudit.parsers.notebook.document import read_document
from mlaudit.parsers.path_text import name_of, suffix_of
from mlaudit.parsers.python.lexical import Comment, find_comments
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_FORMAT = "manual-step-comments"
_SUFFIXES = (".py", ".ipynb", ".sh", ".bash", ".yml", ".yaml", ".mk", ".smk", ".r", ".jl")
_NAMES = ("Makefile", "makefile", "GNUmakefile", "Snakefile", "Dockerfile", "justfile")
_SIGNS = (b"mlaudit:", b"manual-step")
_COMMENT = lazy_regex(r"(?:(?<=\s)|^)#")


def parse_comments(path: str, data: bytes) -> Facts:
    """The steps that comments register; one that cannot be used is a problem."""
    if not all(sign in data for sign in _SIGNS):
        return Facts(path, _FORMAT)
    places = ((words, Place(path, found.line, cell)) for found, words, cell in _find(path, data))
    return facts_of(path, _FORMAT, (_read(words, place) for words, place in places))


def _read(words: str, place: Place) -> DeclaredStep | Problem:
    try:
        return _read_words(words, place)
    except EntryError as error:
        return Problem(place, str(error), whole=False)


def _read_words(words: str, place: Place) -> DeclaredStep:
    """A comment speaks of its own file; other paths are relative to the root."""
    table = read_words(words, place.line)
    if table.get("paths") is not None:
        raise EntryError("a comment speaks of its own file: 'paths' is a key of tables", place.line)
    step = read_entry(table, place, ".")
    manual = replace(step.manual, file=place.path) if step.manual is not None else None
    return replace(step, manual=manual)


def _find(path: str, data: bytes) -> Iterator[tuple[Comment, str, int | None]]:
    """(comment, words, index of the cell) of each."""
    if path.endswith(".ipynb"):
        document = read_document(data)
        for cell in document.cells if not isinstance(document, str) else ():
            if cell.kind == "code":
                for comment, words in find_entries(find_comments(cell.source)):
                    yield comment, words, cell.index
        return
    text = decode_text(data)
    comments = find_comments(text) if path.endswith(".py") else list(_comment_lines(text))
    for comment, words in find_entries(comments):
        yield comment, words, None


def _comment_lines(text: str) -> Iterator[Comment]:
    """What stands behind the first "#" of a line that starts it or follows a blank."""
    for number, row in enumerate(text.splitlines(), 1):
        sign = _COMMENT.search(row)
        if sign is not None:
            before = row[: sign.start()]
            yield Comment(number, len(before), row[sign.end() :], not before.strip())


def can_hold(path: str) -> bool:
    """Are comments of the file at that path looked at?"""
    return suffix_of(path) in _SUFFIXES or name_of(path) in _NAMES


PARSER = Parser(_FORMAT, can_hold, parse_comments)
