"""Names that a notebook reads before anything above has bound them.

The cells are gone through from top to bottom, as "Run all" does. A function needs its names when it
is first named by code that runs, not where it is defined. Nothing is followed: where code can bind
names that it does not write down (`import *`, `%run`, `exec`), nothing is said of what comes after.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from mlaudit.model.immutable import immutable
from mlaudit.model.notebook import LooseName
from mlaudit.model.place import Place
from mlaudit.parsers.notebook.scopes import (
    COMPREHENSIONS,
    bound_at_top,
    bound_by,
    bound_in,
    children,
    forgives_names,
    free_names,
)
from mlaudit.parsers.prose.words import words
from mlaudit.patterns import lazy_regex

_GIVEN = frozenset(dir(builtins)) | words(
    "In Out get_ipython display spark sc sqlContext sqlc dbutils displayHTML sql table udf "
    "getArgument exit quit unicode xrange raw_input reload basestring long unichr reduce file "
    "cmp execfile intern apply buffer coerce ls ll pwd cd cat who whos clear"
)
"""Names that Python, IPython and Databricks give, and that Python 2 gave."""
_HISTORY = lazy_regex(r"_+(?:\d+|i+\d*|oh|dh|ih)?$|__\w+$")
_OPEN = {
    sign: lazy_regex(pattern)
    for sign, pattern in {
        "%": r"(?m)^[^\S\n]*%\s*(?:run|pylab|store|load|loadpy|rerun|recall|macro|edit|autocall"
        r"|matlab|R|octave|spark|config_notebook)\b",
        "*": r"(?m)^[^\S\n]*from\s+[\w.]+\s+import\s+\*",
        "exec": r"\bexec\s*\(",
        "eval": r"\beval\s*\(",
        "globals": r"\bglobals\s*\(",
        "locals": r"\blocals\s*\(",
        "vars": r"\bvars\s*\(\s*\)",
        "dir": r"\bdir\s*\(\s*\)",
        "run_": r"run_line_magic|run_cell",
        ".magic": r"\.magic\s*\(",
        "import_ipynb": r"\bimport_ipynb\b",
        "nbimporter": r"\bnbimporter\b",
        ".interactive": r"\bwidgets?\.interactive\b",
        "inject": r"inject",
        "setattr": r"\bsetattr\s*\(\s*(?:builtins|__main__)",
    }.items()
}
"""What may bind names without writing them down, by what is looked for first."""
_NO_PYTHON = lazy_regex(r"(?m)^[^\S\n]*[\w.]+[^\S\n]*<-\s*\S|^[^\S\n]*library\(\w+\)")
"""Code of R under a kernel that says it is Python; some of it reads as Python all the same."""
_MAGIC_LINE = lazy_regex(r"(?m)^[^\S\n]*%(?!%?(?:time|timeit|prun|memit)\b).*$")
_WORD = lazy_regex(r"[A-Za-z_]\w*")
_COMMENTED = lazy_regex(
    r"\s*#[#\s]*(?:(?P<name>[A-Za-z_]\w*)(?:\s*,\s*\w+)*\s*=(?!=)"
    r"|(?:def|class|import|from\s+[\w.]+\s+import)\s+(?P<other>[A-Za-z_]\w*))"
)


@immutable
class CellCode:
    """A code cell for this purpose.

    Attributes:
        place: of its first line.
        source: as written.
        tree: its code, magics replaced, or None where it could not be read.
        runs: it is run with the others (no tag says that it is skipped).
    """

    place: Place
    source: str
    tree: ast.Module | None
    runs: bool = True


@immutable
class _Need:
    name: str
    place: Place
    sometimes: bool


@dataclass(slots=True)
class _Reader:
    """Goes through the cells; `bound` holds what is bound so far."""

    place: Place = field(default_factory=lambda: Place(""))
    bound: set[str] = field(default_factory=set)
    needs: dict[str, list[_Need]] = field(default_factory=dict)
    found: dict[str, _Need] = field(default_factory=dict)
    depth: int = 0

    def read(self, node: ast.AST) -> None:
        """Take in a node and everything in it, in the order in which it runs."""
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            handler(self, node)
            return
        for child in children(node):
            self.read(child)
        self.bound.update(bound_by(node))

    def _read_all(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.read(node)

    def _read_name(self, node: ast.Name) -> None:
        if type(node.ctx) is ast.Load:
            self._use(node)
        elif type(node.ctx) is ast.Store:
            self.bound.add(node.id)

    def _skip(self, node: ast.AST) -> None:
        """What reads and binds nothing."""

    def _read_lambda(self, node: ast.Lambda) -> None:
        self.depth += 1  # who calls it, and when, is not told
        self._use_all(free_names([node]))
        self.depth -= 1

    def _read_inner(self, node: ast.AST) -> None:
        self._use_all(free_names([node]))

    def _read_loop(self, node: ast.For | ast.AsyncFor) -> None:
        self._read_all([node.iter, node.target, *node.body, *node.orelse])

    def _read_block(self, node: ast.If | ast.While | ast.Match) -> None:
        first = node.subject if isinstance(node, ast.Match) else node.test
        if isinstance(node, ast.If) and isinstance(first, ast.Constant) and not first.value:
            self._read_all(node.orelse)
            return
        self.read(first)
        self.depth += 1
        self._read_all(child for child in children(node) if child is not first)
        self.depth -= 1

    def _read_try(self, node: ast.Try) -> None:
        if not forgives_names(node):
            self._read_all(node.body)
        self.bound.update(bound_in([node]))
        self.depth += 1
        self._read_all([*node.orelse, *node.finalbody])
        self.depth -= 1

    def _assign(self, node: ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr) -> None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        only = targets[0] if len(targets) == 1 else None
        if isinstance(node.value, ast.Lambda) and isinstance(only, ast.Name):
            self.needs[only.id] = self._needs_of(free_names([node.value]))
        elif node.value is not None:
            self.read(node.value)
        if isinstance(node, ast.AugAssign) and isinstance(only, ast.Name):
            self._use(only)  # and binds no name that was not there
        else:
            self._read_all(targets)

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._read_all(node.decorator_list)
        self._read_all([*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)])
        self.needs[node.name] = self._needs_of(free_names([*_parameters(node), *node.body]))
        declared = (inner for inner in ast.walk(node) if type(inner) is ast.Global)
        self.bound.update((node.name, *(name for inner in declared for name in inner.names)))

    def _define_class(self, node: ast.ClassDef) -> None:
        self._read_all([*node.decorator_list, *node.bases, *(k.value for k in node.keywords)])
        self.needs[node.name] = self._needs_of(
            name for name in free_names(node.body) if name.id != node.name
        )
        self.bound.add(node.name)

    def _needs_of(self, names: Iterable[ast.Name]) -> list[_Need]:
        return [_Need(name.id, self._place_of(name), bool(self.depth)) for name in names]

    def _use_all(self, names: Iterable[ast.Name]) -> None:
        for name in names:
            self._use(name)

    def _use(self, name: ast.Name) -> None:
        self._want(_Need(name.id, self._place_of(name), bool(self.depth)))

    def _want(self, need: _Need) -> None:
        given = need.name in _GIVEN or _HISTORY.match(need.name) is not None
        if need.name not in self.bound and not given:
            known = self.found.get(need.name)
            if known is None or (known.sometimes and not need.sometimes):
                self.found[need.name] = need
        for inner in self.needs.pop(need.name, ()):
            self._want(inner)

    def _place_of(self, name: ast.Name) -> Place:
        return Place(self.place.path, name.lineno, self.place.cell)


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.AST]:
    """The parameters and those of types; defaults are read where the function is defined."""
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    extra = [argument for argument in (node.args.vararg, node.args.kwarg) if argument is not None]
    return [*every, *extra, *getattr(node, "type_params", ())]


_HANDLERS: dict[type, Callable[[_Reader, Any], None]] = {
    ast.Name: _Reader._read_name,
    ast.Constant: _Reader._skip,
    ast.FunctionDef: _Reader._define,
    ast.AsyncFunctionDef: _Reader._define,
    ast.ClassDef: _Reader._define_class,
    ast.Lambda: _Reader._read_lambda,
    ast.If: _Reader._read_block,
    ast.While: _Reader._read_block,
    ast.Match: _Reader._read_block,
    ast.For: _Reader._read_loop,
    ast.AsyncFor: _Reader._read_loop,
    ast.Try: _Reader._read_try,
    **dict.fromkeys((ast.Assign, ast.AugAssign, ast.AnnAssign, ast.NamedExpr), _Reader._assign),
    **dict.fromkeys(COMPREHENSIONS, _Reader._read_inner),
}


def find_loose_names(cells: Iterable[CellCode]) -> tuple[LooseName, ...]:
    """The names that are read in one cell and bound in a later one or in none, in order."""
    run = [cell for cell in cells if cell.runs]
    if any(_NO_PYTHON.search(cell.source) for cell in run):
        return ()
    reader = _Reader()
    needs: dict[str, _Need] = {}
    for cell in run:
        if _is_open(cell.source):
            break
        reader.place, reader.found = cell.place, {}
        reader.bound.update(_told_by_magics(cell.source))
        if cell.tree is not None:
            _read_cell(reader, cell.tree)
        for name, need in reader.found.items():
            # What the same cell binds below is left to whoever runs the cell twice.
            if name not in reader.bound:
                needs.setdefault(name, need)
        reader.bound.update(reader.found)
    if not needs:
        return ()
    opaque = [cell for cell in run if cell.tree is None or _is_open(cell.source)]
    bound = [(c, bound_at_top(c.tree)) for c in run if c.tree is not None]
    shown = (need for need in needs.values() if not _is_hidden(need, opaque))
    return tuple(_describe(need, run, bound) for need in shown)


def _is_open(source: str) -> bool:
    """May the code bind names that it does not write down?"""
    return any(sign in source and pattern.search(source) for sign, pattern in _OPEN.items())


def _read_cell(reader: _Reader, tree: ast.Module) -> None:
    try:
        for statement in tree.body:
            reader.read(statement)
    except RecursionError:  # nested too deeply: what was seen until then counts
        reader.depth = 0


def _told_by_magics(source: str) -> set[str]:
    """The words of magic lines, which may name what the magic binds (`%%capture out`)."""
    if "%" not in source:
        return set()
    return {word for line in _MAGIC_LINE.findall(source) for word in _WORD.findall(line)}


def _is_hidden(need: _Need, opaque: list[CellCode]) -> bool:
    """May code bind it that could not be read, or that binds what it does not write down?"""
    word = re.compile(rf"\b{re.escape(need.name)}\b") if opaque else _WORD
    return any(word.search(cell.source) for cell in opaque if cell.place != need.place)


def _describe(
    need: _Need, cells: list[CellCode], bound: list[tuple[CellCode, set[str]]]
) -> LooseName:
    """The name, with the first cell below that binds it; `bound` is what each of them does."""
    index = need.place.cell or 0
    later = (c.place for c, names in bound if need.name in names and (c.place.cell or 0) > index)
    comments = (found for cell in cells if (found := _commented(cell, need.name)) is not None)
    return LooseName(need.name, need.place, next(later, None), next(comments, None), need.sometimes)


def _commented(cell: CellCode, name: str) -> Place | None:
    if name not in cell.source or "#" not in cell.source:
        return None
    for number, line in enumerate(cell.source.split("\n"), 1):
        found = _COMMENTED.match(line)
        if found is not None and name in (found["name"], found["other"]):
            return Place(cell.place.path, number, cell.place.cell)
    return None
