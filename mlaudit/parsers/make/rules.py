"""The rules and variables of a makefile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mlaudit.model.immutable import immutable
from mlaudit.parsers.make.lines import Line, read_lines, strip_comment
from mlaudit.parsers.make.variables import Variables, split_words
from mlaudit.patterns import lazy_regex

_ASSIGNMENT = lazy_regex(
    r"\s*((?:(?:export|override|private|unexport)\s+)*)([^\s:#=+?!]+)\s*(:{0,3}=|\?=|\+=|!=)\s?(.*)",
    re.DOTALL,
)
_CONDITION = lazy_regex(r"\s*(ifeq|ifneq|ifdef|ifndef|else|endif)\b")
_DIRECTIVE = lazy_regex(r"\s*(?:-?include|sinclude|vpath|undefine|load|unexport)\b")
_EXPORT = lazy_regex(r"\s*export\b(?!\s*:)\s*(.*)")
_SPECIAL = lazy_regex(r"\.[A-Z_]+")


@immutable
class Rule:
    """A rule: its targets are made from its prerequisites by its recipe.

    Attributes:
        targets, prerequisites: expanded; order-only prerequisites follow the others.
        normal: number of prerequisites that are not order-only.
        pattern: the target pattern of a static pattern rule, or "".
        recipe: recipe lines as written.
        line: of the file.
        variables: target-specific variables, unexpanded.
        conditional: it stands in a conditional part.
    """

    targets: tuple[str, ...]
    prerequisites: tuple[str, ...]
    normal: int
    line: int
    pattern: str = ""
    recipe: list[Line] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    conditional: bool = False


@dataclass(slots=True)
class Makefile:
    """What a makefile says.

    Attributes:
        rules: in file order.
        variables: after the whole file.
        phony: names that are no files.
        one_shell: recipes run in one shell.
        unread: (line, text) of lines that are no makefile syntax.
    """

    rules: list[Rule] = field(default_factory=list)
    variables: Variables = field(default_factory=Variables)
    phony: set[str] = field(default_factory=set)
    one_shell: bool = False
    unread: list[tuple[int, str]] = field(default_factory=list)


def read_makefile(
    text: str, path: str, given: Mapping[str, str] | None = None, *, weak: bool = False
) -> Makefile:
    """Read the text of the makefile at `path`. Both branches of a conditional are kept.

    Args:
        text: of the file.
        path: of the file.
        given: variables of the command line, which what the file says does not outdo.
        weak: they are of the environment, and it does.
    """
    makefile = Makefile()
    for name, value in (given or {}).items():
        makefile.variables.values[name] = value.replace("$", "$$")
        (makefile.variables.inherited if weak else makefile.variables.fixed).add(name)
    makefile.variables.values["MAKEFILE_LIST"] = path.rpartition("/")[2]
    open_rule: Rule | None = None
    depth = 0
    for line in read_lines(text):
        if line.recipe and open_rule is not None:
            open_rule.recipe.append(line)
            continue
        condition = _CONDITION.match(line.text) if not line.defines else None
        if condition:
            depth += condition[1].startswith("if") - (condition[1] == "endif")
            continue
        rule = _read_line(makefile, line, conditional=depth > 0)
        if rule is not None:
            makefile.rules.append(rule)
        if not line.recipe:
            open_rule = rule
    return makefile


def _read_line(makefile: Makefile, line: Line, *, conditional: bool) -> Rule | None:
    variables = makefile.variables
    if line.defines:
        variables.assign(line.defines, "=", line.text, weak=conditional)
        return None
    text = strip_comment(line.text)
    if not text.strip() or _DIRECTIVE.match(text):
        return None
    if assignment := _ASSIGNMENT.fullmatch(text):
        name = variables.expand(assignment[2])
        words = assignment[1].split()
        if "override" in words:
            variables.fixed.discard(name)
        variables.assign(name, assignment[3], assignment[4], weak=conditional)
        if "export" in words:
            variables.exported.add(name)
        return None
    if export := _EXPORT.fullmatch(text):
        names = split_words(variables.expand(export[1]))
        variables.exported.update(name for name in names if name.isidentifier())
        return None
    if ":" not in text:
        expanded = variables.expand(text).strip()
        if expanded and "$" not in text:
            makefile.unread.append((line.number, text.strip()))
        return None
    return _read_rule(makefile, line.number, text, conditional=conditional)


def _read_rule(makefile: Makefile, number: int, text: str, *, conditional: bool) -> Rule | None:
    head, recipe = _split_recipe(text)
    left, right = _split_colon(head)
    expand = makefile.variables.expand
    targets = tuple(split_words(expand(left)))
    if not targets:
        return None
    if specific := _ASSIGNMENT.fullmatch(right):
        return Rule(targets, (), 0, number, variables={specific[2]: specific[4]})
    pattern = ""
    if _find_outside(right, ":") >= 0 and "%" in right:
        pattern, right = _split_colon(right)
    normal, _, order_only = right.partition("|")
    first, second = split_words(expand(normal)), split_words(expand(order_only))
    if _SPECIAL.fullmatch(targets[0]):
        _read_special(makefile, targets[0], first)
        return None
    lines = [] if recipe is None else [Line(recipe.lstrip(), number, recipe=True)]
    return Rule(
        targets,
        tuple(first + second),
        len(first),
        number,
        expand(pattern).strip(),
        lines,
        conditional=conditional,
    )


def _read_special(makefile: Makefile, target: str, prerequisites: list[str]) -> None:
    if target == ".PHONY":
        makefile.phony.update(prerequisites)
    elif target == ".ONESHELL":
        makefile.one_shell = True


def _split_recipe(text: str) -> tuple[str, str | None]:
    index = _find_outside(text, ";")
    return (text, None) if index < 0 else (text[:index], text[index + 1 :])


def _split_colon(text: str) -> tuple[str, str]:
    index = _find_outside(text, ":")
    if index < 0:
        return text, ""
    return text[:index].rstrip("&"), text[index + 1 :].removeprefix(":")


def _find_outside(text: str, sign: str) -> int:
    depth = 0
    for index, character in enumerate(text):
        depth += (character in "({") - (character in ")}")
        if character == sign and depth <= 0 and not _is_drive(text, index):
            return index
    return -1


def _is_drive(text: str, index: int) -> bool:
    return index > 0 and text[index - 1].isalpha() and text[index + 1 : index + 2] == "\\"
