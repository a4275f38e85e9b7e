"""Make targets as steps."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mlaudit.model.facts import Declaration, DeclaredStep, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.make.functions import FUNCTIONS, matches
from mlaudit.parsers.make.rules import Makefile, Rule
from mlaudit.parsers.make.variables import Variables, split_words, to_path
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.shell.separate import parse_separately
from mlaudit.parsers.shell.templates import mark_hole, unmark_holes
from mlaudit.patterns import lazy_regex

STEM = mark_hole("{stem}")
"""What a pattern rule's `%` stands for."""

_PREFIX = lazy_regex(r"[@\-+\s]+")
_OWN_NAME = lazy_regex(r"\$(?:[@*]|[({][@*][DF]?[)}])")


@immutable
class Target:
    """One target of a rule, or of all rules that name it.

    Attributes:
        name: as written, with `%` in pattern rules.
        stem: what `%` stands for, or "".
        prerequisites: expanded; `normal` of them are not order-only.
        rule: the rule whose recipe makes it.
        variables: target-specific variables.
    """

    name: str
    stem: str
    prerequisites: tuple[str, ...]
    normal: int
    rule: Rule
    variables: tuple[tuple[str, str], ...]


def find_targets(makefile: Makefile) -> list[Target]:
    """The targets in file order; rules for the same target are joined."""
    found: dict[str, Target] = {}
    specific: dict[str, dict[str, str]] = {}
    for rule in makefile.rules:
        for name in rule.targets:
            if rule.variables:
                specific.setdefault(name, {}).update(rule.variables)
                continue
            target = _one_target(rule, name)
            found[name] = _join(found[name], target) if name in found else target
    return [
        replace(target, variables=tuple(specific.get(name, {}).items()))
        for name, target in found.items()
    ]


def _one_target(rule: Rule, name: str) -> Target:
    stem = STEM if "%" in name and not rule.pattern else matches(rule.pattern, name) or ""
    prerequisites = tuple(p.replace("%", stem, 1) if stem else p for p in rule.prerequisites)
    return Target(name, stem, prerequisites, rule.normal, rule, ())


def _join(first: Target, second: Target) -> Target:
    normal = first.prerequisites[: first.normal] + second.prerequisites[: second.normal]
    late = first.prerequisites[first.normal :] + second.prerequisites[second.normal :]
    newer = second.rule.recipe and (not first.rule.recipe or not second.rule.conditional)
    base = second if newer else first
    joined = tuple(dict.fromkeys(normal))
    return replace(base, prerequisites=(*joined, *late), normal=len(joined))


def build_steps(makefile: Makefile, path: str) -> Iterator[DeclaredStep]:
    """The targets of the makefile at `path` as steps, the default goal first."""
    targets = find_targets(makefile)
    goal = makefile.variables.values.get(".DEFAULT_GOAL", "").strip()
    targets.sort(key=lambda target: target.name != goal)
    real = {t.name: _is_file(makefile, t) for t in targets}
    folder = posixpath.dirname(path)
    for target in targets:
        place = Place(path, target.rule.line)
        local = _automatic(target)
        fixed = makefile.variables.fixed
        for name, value in ((n, v) for n, v in target.variables if n not in fixed):
            local.setdefault(name, makefile.variables.expand(value, local))
        runs = _runs(makefile, target, local, place)
        wanted = dict.fromkeys(target.prerequisites)
        files = [p for p in wanted if real.get(p, p not in makefile.phony) and p != ".PHONY"]
        writes = [target.name.replace("%", STEM, 1)] if real[target.name] else []
        name = _step_name(target.name)
        yield DeclaredStep(
            StepKind.MAKE_TARGET,
            name,
            place,
            f"targets.{name}",
            runs=runs,
            directory=folder or ".",
            reads=tuple(_declare(folder, file, place, "prerequisite") for file in files),
            writes=tuple(_declare(folder, file, place, "target") for file in writes),
            after=_after(target, targets),
            environment=_environment(makefile.variables, local),
            group=path,
        )


def _is_file(makefile: Makefile, target: Target) -> bool:
    """Whether a target names a file.

    `.PHONY` is often forgotten: a bare word that its recipe never uses as its own name is taken
    for the name of a task. A rule for `%` alone catches words that are no targets.
    """
    if target.name in makefile.phony or target.name.strip() == "%":
        return False
    last = posixpath.basename(target.name)
    if "/" in target.name or "%" in target.name or "." in last.strip("."):
        return True
    recipe = "\n".join(line.text for line in target.rule.recipe)
    return bool(recipe) and bool(_OWN_NAME.search(recipe))


def _automatic(target: Target) -> dict[str, str]:
    """The automatic variables (GNU make manual 10.5.3)."""
    name = target.name.replace("%", STEM, 1) if target.stem == STEM else target.name
    normal = target.prerequisites[: target.normal]
    values = {
        "@": name,
        "<": normal[0] if normal else "",
        "^": " ".join(dict.fromkeys(normal)),
        "+": " ".join(normal),
        "?": " ".join(dict.fromkeys(normal)),
        "|": " ".join(target.prerequisites[target.normal :]),
        "*": target.stem,
    }
    for sign, value in list(values.items()):
        folders = FUNCTIONS["dir"]([value]).split()
        values[sign + "D"] = " ".join(folder.rstrip("/") or "/" for folder in folders)
        values[sign + "F"] = FUNCTIONS["notdir"]([value])
    return values


def _runs(
    makefile: Makefile, target: Target, local: dict[str, str], place: Place
) -> tuple[Run, ...]:
    lines: list[tuple[str, int]] = []
    for line in target.rule.recipe:
        text = makefile.variables.expand(line.text, local)
        # A multi-line variable gives several recipe lines, all from the line that uses it.
        pieces = [text] if text.count("\n") == line.text.count("\n") else text.split("\n")
        lines += [
            (_PREFIX.sub("", piece, count=1), line.number)
            if _PREFIX.match(piece)
            else (piece, line.number)
            for piece in pieces
            if piece.strip()
        ]
    if not lines:
        return ()
    script = _one_shell(lines) if makefile.one_shell else parse_separately(lines)
    return (Run(Place(place.path, lines[0][1]), script=script),)


def _one_shell(lines: list[tuple[str, int]]) -> Script:
    first = lines[0][1]
    rows: list[str] = []
    for text, number in lines:
        rows += [""] * (number - first - len(rows))
        rows += text.split("\n")
    return parse_script("\n".join(rows), first)


def _declare(folder: str, word: str, place: Place, role: str) -> Declaration:
    path = to_path(word)
    if not path.startswith("~"):
        path = posixpath.normpath(posixpath.join(folder, path))
    return Declaration(path, place, role)


def _after(target: Target, targets: list[Target]) -> tuple[str, ...]:
    names = {t.name for t in targets}
    patterns = [t.name for t in targets if "%" in t.name]
    found = (_maker(word, names, patterns) for word in dict.fromkeys(target.prerequisites))
    return tuple(_step_name(n) for n in found if n is not None and n != target.name)


def _step_name(name: str) -> str:
    return unmark_holes(name.replace("%", STEM, 1))


def _maker(word: str, names: Iterable[str], patterns: list[str]) -> str | None:
    if word in names:
        return word
    matching = [p for p in patterns if matches(p, word) and p.strip("%")]
    return max(matching, key=len, default=None)


def _environment(variables: Variables, local: dict[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for name in sorted(variables.exported):
        value = variables.expand(f"$({name})", local)
        known = len(split_words(value)) <= 1 and unmark_holes(value) == value
        pairs.append((name, value if known else ""))
    return tuple(pairs)
