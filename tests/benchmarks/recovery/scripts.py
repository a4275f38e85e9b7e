"""Which code of the repository a stage's command runs."""

from __future__ import annotations

import os
import posixpath
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from tests.benchmarks.recovery.dvc.values import load_mapping

SCRIPT_SUFFIXES = (".py", ".ipynb", ".sh", ".R", ".r", ".Rmd", ".qmd")
# Programs that run something else, named after them.
RUNNERS = re.compile(
    r"pytest|pip|papermill|nbconvert|jupyter|torch\.distributed\.(launch|run)|coverage|cProfile"
    r"|accelerate\.commands\.launch|memory_profiler|ipykernel|spacy|mlflow"
)
STARTERS = re.compile(r"python|run|accelerate|launch")
INTERPRETER = re.compile(r"(^|/)python[0-9.]*$")
FOLDERS = 40
NO_PYTHON = "no Python file or notebook of the repository runs"


def list_scripts(root: Path, folder: str, command: str) -> Iterator[str]:
    """The scripts, notebooks and modules of the repository that a command line names."""
    for part in re.split(r"&&|;|\|\||\n|\|", command):
        words = _split(part.strip())
        if len(words) > 1 and words[0] == "cd":
            folder = posixpath.normpath(posixpath.join(folder, words[1]))
            continue
        script = _find_script(root, folder, words)
        if script:
            yield script


def list_stamps(command: str) -> Iterator[str]:
    """The files that a command only touches, to say that it has run: nobody reads them."""
    for part in re.split(r"&&|;|\|\||\n|\|", command):
        words = _split(part.strip())
        if words[:1] == ["touch"]:
            yield from (posixpath.normpath(word) for word in words[1:] if word[0] != "-")


def runs_python(scripts: Iterable[str]) -> bool:
    """Whether there is Python among the scripts that a command runs."""
    return any(script.endswith((".py", ".ipynb")) for script in scripts)


def holds_code(root: Path, path: str) -> bool:
    """Whether a path is a directory with Python files in it or not far below it."""
    walk = os.walk(root / path)
    return any(name.endswith(".py") for _, _, names in islice(walk, FOLDERS) for name in names)


def _split(part: str) -> list[str]:
    try:
        return shlex.split(part, comments=True)
    except ValueError:
        return part.split()


def _find_script(root: Path, folder: str, words: Sequence[str]) -> str | None:
    skipped = -1
    for index, word in enumerate(words):
        before, after = words[:index], words[index + 1 : index + 2]
        if index == skipped:
            continue
        if word == "-m" and after and STARTERS.search(" ".join(before)):
            if not RUNNERS.fullmatch(after[0]):
                return _find_module(root, folder, after[0])
            skipped = index + 1
        elif word.endswith(SCRIPT_SUFFIXES):
            return _find_file(root, folder, [word])
        elif before and INTERPRETER.search(before[-1]) and not word.startswith("-"):
            found = _find_file(root, folder, [f"{word}/__main__.py", f"{word}.py"])
            if found:
                return found
    return _find_console_script(root, words[0]) if len(words) > 1 else None


def _find_file(root: Path, folder: str, names: Sequence[str]) -> str | None:
    paths = (posixpath.normpath(posixpath.join(folder, name)) for name in names)
    return next((path for path in paths if (root / path).exists()), None)


def _find_module(root: Path, folder: str, module: str) -> str | None:
    name = module.replace(".", "/")
    files = (f"{name}.py", f"{name}/__main__.py", f"{name}/__init__.py")
    bases = [folder, posixpath.join(folder, "src"), ".", "src", "lib", "python", "scripts"]
    return next((found for base in bases if (found := _find_file(root, base, files))), None)


def _find_console_script(root: Path, name: str) -> str | None:
    target = dict(_list_console_scripts(root)).get(name)
    return _find_module(root, ".", target.partition(":")[0]) if target else None


def _list_console_scripts(root: Path) -> Iterator[tuple[str, str]]:
    project = load_mapping(root / "pyproject.toml")
    tables = (project.get("project", {}), project.get("tool", {}).get("poetry", {}))
    for table in tables:
        for name, target in table.get("scripts", {}).items():
            if isinstance(target, str):
                yield name, target
    for file in (root / "setup.py", root / "setup.cfg"):
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            yield from re.findall(r"([\w-]+)\s*=\s*([\w.]+:[\w.]+)", text)
