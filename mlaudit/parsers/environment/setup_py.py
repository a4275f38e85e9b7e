"""setup.py, read without running it: literals and names that stand for literals."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlaudit.model.facts import EntryPoint, Environment, Facts
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment.entry_points import read_entry_line
from mlaudit.parsers.environment.pip_lines import read_pip_lines
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.parsers.python_source import parse_python
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_REQUIREMENTS_FILE = lazy_regex(r"[\w./\\-]*(?:requirements?|reqs)[\w./\\-]*\.(?:txt|in)")
_MAXIMUM_DEPTH = 20


def parse_setup_py(path: str, data: bytes) -> Facts:
    """The packages, the Python and the console scripts that `setup(...)` is called with.

    A syntax error is reported where the file is read as Python.
    """
    tree = parse_python(decode_text(data))
    values = _Setup(tree) if tree else None
    if tree is None or values is None or values.call is None:
        return Facts(path, PARSER.name)
    rows = [*values.texts("install_requires"), *values.texts("extras_require")]
    lines = read_pip_lines(rows, path)
    files = _requirement_files(tree) if not values.is_literal("install_requires") else ()
    python = next((text for text, _ in values.texts("python_requires")), None)
    environment = Environment(
        path,
        "setup",
        lines.requirements,
        python=python,
        includes=(*(join_path(folder_of(path), name) for name in files), *lines.includes),
    )
    scripts = tuple(_entry_points(values, path))
    return Facts(
        path,
        PARSER.name,
        environments=(environment,),
        entry_points=scripts,
        problems=lines.problems,
    )


class _Setup:
    """The call of `setup` and the module's assignments."""

    def __init__(self, tree: ast.Module) -> None:
        self.names: dict[str, ast.expr] = {}
        self.call: ast.Call | None = None
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.names.setdefault(target.id, node.value)
            elif isinstance(node, ast.Call) and _name_of(node.func) == "setup":
                self.call = self.call or node

    def argument(self, name: str) -> ast.expr | None:
        for keyword in self.call.keywords if self.call else ():
            if keyword.arg == name:
                return keyword.value
        return None

    def is_literal(self, name: str) -> bool:
        """The argument is absent, or some text in it is known."""
        return self.argument(name) is None or bool(self.texts(name))

    def texts(self, name: str) -> list[tuple[str, int]]:
        return list(self.flatten(self.argument(name), 0))

    def flatten(self, node: ast.expr | None, depth: int) -> Iterator[tuple[str, int]]:
        """(text, line) of every text in a literal; keys of dicts are left out."""
        if node is None or depth > _MAXIMUM_DEPTH:
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno
        elif isinstance(node, ast.Name):
            yield from self.flatten(self.names.get(node.id), depth + 1)
        elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            for element in node.elts:
                yield from self.flatten(element, depth + 1)
        elif isinstance(node, ast.Dict):
            for value in node.values:
                yield from self.flatten(value, depth + 1)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from self.flatten(node.left, depth + 1)
            yield from self.flatten(node.right, depth + 1)
        elif isinstance(node, ast.Starred):
            yield from self.flatten(node.value, depth + 1)

    def console_scripts(self) -> Iterator[tuple[str, int]]:
        """(row, line) of `entry_points`: a dict with `console_scripts`, or text like an INI."""
        points = self.argument("entry_points")
        if isinstance(points, ast.Name):
            points = self.names.get(points.id)
        if isinstance(points, ast.Dict):
            for key, value in zip(points.keys, points.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "console_scripts":
                    for text, line in self.flatten(value, 0):
                        yield from ((row, line + i) for i, row in enumerate(text.split("\n")))
            return
        section = ""
        for text, line in self.flatten(points, 0):
            for i, row in enumerate(text.split("\n")):
                if row.strip().startswith("["):
                    section = row.strip(" []\r")
                elif section == "console_scripts":
                    yield row, line + i


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _requirement_files(tree: ast.Module) -> tuple[str, ...]:
    """Names of requirement files that the script mentions, and so reads."""
    names = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _REQUIREMENTS_FILE.fullmatch(node.value)
    ]
    return tuple(dict.fromkeys(names))


def _entry_points(values: _Setup, path: str) -> Iterator[EntryPoint]:
    for row, line in values.console_scripts():
        found = read_entry_line(row, Place(path, line))
        if found is not None:
            yield found


PARSER = Parser("setup-py", lambda path: path.rpartition("/")[2] == "setup.py", parse_setup_py)
