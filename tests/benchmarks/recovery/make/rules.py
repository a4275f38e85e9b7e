"""The rules of one makefile, with the rows in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from tests.benchmarks.recovery.make.expansion import UntoldError, expand

_ASSIGNMENT = re.compile(
    r"\s*(?:(?:export|override|private)\s+)*([^\s:#=+?!]+)\s*(:{0,3}=|\?=|\+=)\s*(.*)", re.DOTALL
)
_SPECIAL = re.compile(r"\.[A-Z_]+$")
_OTHER = re.compile(r"\s*(ifeq|ifneq|ifdef|ifndef|else|endif|-?include|export|unexport|vpath)\b")


@dataclass(slots=True)
class Rule:
    """A rule as written.

    Attributes:
        first, last: rows of its head.
        targets, pattern, prerequisites: unexpanded text; order-only prerequisites are left out.
        recipe: its rows without the tab.
    """

    first: int
    last: int
    targets: str
    pattern: str
    prerequisites: str
    recipe: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Makefile:
    """The rows of a makefile, its rules, its variables, and the names that are no files."""

    rows: list[str]
    rules: list[Rule] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    phony: set[str] = field(default_factory=set)


def read_makefile(text: str) -> Makefile:
    """Read a makefile; what it includes is not followed, and both sides of conditions count."""
    makefile = Makefile(text.replace("\r\n", "\n").split("\n"))
    rule: Rule | None = None
    for first, last, line in _join_rows(makefile.rows):
        if line.startswith("\t"):
            if rule is not None:
                rule.recipe += [row.removeprefix("\t") for row in makefile.rows[first : last + 1]]
            continue
        bare = re.sub(r"(?<!\\)#.*", "", line).rstrip()
        if not bare.strip() or _OTHER.match(bare):
            continue
        rule = None
        if assignment := _ASSIGNMENT.fullmatch(bare):
            _assign(makefile.values, *assignment.groups())
        elif (head := _read_head(bare)) is not None:
            rule = Rule(first, last, *head)
            _add(makefile, rule)
    return makefile


def _join_rows(rows: list[str]) -> Iterator[tuple[int, int, str]]:
    """First row, last row and text of each logical line."""
    index = 0
    while index < len(rows):
        first = index
        while rows[index].endswith("\\") and index + 1 < len(rows):
            index += 1
        yield first, index, " ".join(row.rstrip("\\") for row in rows[first : index + 1])
        index += 1


def _assign(values: dict[str, str], name: str, operator: str, value: str) -> None:
    if operator == "?=" and name in values:
        return
    if operator == "+=" and name in values:
        value = f"{values[name]} {value}"
    elif operator.startswith(":"):
        with suppress(UntoldError):
            value = expand(value, values).replace("$", "$$")
    if f"$({name})" in value or f"${{{name}}}" in value:
        values.pop(name, None)
    else:
        values[name] = value


def _read_head(line: str) -> tuple[str, str, str] | None:
    """Targets, target pattern and prerequisites; None for what is no rule."""
    parts = _split_colons(line)
    if len(parts) < 2 or _ASSIGNMENT.fullmatch(parts[1]) or ";" in line:
        return None
    *pattern, prerequisites = [part for part in parts[1:] if part or len(parts) == 2]
    return parts[0].rstrip("& "), " ".join(pattern).strip(), prerequisites.partition("|")[0]


def _split_colons(line: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, sign in enumerate(line):
        depth += (sign in "({") - (sign in ")}")
        if sign == ":" and depth == 0:
            parts.append(line[start:index])
            start = index + 1
    return [*parts, line[start:]]


def _add(makefile: Makefile, rule: Rule) -> None:
    if not _SPECIAL.match(rule.targets.strip()):
        makefile.rules.append(rule)
    elif rule.targets.strip() == ".PHONY":
        try:
            makefile.phony.update(expand(rule.prerequisites, makefile.values).split())
        except UntoldError:
            makefile.phony.update(rule.prerequisites.split())
