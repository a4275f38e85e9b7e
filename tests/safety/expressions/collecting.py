"""Every regular expression of the program, with how it is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlaudit

PACKAGE = Path(mlaudit.__file__).parent
ROOT = PACKAGE.parent
_CALL = re.compile(rb"\bre\.\w+\(")
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
_USE = re.compile(rf"(\w+)\.({'|'.join(METHODS)})\b")
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
    texts = {file: file.read_bytes() for file in files}
    uses = {file: _find_uses(text) for file, text in texts.items()}
    everywhere: dict[str, set[str]] = {}
    for here in uses.values():
        for name, methods in here.items():
            everywhere.setdefault(name, set()).update(methods)
    found: list[Expression] = []
    for file, text in texts.items():
        found.extend(_collect_from(file, text, uses[file], everywhere))
    return found


def _find_uses(text: bytes) -> dict[str, set[str]]:
    """The methods that are called on each name."""
    uses: dict[str, set[str]] = {}
    for name, method in _USE.findall(text.decode()):
        uses.setdefault(name, set()).add(method)
    return uses


def _collect_from(
    file: Path, text: bytes, here: dict[str, set[str]], everywhere: dict[str, set[str]]
) -> Iterator[Expression]:
    where = file.relative_to(ROOT).as_posix()
    name = where.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if name == "mlaudit.__main__":
        return
    module = importlib.import_module(re.sub(r"^rules\b", "mlaudit_rules", name))
    bound = [
        (label, pattern)
        for label, value in vars(module).items()
        if getattr(value, "__module__", name) == name or isinstance(value, re.Pattern)
        for pattern in _find_patterns(value, set())
        if isinstance(pattern.pattern, str)
    ]
    if not bound and not _CALL.search(text):
        return
    tree = ast.parse(text)
    own = _list_bound(tree)
    known = set()
    for label, pattern in bound:
        if label in own:
            known.add(pattern.pattern)
            methods = (here if label.startswith("_") else everywhere).get(label, {"search"})
            yield Expression(f"{where}:{label}", pattern, methods <= ANCHORED)
    for node in ast.walk(tree) if _CALL.search(text) else ():
        found = _read_call(node)
        if found is not None and found[0].pattern not in known:
            pattern, method = found
            yield Expression(f"{where}:{node.lineno}", pattern, method in ANCHORED)  # type: ignore[attr-defined]


def _list_bound(tree: ast.Module) -> set[str]:
    """The names that assignments of the module itself bind."""
    found: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                found |= {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
    return found


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
