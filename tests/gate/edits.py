"""Harmless edits of small trees: each takes a tree and gives one with the same workflow."""

from __future__ import annotations

import ast
import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

Files: TypeAlias = dict[str, str]
Edit: TypeAlias = Callable[[Files], Files]

_CELLS = re.compile(r"^# (%%|COMMAND|In\[)|^#%%", re.MULTILINE)

_IMPORT = re.compile(r"^\s*(?:from|import) ([\w.]+)", re.MULTILINE)


def _each(files: Files, ending: str, change: Callable[[str], str]) -> Files:
    return {p: change(text) if p.endswith(ending) else text for p, text in files.items()}


def insert_lines(files: Files) -> Files:
    """Blank lines and a remark at the top of Python files, blank lines before definitions."""

    def insert(text: str) -> str:
        head = (
            ""
            if text.startswith(("#!", "# ---", '"""')) or _CELLS.search(text)
            else "# Remark.\n\n\n"
        )
        return head + re.sub(r"^(?=def |class |if __name__)", "\n\n\n", text, flags=re.MULTILINE)

    return _each(files, ".py", insert)


def insert_lines_elsewhere(files: Files) -> Files:
    """A remark and a blank line at the top of other files that have comments."""
    endings = (".yaml", ".yml", ".sh", "Makefile", "Dockerfile", ".toml", "Snakefile", ".cfg")
    return {
        path: f"# Remark.\n\n{text}" if path.endswith(endings) and text[:2] != "#!" else text
        for path, text in files.items()
    }


def insert_prose(files: Files) -> Files:
    """A paragraph at the top of documents, and a section at their end."""
    return _each(files, ".md", lambda text: f"Some words.\n\n{text}\n\n## Thanks\n\nTo all.\n")


def delete_blank_lines(files: Files) -> Files:
    """No empty line in Python files."""
    return _each(files, ".py", lambda text: re.sub(r"\n\s*\n+", "\n", text))


def unparse(files: Files) -> Files:
    """Python files as Python itself writes them, without comments."""

    def rewrite(text: str) -> str:
        tree = _parse(text)
        return ast.unparse(tree) + "\n" if tree and not _CELLS.search(text) else text

    return _each(files, ".py", rewrite)


def reformat(files: Files) -> Files:
    """Python files as a formatter writes them."""

    def rewrite(text: str) -> str:
        words = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=50", "-"]
        done = subprocess.run(words, input=text, capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else text

    return _each(files, ".py", rewrite)


def reorder_functions(files: Files) -> Files:
    """Neighbouring functions of Python files in the opposite order."""

    def rewrite(text: str) -> str:
        tree = _parse(text)
        if tree is None or _CELLS.search(text):
            return text
        body: list[ast.stmt] = []
        run: list[ast.stmt] = []
        for statement in [*tree.body, None]:
            if isinstance(statement, ast.FunctionDef) and not statement.decorator_list:
                run.insert(0, statement)
                continue
            body.extend(run)
            run = []
            if statement is not None:
                body.append(statement)
        return ast.unparse(ast.Module(body, [])) + "\n"

    return _each(files, ".py", rewrite)


def rename_variables(files: Files) -> Files:
    """Other names for local variables of functions."""

    def rewrite(text: str) -> str:
        tree = _parse(text)
        if tree is None or _CELLS.search(text):
            return text
        for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
            _rename_locals(function)
        return ast.unparse(tree) + "\n"

    return _each(files, ".py", rewrite)


def _rename_locals(function: ast.FunctionDef) -> None:
    names = [n for n in ast.walk(function) if isinstance(n, ast.Name)]
    given = {arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)}
    shared = {
        x for n in ast.walk(function) if isinstance(n, ast.Global | ast.Nonlocal) for x in n.names
    }
    own = {n.id for n in names if isinstance(n.ctx, ast.Store)} - given - shared
    inner = any(isinstance(n, ast.FunctionDef) for n in ast.walk(function) if n is not function)
    for name in names if not inner else ():
        if name.id in own:
            name.id = f"{name.id}_here"


def insert_cells(files: Files) -> Files:
    """A text cell and a cell of code at the top of notebooks."""
    text = {"cell_type": "markdown", "metadata": {}, "source": "Some words."}
    code: dict[str, Any] = {
        "cell_type": "code",
        "metadata": {},
        "source": "print('hello')",
        "execution_count": None,
        "outputs": [],
    }
    return _change_cells(files, lambda cells: [text, code, *cells])


