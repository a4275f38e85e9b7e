"""Jupyter notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mlaudit.collector import without_collection
from mlaudit.model.edits import Placeholder
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.notebook import NotebookState
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.edits.placeholders import find_in_code
from mlaudit.parsers.edits.signs import may_hold_placeholder
from mlaudit.parsers.languages.chunks import LANGUAGES
from mlaudit.parsers.notebook.document import Document, read_document
from mlaudit.parsers.notebook.dormant import find_dormant
from mlaudit.parsers.notebook.prose import text_instructions
from mlaudit.parsers.notebook.source import read_cells, read_other_cells
from mlaudit.parsers.notebook.transfers import find_transfers
from mlaudit.parsers.python.magics.source import prepare

__all__ = ["PARSER", "parse_notebook"]

_FORMAT = "notebook"


def parse_notebook(path: str, data: bytes) -> Facts:
    """The facts of a notebook; kernels whose language is not read have no module."""
    with without_collection():
        document = read_document(data)
    if isinstance(document, str):
        return Facts(path, _FORMAT, problems=(Problem(Place(path), document),))
    state = _read_state(document)
    told = tuple(text_instructions(path, document.cells))
    if document.language in LANGUAGES:
        module = read_other_cells(path, document.cells, document.language)
        return Facts(path, _FORMAT, module=module, notebook=state, instructions=told)
    if document.language != "python":
        return Facts(path, _FORMAT, notebook=state, instructions=told)
    code = read_cells(path, document.cells)
    instructions = sorted((*told, *code.instructions), key=lambda item: item.place.sort_key)
    return Facts(
        path,
        _FORMAT,
        module=code.module,
        notebook=replace(
            state,
            loose=code.loose,
            dormant=tuple(find_dormant(path, document.cells)),
            transfers=tuple(find_transfers(path, document.cells)),
        ),
        instructions=tuple(instructions),
        problems=code.problems,
        placeholders=tuple(_find_placeholders(path, document)),
    )


def _find_placeholders(path: str, document: Document) -> Iterator[Placeholder]:
    for cell in document.cells:
        if cell.kind == "code" and may_hold_placeholder(cell.source.encode("utf-8", "replace")):
            yield from find_in_code(path, prepare(cell.source, 1).code, cell.index)


def _read_state(document: Document) -> NotebookState:
    code = [cell for cell in document.cells if cell.kind == "code"]
    filled = [cell for cell in code if cell.source.strip()]
    return NotebookState(
        tuple(cell.count for cell in filled),
        sum(cell.outputs for cell in code),
        document.language,
        document.version,
        tuple(cell.index for cell in filled),
    )


def _claims(path: str) -> bool:
    return path.endswith(".ipynb")


PARSER = Parser("notebook", _claims, parse_notebook)
