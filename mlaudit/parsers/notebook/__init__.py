"""Jupyter notebooks."""

from __future__ import annotations

from mlaudit.model.facts import Facts, NotebookState, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.languages.chunks import LANGUAGES
from mlaudit.parsers.notebook.document import Document, read_document
from mlaudit.parsers.notebook.prose import text_instructions
from mlaudit.parsers.notebook.source import read_cells, read_other_cells
from mlaudit.parsers.python.syntax import without_collection

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
        notebook=state,
        instructions=tuple(instructions),
        problems=code.problems,
    )


def _read_state(document: Document) -> NotebookState:
    code = [cell for cell in document.cells if cell.kind == "code"]
    return NotebookState(
        tuple(cell.count for cell in code),
        sum(cell.outputs for cell in code),
        document.language,
        document.version,
    )


def _claims(path: str) -> bool:
    return path.endswith(".ipynb")


PARSER = Parser("notebook", _claims, parse_notebook)