def delete_text_cells(files: Files) -> Files:
    """No text cell in notebooks."""
    return _change_cells(files, lambda cells: [c for c in cells if c["cell_type"] == "code"])


def renew_cell_ids(files: Files) -> Files:
    """Every cell gets another id."""
    return _change_cells(
        files, lambda cells: [cell | {"id": f"new{number}"} for number, cell in enumerate(cells)]
    )


def split_cells(files: Files) -> Files:
    """Each line of a cell as a list, as Jupyter writes them."""
    return _change_cells(
        files, lambda cells: [c | {"source": "".join(c["source"]).splitlines(True)} for c in cells]
    )


def _change_cells(files: Files, change: Callable[[list[dict[str, Any]]], Any]) -> Files:
    def rewrite(text: str) -> str:
        try:
            notebook = json.loads(text)
        except ValueError:
            return text
        return json.dumps(notebook | {"cells": list(change(notebook["cells"]))}, indent=2)

    return _each(files, ".ipynb", rewrite)


EDITS: tuple[Edit, ...] = (
    insert_lines,
    insert_lines_elsewhere,
    insert_prose,
    delete_blank_lines,
    unparse,
    reformat,
    reorder_functions,
    rename_variables,
    insert_cells,
    delete_text_cells,
    renew_cell_ids,
    split_cells,
)


def list_renames(files: Files) -> Iterator[tuple[str, Files]]:
    """The tree with one file of code renamed, and every mention of it with it; for each file."""
    for path in sorted(files):
        stem, ending = posixpath.splitext(posixpath.basename(path))
        if ending not in (".py", ".ipynb", ".sh") or stem in ("__init__", "__main__", "setup"):
            continue
        if sum(posixpath.basename(other).startswith(stem + ".") for other in files) > 1:
            continue  # a mention may mean either
        yield path, rename(files, path, f"{stem}_renamed{ending}")


def rename(files: Files, path: str, name: str) -> Files:
    """The tree with a file renamed; commands and imports name it as it is called now."""
    old, new = posixpath.basename(path), name
    stem, renamed = old.partition(".")[0], new.partition(".")[0]
    folder = posixpath.basename(posixpath.dirname(path)) or "_"
    mention = re.compile(
        rf"(?<![\w.-]){re.escape(old)}(?!\w)"
        rf"|(?<=from )(?P<package>\.*(?:\w+\.)*){stem}(?= import)"
        rf"|(?<=import )(?P<module>{stem})(?![\w.]| as )|(?<=import ){stem}(?= as )"
        rf"|(?<=-m ){stem}(?![\w.])"
        rf"|(?<=\b{folder}\.){stem}(?![\w.])"
    )

    def call(match: re.Match[str]) -> str:
        if match["module"]:
            return f"{renamed} as {stem}"
        return new if match[0] == old else (match["package"] or "") + renamed

    changed = {}
    for other, text in files.items():
        target = posixpath.join(posixpath.dirname(path), new) if other == path else other
        changed[target] = mention.sub(call, text)
    return changed


def list_moves(files: Files) -> Iterator[tuple[str, Files]]:
    """The tree with one script in another folder, and every command with it; for each script.

    Scripts that import modules of the tree, are imported, or are called by their mere name from
    their own folder stay where they are.
    """
    modules = {posixpath.splitext(posixpath.basename(p))[0] for p in files if p.endswith(".py")}
    for path, text in sorted(files.items()):
        stem, ending = posixpath.splitext(posixpath.basename(path))
        imports = {word for line in _IMPORT.findall(text) for word in line.split(".")}
        if ending != ".py" or imports & modules or "__file__" in text or stem.startswith("_"):
            continue
        others = [other for p, other in files.items() if p != path]
        if any(stem in line.split(".") for other in others for line in _IMPORT.findall(other)):
            continue
        if "/" in path and any(f"/{stem}{ending}" not in o and stem in o for o in others):
            continue
        name = re.compile(rf"(?<![\w./-]){re.escape(path)}(?!\w)")
        moved = f"moved/{posixpath.basename(path)}"
        yield path, {moved if p == path else p: name.sub(moved, t) for p, t in files.items()}


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None
