"""Snakemake as a system whose declarations can be read and hidden."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.recovery.paths import is_code
from tests.benchmarks.recovery.scripts import (
    NO_PYTHON,
    holds_code,
    list_scripts,
    list_stamps,
    runs_python,
)
from tests.benchmarks.recovery.snakemake.blocks import Part
from tests.benchmarks.recovery.snakemake.values import Entries, Names, read_entries
from tests.benchmarks.recovery.snakemake.workflow import WorkflowRule, find_files, list_rules
from tests.benchmarks.recovery.systems import DeclaredStep

HIDDEN = ("input", "output")
FURTHER = ("log", "benchmark")
ONLY_SNAKEMAKE = "only Snakemake can tell the code or all of the paths"
FROM_RULE = "the script takes its paths from the rule"
OWN_CODE = "code of the rule itself"
_UNTOLD_CODE = re.compile(r"python\S*\s+\S*\{|^\s*\S*\{\S*\.py|\{(input|params)\.\w*script\w*\}")
_FROM_RULE = re.compile(r"\bsnakemake\s*\.\s*(input|output|params)\b")


class SnakemakeSystem:
    """Rules whose command, or whose script by itself, says which files it works on."""

    kind = "snakemake-rule"

    def read_truth(self, root: Path) -> Iterator[DeclaredStep]:
        """The inputs and outputs of every rule below the root that is measured."""
        rules = list(list_rules(root))
        stamps = {stamp for rule in rules for stamp in _list_stamps(rule)}
        for rule in rules:
            if find_obstacle(root, rule) is None:
                yield _declare(root, rule, stamps)

    def list_left_out(self, root: Path) -> Iterator[str]:
        """Rules that have something to run and are not measured."""
        for rule in list_rules(root):
            obstacle = find_obstacle(root, rule)
            if obstacle:
                yield obstacle

    def hide_truth(self, root: Path) -> None:
        """Write into each command what `{input}` and `{output}` stand for, and take both away."""
        rules: dict[str, list[WorkflowRule]] = defaultdict(list)
        for rule in list_rules(root):
            rules[rule.file].append(rule)
        for file in find_files(root):
            name = file.relative_to(root).as_posix()
            rows = file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
            file.write_text("\n".join(_hide_rows(rows.split("\n"), rules[name])), encoding="utf-8")


def find_obstacle(root: Path, rule: WorkflowRule) -> str | None:
    """Why a rule is not measured; "" where it runs nothing, None where it is measured."""
    directives = rule.rule.directives
    script = directives.get("script") or directives.get("notebook")
    if script is not None:
        return _find_obstacle_of_script(root, rule, script)
    if "shell" not in directives:
        return OWN_CODE if "run" in directives else ""
    if not runs_python(list_scripts(root, rule.folder, rule.command)):
        return ONLY_SNAKEMAKE if _UNTOLD_CODE.search(rule.command) else NO_PYTHON
    entries = [entry for entries in rule.entries.values() for entry in entries]
    return ONLY_SNAKEMAKE if entries and all(each.paths is None for each in entries) else None


def _find_obstacle_of_script(root: Path, rule: WorkflowRule, script: Part) -> str | None:
    paths = [path for entry in read_entries(script.text, Names()) for path in entry.paths or ()]
    file = root / posixpath.dirname(rule.file) / (paths or [""])[0]
    if file.suffix not in (".py", ".ipynb") or not file.is_file():
        return NO_PYTHON
    text = file.read_text(encoding="utf-8", errors="replace")
    return FROM_RULE if _FROM_RULE.search(text) else None


def _list_stamps(rule: WorkflowRule) -> Iterator[str]:
    command = re.sub(r"\{wildcards\.(\w+)\}", r"{\1}", rule.command)
    for stamp in list_stamps(command):
        yield posixpath.normpath(posixpath.join(rule.folder, stamp))


def _declare(root: Path, rule: WorkflowRule, stamps: set[str]) -> DeclaredStep:
    """What a rule declares, without the stamps of others that it waits for."""
    files = (path for path in _place(rule, "input") if path not in stamps)
    reads = (path for path in files if not is_code(path) and not holds_code(root, path))
    return DeclaredStep(
        path=rule.file,
        name=rule.rule.name,
        template=rule.rule.name,
        reads=tuple(reads),
        writes=tuple(path for path in _place(rule, "output") if not is_code(path)),
        further_writes=tuple(path for name in FURTHER for path in _place(rule, name)),
        judges_reads=_is_told(rule, "input"),
        judges_writes=_is_told(rule, "output"),
    )


def _is_told(rule: WorkflowRule, directive: str) -> bool:
    return all(entry.paths is not None for entry in rule.entries.get(directive, ()))


def _place(rule: WorkflowRule, directive: str) -> Iterator[str]:
    """The paths of a directive, relative to the root."""
    part = rule.rule.directives.get(directive)
    entries: Entries = rule.entries.get(directive) or (
        read_entries(part.text, Names()) if part and directive in FURTHER else []
    )
    for path in dict.fromkeys(path for entry in entries for path in entry.paths or ()):
        outside = "://" in path or path.startswith("/")
        yield path if outside else posixpath.normpath(posixpath.join(rule.folder, path))


def _hide_rows(rows: list[str], rules: list[WorkflowRule]) -> list[str]:
    changed: dict[int, tuple[int, str | None]] = {}
    for rule in rules:
        for name, part in rule.rule.directives.items():
            if name in HIDDEN:
                changed[part.row] = (part.last, None)
            elif name == "shell" and rule.shell is not None:
                indent = rows[part.row][: len(rows[part.row]) - len(rows[part.row].lstrip())]
                changed[part.row] = (part.last, f"{indent}shell:\n{indent}    {rule.shell}")
    kept, index = [], 0
    while index < len(rows):
        last, text = changed.get(index, (index, rows[index]))
        if text is not None:
            kept.append(text)
        index = last + 1
    return kept
