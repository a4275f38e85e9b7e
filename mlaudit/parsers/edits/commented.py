"""Calls and commands that are commented out beside others that run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from mlaudit.model.edits import CommentedRun
from mlaudit.model.facts import Facts
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.prose.words import words
from mlaudit.parsers.python.syntax import parse_whole
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_FORMAT = "commented"
_SHELL = (".sh", ".bash", ".sbatch", ".slurm")
_CALL_BYTES = lazy_regex(rb"(?m)#[ \t]*(?:[\w, ]+=[ \t]*)?[A-Za-z_][\w.]*\([^\n]*\)[ \t]*\r?$")
"""May match what `_CALL` does not: to look for the beginning of a line would take longer."""
_CALL = lazy_regex(
    r"(?P<blank>\s*)#\s*(?P<code>(?:[\w, ]+=\s*)?(?P<name>[A-Za-z_][\w.]*)\(.*\))\s*"
)
_LIBRARIES = words(
    "np pd plt os sys re json logging logger log torch tf sns print pdb ipdb time random math "
    "wandb mlflow st nn self cls keras optim F pickle joblib ax fig df len shutil"
)
"""First names of calls that by usage are no functions of the project; spares a look at the rest."""
_COMMAND = lazy_regex(
    r"\s*#\s*(?P<text>(?:(?:poetry|uv|pipenv)\s+run\s+)?(?P<program>python3?|bash|sh|Rscript|dvc|"
    r"make|snakemake|papermill|accelerate|torchrun|julia)\s+\S.*)"
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
    lines = source.split("\n")
    matches = [(n, m) for n, line in enumerate(lines, 1) if (m := _CALL.fullmatch(line))]
    matches = [(n, m) for n, m in matches if m["name"].partition(".")[0] not in _LIBRARIES]
    matches = [(n, m) for n, m in matches if _is_statement(m["code"])]
    tree = parse_whole(source) if matches else None
    if not isinstance(tree, ast.Module):
        return
    imported = dict(_imports(tree))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    found = [(n, m, target) for n, m in matches if (target := _resolve(m["name"], imported, own))]
    if not found:
        return
    blocks = list(_blocks(tree, ""))
    for number, match, target in found:
        beside = _sibling(blocks, number, len(match["blank"]), imported, own)
        # What runs as well with other arguments was replaced, not left out.
        if beside and not _runs_as_well(source, match["name"]):
            scope, sibling = beside
            text = match["code"].strip()
            yield CommentedRun(Place(path, number), text, target, sibling, scope)


def _runs_as_well(source: str, name: str) -> bool:
    return (
        re.search(rf"(?m)^(?!\s*(?:async )?def )[^#\n]*\b{re.escape(name)}\(", source) is not None
    )


def _is_statement(text: str) -> bool:
    tree = parse_python(text)
    return tree is not None and len(tree.body) == 1


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Bound name and dotted name of what is imported at the top of the file.

    Relative imports begin with dots.
    """
    for node in tree.body:
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
    if not isinstance(node, ast.Call):
        return ""
    parts: list[str] = []
    function: ast.expr = node.func
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    if not isinstance(function, ast.Name):
        return ""
    return _resolve(".".join([function.id, *reversed(parts)]), imported, own)


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
