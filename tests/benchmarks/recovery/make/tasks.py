"""What the rules of a makefile make, and the same as tasks whose names tell nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.recovery.make.expansion import UntoldError, cut, expand, expand_some, write
from tests.benchmarks.recovery.make.rules import Makefile, Rule

STEM = "$(stem)"
"""What the recipe of a pattern rule says for its stem: a variable that nothing sets."""
_OWN_NAME = re.compile(r"\$(?:[@*]|[({][@*][DF]?[)}])")


@dataclass(frozen=True, slots=True)
class Task:
    """One run of a recipe.

    Attributes:
        name: of the task that stands for it where the truth is hidden.
        rule: which it is of.
        targets, prerequisites: the files, `{stem}` for what varies.
        recipe: with automatic variables replaced.
        command: the recipe with all variables replaced that are told.
    """

    name: str
    rule: Rule
    targets: tuple[str, ...]
    prerequisites: tuple[str, ...]
    recipe: tuple[str, ...]
    command: str


def list_tasks(makefile: Makefile) -> Iterator[Task]:
    """A task for each target that is a file, or for each rule that makes several at once."""
    for rule in makefile.rules:
        head = _expand_head(makefile, rule)
        if head is None:
            continue
        names, prerequisites, pattern = head
        files = [name for name in names if is_file(makefile, name)]
        if not rule.recipe or not files:
            continue
        alone = any(_OWN_NAME.search(row) for row in rule.recipe) or "%" in pattern
        groups = [[name] for name in files] if alone else [files]
        for number, group in enumerate(groups):
            stem = _find_stem(pattern, group[0])
            yield _make_task(makefile, rule, number, (group, prerequisites), stem)


def count_untold(makefile: Makefile) -> int:
    """How many rules with a recipe have targets or prerequisites that only make can tell."""
    return sum(bool(rule.recipe) and not _expand_head(makefile, rule) for rule in makefile.rules)


def _expand_head(makefile: Makefile, rule: Rule) -> tuple[list[str], list[str], str] | None:
    try:
        return (
            expand(rule.targets, makefile.values).split(),
            expand(rule.prerequisites, makefile.values).split(),
            expand(rule.pattern, makefile.values),
        )
    except UntoldError:
        return None


def is_file(makefile: Makefile, name: str) -> bool:
    """Whether a target names a file: bare words are tasks more often than not."""
    return name not in makefile.phony and ("/" in name or "." in name.strip(".") or "%" in name)


def fill_automatic(text: str, values: dict[str, str]) -> str:
    """A recipe with the automatic variables replaced (manual, 10.5.3), all others as written."""
    pieces = []
    for plain, reference in cut(text):
        pieces.append(plain)
        if reference in values:
            pieces.append(values[reference])
        elif reference:
            pieces.append(write(fill_automatic(reference, values)))
    return "".join(pieces)


def _make_task(
    makefile: Makefile,
    rule: Rule,
    number: int,
    names: tuple[list[str], list[str]],
    stem: str,
) -> Task:
    targets, prerequisites = ([name.replace("%", stem, 1) for name in part] for part in names)
    automatic = {
        "@": targets[0],
        "<": (prerequisites or [""])[0],
        "^": " ".join(dict.fromkeys(prerequisites)),
        "+": " ".join(prerequisites),
        "?": " ".join(prerequisites),
        "*": stem,
    }
    for sign, value in list(automatic.items()):
        parts = [posixpath.split(word) for word in value.split()]
        automatic[f"{sign}D"] = " ".join(folder or "." for folder, _ in parts)
        automatic[f"{sign}F"] = " ".join(name for _, name in parts)
    recipe = tuple(fill_automatic(row, automatic) for row in rule.recipe)
    told = [expand_some(row.lstrip("@-+ "), makefile.values) for row in recipe]
    return Task(
        name=f"step_{rule.first + 1}_{number}",
        rule=rule,
        targets=tuple(name.replace(STEM, "{stem}") for name in targets),
        prerequisites=tuple(name.replace(STEM, "{stem}") for name in prerequisites),
        recipe=recipe,
        command=re.sub(r"\\\n", " ", "\n".join(told)),
    )


def _find_stem(pattern: str, target: str) -> str:
    if "%" in target:
        return STEM
    head, percent, tail = pattern.partition("%")
    return target[len(head) : len(target) - len(tail)] if percent else "%"
