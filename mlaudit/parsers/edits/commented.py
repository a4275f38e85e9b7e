"""Calls and commands that are commented out beside others that run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mlaudit.model.edits import CommentedRun
from mlaudit.model.facts import Facts
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.yaml_data import decode_text

_FORMAT = "commented"
_SHELL = (".sh", ".bash", ".sbatch", ".slurm")
_CALL_BYTES = re.compile(
    rb"(?m)^[ \t]*#[ \t]*(?:[\w, ]+=[ \t]*)?[A-Za-z_][\w.]*\([^\n]*\)[ \t]*\r?$"
)
_CALL = re.compile(
    r"(?P<blank>\s*)#\s*(?P<code>(?:[\w, ]+=\s*)?(?P<name>[A-Za-z_][\w.]*)\(.*\))\s*"
)
_COMMAND = re.compile(
    r"\s*#\s*(?P<text>(?:(?:poetry|uv|pipenv)\s+run\s+)?(?P<program>python3?|bash|sh|Rscript|dvc|make|"
    r"snakemake|papermill|accelerate|torchrun|julia)\s+\S.*)"
)


def _claims(path: str) -> bool:
    return path.endswith((".py", *_SHELL))


def parse_commented(path: str, data: bytes) -> Facts:
    """What is commented out; nothing for a file without a sign of any."""
    if path.endswith(".py"):
        found = _calls(path, data) if _CALL_BYTES.search(data) else iter(())
    else:
        found = _commands(path, decode_text(data)) if b"#" in data else iter(())
    return Facts(path, _FORMAT, commented=tuple(found))


def _calls(path: str, data: bytes) -> Iterator[CommentedRun]:
    source = decode_text(data)
    tree = parse_python(source)
    if tree is None:
        return
    imported = dict(_imports(tree))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    blocks = list(_blocks(tree, ""))
    called = {_called(node, imported, own) for node in ast.walk(tree)}
    for number, line in enumerate(source.split("\n"), 1):
        match = _CALL.fullmatch(line.rstrip("\r"))
        code = match and parse_python(match["code"])
        if match is None or code is None or len(code.body) != 1:
            continue
        target = _resolve(match["name"], imported, own)
        beside = target and _sibling(blocks, number, len(match["blank"]), imported, own)
        # What runs as well with other arguments was replaced, not left out.
        if target and beside and target not in called:
            scope, sibling = beside
            text = match["code"].strip()
            yield CommentedRun(Place(path, number), text, target, sibling, scope)


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Bound name and dotted name of what is imported; relative imports begin with dots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield alias.asname or alias.name, f"{module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, alias.name


def _resolve(name: str, imported: dict[str, str], own: set[str]) -> str:
    """The dotted name of a function of this file or of an imported module, or ""."""
    if name in own:
        return name
    first, _, rest = name.partition(".")
    known = imported.get(name) or imported.get(first)
    if known is None:
        return ""
    return known if name in imported else f"{known}.{rest}"


_Block = tuple[str, list[ast.stmt], int]


def _blocks(node: ast.AST, scope: str) -> Iterator[_Block]:
    """Every list of statements with the name of the code around it and the line above it."""
    for field in ("body", "orelse", "finalbody"):
        statements = getattr(node, field, None)
        if isinstance(statements, list) and statements:
            yield scope, statements, getattr(node, "lineno", statements[0].lineno - 2)
            for statement in statements:
                name = getattr(statement, "name", None)
                inner = f"{scope}.{name}" if scope and name else name or scope
                yield from _blocks(statement, inner)


def _sibling(
    blocks: list[_Block], line: int, column: int, imported: dict[str, str], own: set[str]
) -> tuple[str, str] | None:
    """(scope, name) of a call that runs in the block in which a comment stands."""
    for scope, statements, above in blocks:
        last = statements[-1].end_lineno or 0
        if statements[0].col_offset != column or not above < line <= last + 2:
            continue
        for statement in statements:
            target = _called(getattr(statement, "value", None), imported, own)
            if target:
                return scope, target
    return None


def _called(node: ast.AST | None, imported: dict[str, str], own: set[str]) -> str:
    """The dotted name of the function that a call calls, "" for everything else."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
        return ""
    name = ast.unparse(node.func)
    return _resolve(name, imported, own) if re.fullmatch(r"[\w.]+", name) else ""


def _commands(path: str, text: str) -> Iterator[CommentedRun]:
    running: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _COMMAND.fullmatch(line)
        bare = line.strip()
        if match is None:
            if bare and not bare.startswith("#"):
                running.append(bare)
            continue
        siblings = [row for row in running if re.match(rf".*\b{match['program']}\s", row)]
        if siblings:
            words = match["text"]
            yield CommentedRun(Place(path, number), words, words, siblings[-1], command=True)


PARSER = Parser(_FORMAT, _claims, parse_commented)
"""Reads Python and shell code."""
