"""The statements of a justfile: settings, variables, aliases and recipes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mlaudit.model.immutable import immutable
from mlaudit.parsers.runners.just.expressions import Names, Token, closing, tokenize
from mlaudit.patterns import lazy_regex

Attributes = dict[str, list[Token]]

_ASSIGNMENT = lazy_regex(r"(?P<export>export\s+)?(?P<name>[A-Za-z_][\w-]*)\s*:=(?P<value>.*)", re.S)
_SETTING = lazy_regex(r"set\s+(?P<name>[a-z-]+)\s*(?::=(?P<value>.*))?", re.S)
_ALIAS = lazy_regex(r"alias\s+(?P<name>[\w-]+)\s*:=\s*(?P<target>[\w-]+)\s*(?:#.*)?")
_OTHER = lazy_regex(r"(?:import|mod)\??\s|unexport\s")
_BLOCK = lazy_regex(r"'''|\"{3}|`{3}")
_MOST_ROWS = 500
"""Rows that one assignment may take; a quote that nobody closes would take the whole file."""


@immutable
class Parameter:
    """A parameter of a recipe; one that may be left out has a default."""

    name: str
    default: tuple[Token, ...] | None
    exported: bool


@immutable
class Dependency:
    """A recipe that runs before another one, or after it, with the arguments it is given."""

    name: str
    arguments: tuple[tuple[Token, ...], ...]
    late: bool


@dataclass(slots=True)
class Recipe:
    """A recipe; `body` holds (text, line) of its lines without their common indent."""

    name: str
    line: int
    parameters: tuple[Parameter, ...]
    dependencies: tuple[Dependency, ...]
    attributes: Attributes
    body: list[tuple[str, int]] = field(default_factory=list)


@dataclass(slots=True)
class Justfile:
    """What a justfile says."""

    names: Names = field(default_factory=Names)
    exported: list[str] = field(default_factory=list)
    settings: dict[str, list[Token]] = field(default_factory=dict)
    aliases: dict[str, tuple[str, int]] = field(default_factory=dict)
    recipes: list[Recipe] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)


def read_justfile(text: str) -> Justfile:
    """Read the statements; lines that are none are kept in `unread`."""
    found = Justfile()
    rows = text.split("\n")
    attributes: Attributes = {}
    index = 0
    while index < len(rows):
        start, row = index, rows[index]
        index += 1
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        if row[0] in " \t":
            found.unread.append((start + 1, row))
            continue
        if row.startswith("["):
            attributes |= _read_attributes(row)
            continue
        while index < len(rows) and index - start < _MOST_ROWS and _is_open(row):
            row += "\n" + rows[index]
            index += 1
        recipe = None if _read_statement(found, row, start + 1) else _read_header(row, start + 1)
        if recipe is not None:
            recipe.attributes = attributes
            index = _read_body(recipe, rows, index)
            found.recipes.append(recipe)
        attributes = {}
    return found


def _is_open(row: str) -> bool:
    """Does a statement go on in the next row?"""
    if row.endswith("\\") or len(_BLOCK.findall(row)) % 2:
        return True
    if ":=" not in row:
        return False
    marks = [text for kind, text in tokenize(row) if kind in ("mark", "other")]
    opened = sum(marks.count(mark) for mark in "([{") - sum(marks.count(mark) for mark in ")]}")
    return opened > 0 or any(mark in "'\"`" for mark in marks)


def _read_statement(found: Justfile, row: str, line: int) -> bool:
    """Note a setting, an alias or a variable; False where the row is none of them."""
    if match := _SETTING.fullmatch(row):
        found.settings[match["name"]] = tokenize(match["value"] or "true")
    elif match := _ALIAS.fullmatch(row):
        found.aliases[match["name"]] = match["target"], line
    elif match := _ASSIGNMENT.fullmatch(row):
        found.names.expressions[match["name"]] = tokenize(match["value"])
        if match["export"]:
            found.exported.append(match["name"])
    elif not _OTHER.match(row):
        if _read_header(row, line) is not None:
            return False
        found.unread.append((line, row))
    return True


def _read_attributes(row: str) -> Attributes:
    """`[private, confirm("Sure?")]`, `[working-directory: "x"]`: the tokens of what is given."""
    tokens = tokenize(row)
    found: Attributes = {}
    name = ""
    for kind, text in tokens[1 : closing(tokens, 0)]:
        if kind == "name" and not (name and found[name]):
            found[name := text] = []
        elif kind == "text" and name:
            found[name].append((kind, text))
        elif text == ",":
            name = ""
    return found


def _read_header(row: str, line: int) -> Recipe | None:
    tokens = [token for token in tokenize(row.replace("\\\n", " ")) if token[1] != "\n"]
    tokens = tokens[1:] if tokens[:1] == [("mark", "@")] else tokens
    colon = next((i for i, token in enumerate(tokens) if token == ("mark", ":")), None)
    if colon is None or not colon or tokens[0][0] != "name":
        return None
    parameters = _read_parameters(tokens[1:colon])
    return Recipe(tokens[0][1], line, parameters, _read_dependencies(tokens[colon + 1 :]), {})


def _read_parameters(tokens: Sequence[Token]) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    marks, index = "", 0
    while index < len(tokens):
        kind, text = tokens[index]
        index += 1
        if kind != "name":
            marks += text
            continue
        default: tuple[Token, ...] | None = (("text", "''"),) if "*" in marks else None
        if tokens[index : index + 1] == [("mark", "=")]:
            end = closing(tokens, index + 1) + 1
            default, index = tuple(tokens[index + 1 : end]), end
        found.append(Parameter(text, default, "$" in marks))
        marks = ""
    return tuple(found)


def _read_dependencies(tokens: Sequence[Token]) -> tuple[Dependency, ...]:
    found: list[Dependency] = []
    late, index = False, 0
    while index < len(tokens):
        kind, text = tokens[index]
        end = closing(tokens, index)
        if text == "&&":
            late = True
        elif text == "(" and index + 1 < end:
            arguments = _split_arguments(tokens[index + 2 : end])
            found.append(Dependency(tokens[index + 1][1], arguments, late))
        elif kind == "name":
            found.append(Dependency(text, (), late))
        index = end + 1
    return tuple(found)


def _split_arguments(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], ...]:
    """Arguments stand beside each other; `+` and `/` join what is on both sides."""
    found: list[list[Token]] = []
    index, joined = 0, False
    while index < len(tokens):
        joins = tokens[index][1] in ("+", "/")
        called = index + 1 < len(tokens) and tokens[index + 1][1] == "("
        is_call = tokens[index][0] == "name" and called
        end = closing(tokens, index + 1 if is_call else index) + 1
        if found and (joins or joined):
            found[-1] += tokens[index:end]
        else:
            found.append(list(tokens[index:end]))
        index, joined = end, joins
    return tuple(tuple(argument) for argument in found)


def _read_body(recipe: Recipe, rows: Sequence[str], index: int) -> int:
    """Take the indented rows; the index of the first row behind them."""
    start = index
    while index < len(rows) and (not rows[index].strip() or rows[index][0] in " \t"):
        index += 1
    body = [(rows[i], i + 1) for i in range(start, index)]
    while body and not body[-1][0].strip():
        body.pop()
    first = next((row for row, _ in body if row.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    recipe.body = [(row.removeprefix(indent), line) for row, line in body]
    return index
