"""Edits of a work tree that change nothing about what a person must do."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

Edit: TypeAlias = Callable[[Path], int]
"""Changes files below a folder; returns how many."""

_DOCUMENTED_BY_COMMENTS = (".yml", ".yaml", ".sh")
_DISTINCT = 5
"""Shorter names of files and variables are likely to mean other things as well."""


def insert_lines(root: Path) -> int:
    """Blank lines and comments above the code of every Python file, YAML file and shell script."""
    changed = 0
    for path in _list(root, ".py", *_DOCUMENTED_BY_COMMENTS):
        text = _read(path)
        if text is None or text.lstrip().startswith(("{", "---")):
            continue
        start = _end_of_head(text)
        comment = "# maintained by the modelling group\n\n# see the style guide\n"
        _write(path, text[:start] + comment + text[start:])
        changed += 1
    return changed


def delete_blank_lines(root: Path) -> int:
    """No blank line between the statements of modules."""
    changed = 0
    for path, text, tree in _parse_all(root):
        lines = text.splitlines(keepends=True)
        inside = {n for node in ast.walk(tree) if _is_text(node) for n in _lines_of(node)}
        kept = [line for number, line in enumerate(lines, 1) if line.strip() or number in inside]
        if len(kept) < len(lines):
            _write(path, "".join(kept))
            changed += 1
    return changed


def insert_cells(root: Path) -> int:
    """A Markdown cell in front of every notebook, and an empty code cell in its middle."""

    def edit(notebook: dict[str, Any]) -> None:
        cells = notebook["cells"]
        empty = {"cell_type": "code", "metadata": {}, "source": "", "outputs": []}
        cells.insert(len(cells) // 2, {**empty, "execution_count": None})
        cells.insert(0, {"cell_type": "markdown", "metadata": {}, "source": "Notes of the group"})

    return _edit_notebooks(root, edit)


def renew_cell_ids(root: Path) -> int:
    """Every cell gets another id, as some editors do when they save."""

    def edit(notebook: dict[str, Any]) -> None:
        for number, cell in enumerate(notebook["cells"]):
            cell["id"] = uuid.uuid5(uuid.NAMESPACE_URL, str(number)).hex[:8]

    return _edit_notebooks(root, edit)


def reformat(root: Path) -> int:
    """A formatter goes over all Python files and notebooks."""
    before = {path: path.read_bytes() for path in _list(root, ".py", ".ipynb")}
    line = ["format", "--isolated", "--no-cache", "--line-length", "72", "."]
    subprocess.run(
        [sys.executable, "-m", "ruff", *line], cwd=root, check=False, capture_output=True
    )
    return sum(path.read_bytes() != content for path, content in before.items())


def reorder_functions(root: Path) -> int:
    """Two neighbouring functions of a module change places, in every file that has them."""
    changed = 0
    for path, text, tree in _parse_all(root):
        for first, second in zip(tree.body, tree.body[1:], strict=False):
            if _is_plain_function(first) and _is_plain_function(second):
                _write(path, _swap(text, first, second))
                changed += 1
                break
    return changed


def rename_local_variables(root: Path) -> int:
    """One local variable gets another name, in every file that has one worth it."""
    changed = 0
    for path, text, tree in _parse_all(root):
        for function in filter(_is_plain_function, ast.walk(tree)):
            name = _find_local(function, text)
            if name is not None:
                _write(path, _rename_in(text, function, name, f"{name}_renamed"))
                changed += 1
                break
    return changed


def rename_script(root: Path) -> int:
    """A Python file gets another name, and all that mentions it follows."""
    for path in _list(root, ".py"):
        stem = path.stem
        others = [p for p in _list(root, ".py") if p.stem == stem]
        if len(stem) < _DISTINCT or stem.startswith("__") or len(others) > 1 or "test" in stem:
            continue
        if _is_defined(root, stem):
            continue
        new = f"{stem}_renamed"
        edited = _replace_all(root, _find_mentions(stem), new)
        if edited < 2 or _is_named_otherwise(root, stem, new):
            _replace_all(root, re.compile(re.escape(new)), stem)
            continue
        path.rename(path.with_name(f"{new}.py"))
        return edited
    return 0


def move_document(root: Path) -> int:
    """The first document below the top folder that nothing links to moves into a folder."""
    for path in _list(root, ".md"):
        if path.parent != root or path.name.lower().startswith("readme"):
            continue
        (root / "guides").mkdir(exist_ok=True)
        path.rename(root / "guides" / path.name)
        return 1
    return 0


def extend_readme(root: Path) -> int:
    """A paragraph in front of the first one of every README."""
    changed = 0
    for path in _list(root, ".md"):
        text = _read(path)
        if path.name.lower().startswith("readme") and text is not None:
            head, _, rest = text.partition("\n")
            _write(path, f"{head}\n\nMaintained by the modelling group.\n\n{rest}")
            changed += 1
    return changed


EDITS: dict[str, Edit] = {
    "lines inserted": insert_lines,
    "blank lines deleted": delete_blank_lines,
    "cells inserted": insert_cells,
    "cell ids renewed": renew_cell_ids,
    "reformatted": reformat,
    "functions reordered": reorder_functions,
    "local variables renamed": rename_local_variables,
    "script renamed": rename_script,
    "document moved": move_document,
    "README extended": extend_readme,
}
"""Every harmless edit by its name."""


def _list(root: Path, *suffixes: str) -> list[Path]:
    found = (p for p in root.rglob("*") if p.suffix in suffixes and ".git" not in p.parts)
    return sorted(p for p in found if p.is_file() and not p.is_symlink())


def _read(path: Path) -> str | None:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError:
        return None


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)


def _parse_all(root: Path) -> Iterator[tuple[Path, str, ast.Module]]:
    for path in _list(root, ".py"):
        text = _read(path)
        if text is None or "\r" in text:
            continue
        try:
            yield path, text, ast.parse(text)
        except (SyntaxError, ValueError):
            continue


def _end_of_head(text: str) -> int:
    """Where what must come first ends: an interpreter line, an encoding, what a tool reads."""
    position = 0
    for line in text.splitlines(keepends=True):
        if not line.startswith(("#!", "# -*-", "%", "# ---")):
            break
        position += len(line)
    return position


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant | ast.JoinedStr)


def _lines_of(node: ast.AST) -> range:
    first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", None)
    return range(first, (last or first) + 1)


def _edit_notebooks(root: Path, edit: Callable[[dict[str, Any]], None]) -> int:
    changed = 0
    for path in _list(root, ".ipynb"):
        try:
            notebook = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if notebook.get("cells"):
            edit(notebook)
            path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")
            changed += 1
    return changed


def _is_plain_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and not node.decorator_list


def _swap(text: str, first: ast.stmt, second: ast.stmt) -> str:
    lines = text.splitlines(keepends=True)
    one = lines[first.lineno - 1 : first.end_lineno]
    between = lines[first.end_lineno : second.lineno - 1]
    two = lines[second.lineno - 1 : second.end_lineno]
    if two and not two[-1].endswith("\n"):
        two[-1] += "\n"
    return "".join([*lines[: first.lineno - 1], *two, *between, *one, *lines[second.end_lineno :]])


def _find_local(function: ast.AST, text: str) -> str | None:
    """A name that the function alone knows: assigned in it, no argument, nowhere in texts."""
    assert isinstance(function, ast.FunctionDef)
    taken = {argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Global | ast.Nonlocal | ast.FunctionDef) and node is not function:
            return None
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
            segment = ast.get_source_segment(text, function) or ""
            bare = len(re.findall(rf"(?<![\w.]){name}\b(?!\s*=[^=])", segment))
            if len(name) >= _DISTINCT and name not in taken and bare and _is_safe(function, name):
                return name
    return None


def _is_safe(function: ast.FunctionDef, name: str) -> bool:
    """The name is neither a keyword of a call nor part of a text (f-strings hold names)."""
    for node in ast.walk(function):
        if isinstance(node, ast.keyword) and node.arg == name:
            return False
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and name in node.value
        ):
            return False
    return True


def _rename_in(text: str, function: ast.AST, old: str, new: str) -> str:
    """Rename the tokens of a function that are this name and no attribute."""
    assert isinstance(function, ast.FunctionDef)
    lines = text.splitlines(keepends=True)
    end = function.end_lineno or function.lineno
    body = "".join(lines[function.lineno - 1 : end])
    found, before = [], ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        row, column = token.start
        is_name = token.type == tokenize.NAME and token.string == old and before != "."
        if is_name and function.lineno <= row <= end:
            found.append((row - function.lineno, column))
        before = token.string
    rows = body.splitlines(keepends=True)
    for row, column in reversed(found):
        rows[row] = rows[row][:column] + new + rows[row][column + len(old) :]
    return "".join([*lines[: function.lineno - 1], *rows, *lines[end:]])


def _replace_all(root: Path, pattern: re.Pattern[str], new: str) -> int:
    changed = 0
    for path in sorted(root.rglob("*")):
        if not path.is_file() or path.is_symlink() or ".git" in path.parts:
            continue
        text = _read(path) if path.stat().st_size < 5_000_000 else None
        if text is not None and pattern.search(text):
            _write(path, pattern.sub(new, text))
            changed += 1
    return changed


def _find_mentions(stem: str) -> re.Pattern[str]:
    """Where a module is named as a file or in an import."""
    name = re.escape(stem)
    file = rf"(?<![\w.-]){name}(?=\.py\b)"
    imported = rf"(?<=import ){name}\b|(?<=from ){name}\b|(?<=\w\.){name}(?= import)"
    return re.compile(f"{file}|{imported}")


def _is_defined(root: Path, name: str) -> bool:
    """Does code give this name to something of its own?"""
    own = re.compile(rf"(?:def|class)\s+{re.escape(name)}\b|\b{re.escape(name)}\s*=[^=]")
    texts = (_read(path) for path in _list(root, ".py", ".ipynb"))
    return any(text is not None and own.search(text) for text in texts)


def _is_named_otherwise(root: Path, stem: str, new: str) -> bool:
    """Does the old name stand anywhere as part of a module's name still?"""
    rest = re.compile(rf"(?:import|from)\s[^\n]*\b{re.escape(stem)}\b(?!_renamed)")
    texts = (_read(path) for path in _list(root, ".py", ".ipynb", ".sh", ".yaml", ".yml"))
    return any(text is not None and rest.search(text.replace(new, "")) for text in texts)
