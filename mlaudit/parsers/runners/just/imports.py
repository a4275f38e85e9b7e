"""Recipes that a justfile takes from other files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mlaudit.model.data import Scalar
from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.patterns import lazy_regex

Reader = Callable[[str, str], tuple[DeclaredStep, ...]]
"""The recipes of a file, by its path and its text."""

_IMPORT = lazy_regex(r"^import\??[ \t]+[\"']([^\"'\n]+)[\"']", re.MULTILINE)
_MODULE = lazy_regex(r"^mod\??[ \t]+([\w-]+)(?:[ \t]+[\"']([^\"'\n]+)[\"'])?", re.MULTILINE)
_MAXIMUM_DEPTH = 4


def imported_steps(
    path: str, text: str, kind: StepKind, read: Reader, look_up: Lookup
) -> Iterator[DeclaredStep]:
    """A step for each recipe of the files that a justfile imports, which starts that recipe."""
    for prefix, file, line, recipes in _files(path, path, text, read, look_up, 0):
        by_name = {recipe.name: recipe for recipe in recipes}
        for recipe in recipes:
            place = Place(path, line)
            before = _needed(recipe.name, by_name)
            yield DeclaredStep(
                kind,
                f"{prefix}{recipe.name}",
                place,
                f"imports.{prefix}{recipe.name}",
                runs=tuple(Run(place, step=f"{file}:{name}") for name in before),
                gates=recipe.gates,
                inputs=recipe.inputs,
                group=path,
            )


def _files(
    main: str, path: str, text: str, read: Reader, look_up: Lookup, depth: int
) -> Iterator[tuple[str, str, int, tuple[DeclaredStep, ...]]]:
    """(prefix of names, path, line, recipes) of what a file imports, and what that imports."""
    for prefix, names, position in _named(text):
        for name in names:
            file = join_path(folder_of(path), name)
            data = look_up(file)
            # What is imported runs in the folder of the justfile, as a module does in its own.
            elsewhere = not prefix and folder_of(file) != folder_of(main)
            if not isinstance(data, Scalar) or file == main or elsewhere:
                continue
            line = text.count("\n", 0, position) + 1
            inner = str(data.value)
            yield prefix, file, line, read(file, inner)
            if depth < _MAXIMUM_DEPTH and not prefix:
                for deeper, other, _, recipes in _files(
                    main, file, inner, read, look_up, depth + 1
                ):
                    yield deeper, other, line, recipes
            break


def _named(text: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """(prefix of names, places where the file may lie, position) of imports and modules."""
    for match in _IMPORT.finditer(text):
        yield "", (match[1],), match.start()
    for match in _MODULE.finditer(text):
        name = match[1]
        usual = (f"{name}.just", f"{name}/mod.just", f"{name}/justfile", f"{name}/.justfile")
        yield f"{name}::", (match[2],) if match[2] else usual, match.start()


def _needed(name: str, recipes: dict[str, DeclaredStep]) -> list[str]:
    """A recipe behind those that it needs, each once."""
    found: dict[str, None] = {}

    def visit(current: str, active: frozenset[str]) -> None:
        recipe = recipes.get(current)
        if recipe is None or current in found or current in active:
            return
        for before in recipe.after:
            visit(before, active | {current})
        found[current] = None

    visit(name, frozenset())
    return list(found)
