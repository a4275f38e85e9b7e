"""Every regular expression of the program, with how it is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlaudit

PACKAGE = Path(mlaudit.__file__).parent
ROOT = PACKAGE.parent
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
ANCHORED = frozenset({"match", "fullmatch"})


@dataclass(frozen=True)
class Expression:
    """A regular expression.

    Attributes:
        place: file and line, or file and name.
        pattern: compiled.
        anchored: it is only asked at one place of a text at a time.
    """

    place: str
    pattern: re.Pattern[str]
    anchored: bool


def collect() -> list[Expression]:
    """All of them, in the order of files."""
    files = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "rules").rglob("*.py")])
    trees = {file: ast.parse(file.read_bytes()) for file in files}
    everywhere = _find_uses(trees.values())
    found: list[Expression] = []
    for file, tree in trees.items():
        here = _find_uses([tree])
        found.extend(_collect_from(file, tree, here, everywhere))
    return found


def _find_uses(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """The methods that are called on each name."""
    uses: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else ""
                name = owner.id if isinstance(owner, ast.Name) else name
                uses.setdefault(name, set()).add(node.attr)
    return uses


def _collect_from(
    file: Path, tree: ast.Module, here: dict[str, set[str]], everywhere: dict[str, set[str]]
) -> Iterator[Expression]:
    where = file.relative_to(ROOT).as_posix()
    name = where.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if name == "mlaudit.__main__":
        return
    module = importlib.import_module(re.sub(r"^rules\b", "mlaudit_rules", name))
    known = set()
    for label, value in vars(module).items():
        if getattr(value, "__module__", name) != name and not isinstance(value, re.Pattern):
            continue
        for pattern in _find_patterns(value, set()):
            if isinstance(pattern.pattern, str) and _is_of(module, label, tree):
                known.add(pattern.pattern)
                methods = (here if label.startswith("_") else everywhere).get(label, {"search"})
                yield Expression(f"{where}:{label}", pattern, methods <= ANCHORED)
    for node in ast.walk(tree):
        found = _read_call(node)
        if found is not None and found[0].pattern not in known:
            pattern, method = found
            yield Expression(f"{where}:{node.lineno}", pattern, method in ANCHORED)  # type: ignore[attr-defined]


def _is_of(module: Any, label: str, tree: ast.Module) -> bool:
    """Is the name bound by an assignment of the module itself?"""
    for statement in tree.body:
        targets = (
            statement.targets
            if isinstance(statement, ast.Assign)
            else [statement.target]
            if isinstance(statement, ast.AnnAssign)
            else []
        )
        for target in targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Name) and part.id == label:
                    return True
    return False


def _find_patterns(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in [*value, *value.values()]:
            yield from _find_patterns(part, seen)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _find_patterns(part, seen)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for field in value.__dataclass_fields__:
            yield from _find_patterns(getattr(value, field, None), seen)


def _read_call(node: ast.AST) -> tuple[re.Pattern[str], str] | None:
    """A call of `re` with an expression that is written there."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    function = node.func
    if not (isinstance(function.value, ast.Name) and function.value.id == "re" and node.args):
        return None
    try:
        text = ast.literal_eval(node.args[0])
    except ValueError:
        return None
    if not isinstance(text, str):
        return None
    flags = 0
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr.isupper():
            flags |= getattr(re, part.attr, 0)
    return re.compile(text, flags), function.attr
