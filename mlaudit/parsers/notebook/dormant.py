"""Cells whose code a person switches on and off."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from mlaudit.model.notebook import DormantCell
from mlaudit.model.place import Place
from mlaudit.parsers.notebook.document import Cell
from mlaudit.parsers.notebook.scopes import bound_at_top
from mlaudit.parsers.python.magics.source import prepare
from mlaudit.parsers.python.syntax import parse_strictly
from mlaudit.patterns import lazy_regex

_COMMENT = lazy_regex(r"\s*#+ ?")
_SWITCH = lazy_regex(
    r"\s*%%(?:script\s+(?:--?\w+\s+)*(?:false|true|echo)\b[^\n]*|skip\b(?!\s+\$)[^\n]*|false\b[^\n]*)\n"
)
_SHELL = lazy_regex(r"\s*[!%](?:\s*pip\s|\s*sudo\s)?\s*(\S+)")
_EXERCISE = lazy_regex(
    r"(?i)your code|solution|exercise|todo|usage|example:|e\.g\.|\balternativ|\bcan also\b"
)


def find_dormant(path: str, cells: Iterable[Cell]) -> Iterator[DormantCell]:
    """The cells of a Python notebook whose code does not run."""
    for cell in cells:
        found = _read(cell)
        if found is None or _EXERCISE.search(cell.source):
            continue
        way, line, code = found
        calls, binds = _contents(code)
        if calls:
            text = _first_line(code)
            yield DormantCell(Place(path, line, cell.index), way, calls, binds, text)


def _read(cell: Cell) -> tuple[str, int, str] | None:
    """(way, first line, code) of a cell that does not run, else None."""
    source = cell.source
    if cell.kind == "raw":
        return ("raw", 1, source)
    if cell.kind != "code" or not source.strip():
        return None
    switch = _SWITCH.match(source)
    if switch is not None:
        return ("magic", 1, source[switch.end() :])
    lines = source.split("\n")
    if all(line.lstrip()[:1] in ("", "#") for line in lines):
        return ("comment", 1, _uncomment(lines))
    if re.match(r"\s*if\s*\(?\s*(?:False|0)\s*\)?\s*:", source):
        return _read_condition(source)
    return None


def _uncomment(lines: list[str]) -> str:
    """The lines without their marks; what is prose among them goes, if code is left."""
    bare = [_COMMENT.sub("", line, count=1) if line.strip() else "" for line in lines]
    return "\n".join(bare)


def _read_condition(source: str) -> tuple[str, int, str] | None:
    tree = parse_strictly(source)
    if not isinstance(tree, ast.Module) or len(tree.body) != 1:
        return None
    only = tree.body[0]
    if not isinstance(only, ast.If) or only.orelse:
        return None
    return ("condition", 1, "\n".join(ast.unparse(part) for part in only.body))


def _contents(code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The calls and the names bound of code; nothing of what is no code."""
    shell = [f"!{found[1]}" for line in code.split("\n") if (found := _SHELL.match(line))]
    tree = parse_strictly(prepare(code, 1).code)
    trees = [tree] if isinstance(tree, ast.Module) else _readable_lines(code)
    calls = [name for part in trees for node in ast.walk(part) if (name := _call_name(node))]
    binds = {name for part in trees for name in bound_at_top(part)}
    return tuple(dict.fromkeys((*shell, *calls))), tuple(sorted(binds))


def _readable_lines(code: str) -> list[ast.Module]:
    """The lines that are code by themselves, where these are half of all or more."""
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    parsed = [tree for line in lines if isinstance(tree := parse_strictly(line), ast.Module)]
    telling = [tree for tree in parsed if tree.body and not _is_word(tree.body[0])]
    return telling if 2 * len(telling) >= len(lines) else []


def _first_line(code: str) -> str:
    """The first line that calls something, else the first one."""
    lines = [line.strip() for line in code.split("\n") if line.strip()]
    telling = (n for n in lines if _SHELL.match(n) or ("(" in n and _readable_lines(n)))
    return next(telling, lines[0])


def _is_word(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Name | ast.Constant)


def _call_name(node: ast.AST) -> str:
    """The dotted name of a call; what it is called on counts with its last name only."""
    if not isinstance(node, ast.Call):
        return ""
    parts: list[str] = []
    function: ast.expr = node.func
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    parts.append(function.id if isinstance(function, ast.Name) else "")
    name = ".".join(reversed(parts))
    return "" if name.startswith("__") else name
