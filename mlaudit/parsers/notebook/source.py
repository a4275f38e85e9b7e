"""The code of a notebook as one module, cell after cell."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from mlaudit.model.facts import Instruction, Problem
from mlaudit.model.immutable import immutable
from mlaudit.model.notebook import LooseName
from mlaudit.model.place import Place
from mlaudit.model.summary import Module, Statement
from mlaudit.parsers.languages.chunks import read_chunks
from mlaudit.parsers.notebook.document import Cell
from mlaudit.parsers.notebook.names import CellCode, find_loose_names
from mlaudit.parsers.python.magics.source import Prepared, prepare
from mlaudit.parsers.python.reading import Code, read_code
from mlaudit.parsers.python.syntax import Parsed, parse_strictly, parse_syntax

_SKIPPED = "skip-execution"


@immutable
class NotebookCode:
    """The module of a notebook, what its code tells a person, and the cells that were not read.

    `loose` are the names that it reads before it binds them.
    """

    module: Module
    instructions: tuple[Instruction, ...]
    problems: tuple[Problem, ...]
    loose: tuple[LooseName, ...] = ()


def read_cells(path: str, cells: Iterable[Cell]) -> NotebookCode:
    """Join code cells into one module.

    Every cell is parsed by itself, so that a broken one loses nothing but itself; its lines are
    counted on from the cell before, in the joined source that `Module.cells` describes.
    """
    body: list[Statement] = []
    starts: list[tuple[int, int]] = []
    instructions: list[Instruction] = []
    problems: list[Problem] = []
    docstring = ""
    spans: list[tuple[Cell, int, int]] = []
    codes: list[CellCode] = []
    for first, cell in _number_lines(cells):
        starts.append((first, cell.index))
        code, tree = _read_cell(path, cell, first)
        runs = _SKIPPED not in cell.tags
        codes.append(CellCode(Place(path, 1, cell.index), cell.source, tree, runs))
        spans.append((cell, len(body), len(body) + len(code.body or ())))
        body.extend(code.body or ())
        instructions.extend(code.instructions)
        docstring = docstring or code.docstring
        problems.extend(
            Problem(_place(path, first, cell.index, refusal.line), refusal.reason, whole=False)
            for refusal in code.refusals
        )
    module = Module(path, tuple(body), tuple(starts), bool(body), docstring, find_parameters(spans))
    return NotebookCode(module, tuple(instructions), tuple(problems), find_loose_names(codes))


def read_other_cells(path: str, cells: Iterable[Cell], language: str) -> Module:
    """Join code cells of another language into one module."""
    numbered = list(_number_lines(cells))
    body = read_chunks(language, [(first, cell.source) for first, cell in numbered])
    starts = tuple((first, cell.index) for first, cell in numbered)
    return Module(path, body, starts, bool(body))


def find_parameters(spans: Iterable[tuple[Cell, int, int]]) -> tuple[int, int]:
    """The statements that given parameters replace, from (cell, first, end) of each cell.

    As papermill does (https://papermill.readthedocs.io/en/latest/usage-parameterize.html): those
    of a cell that it has injected before, else none after the cell "parameters", else at the top.
    """
    tagged = {tag: (first, end) for cell, first, end in spans for tag in cell.tags}
    if "injected-parameters" in tagged:
        return tagged["injected-parameters"]
    _, end = tagged.get("parameters", (0, 0))
    return end, end


def _number_lines(cells: Iterable[Cell]) -> Iterator[tuple[int, Cell]]:
    """Each code cell with the line of the joined source on which it starts."""
    line = 1
    for cell in cells:
        if cell.kind == "code":
            yield line, cell
            line += cell.source.count("\n") + 1


def _place(path: str, first: int, cell: int, line: int) -> Place:
    return Place(path, max(1, line - first + 1), cell)


def _read_cell(path: str, cell: Cell, first: int) -> tuple[Code, ast.Module | None]:
    """What the code of a cell says, and its syntax tree with the magics replaced."""
    place = partial(_place, path, first, cell.index)
    source = _dedent(cell.source)
    tree = parse_strictly(source)
    if isinstance(tree, ast.Module):
        return read_code(source, place, first_line=first, parsed=Parsed(tree)), tree
    prepared = prepare(source, first)
    # A cell that is broken anywhere does not run at all, so its parts are not read.
    parsed = parse_syntax(prepared.code, in_parts=False)
    code = read_code(
        prepared.code,
        place,
        first_line=first,
        substitutes=prepared.substitutes,
        original=source,
        parsed=parsed,
    )
    return _name_magic(code, prepared) if code.refusals else code, parsed.tree


def _dedent(source: str) -> str:
    """Cells may be indented as a whole, as IPython allows."""
    return textwrap.dedent(source) if source[:1] in (" ", "\t") else source


def _name_magic(code: Code, prepared: Prepared) -> Code:
    """Say under which magic the text stood, since that may be why it is no Python."""
    if not prepared.magic:
        return code
    reason = f"text under %%{prepared.magic} that is not Python"
    return replace(code, refusals=tuple(replace(item, reason=reason) for item in code.refusals))
