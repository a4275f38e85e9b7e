"""The rules of all Snakefiles of one workflow, and the commands that they run."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.recovery.dvc.values import load_mapping
from tests.benchmarks.recovery.snakemake.blocks import Part, Rule, Snakefile, read_snakefile
from tests.benchmarks.recovery.snakemake.values import (
    Entries,
    Names,
    UntoldError,
    evaluate,
    find_paths,
    flatten,
    parse_call,
    read_entries,
)

LEFT_OUT = {".git", "node_modules", ".venv", "venv"}
DECLARING = ("output", "input")
CONFIGURATIONS = ("config/config.yaml", "config/config.yml", "config.yaml", "config.yml")
_FIELD = re.compile(
    r"(?<!\{)\{(input|output)(?:\.(\w+)|\[['\"](\w+)['\"]\])?(?:\[(-?\d+)\])?(?::q)?\}(?!\})"
)


@dataclass(frozen=True, slots=True)
class WorkflowRule:
    """A rule with the file and the working directory that it belongs to.

    Attributes:
        file: relative to the root.
        folder: where its commands run, relative to the root.
        entries: of `input` and `output`.
        shell: its command with `{input…}` and `{output…}` replaced by the paths that they stand
            for, as source; None where there is no command, or only Snakemake can tell a path.
    """

    file: str
    folder: str
    rule: Rule
    entries: dict[str, Entries]
    shell: str | None

    @property
    def command(self) -> str:
        """The command as text."""
        source = self.shell or ""
        call = parse_call(source)
        nodes = call.args if call else []
        try:
            texts = [text for node in nodes for text in flatten(evaluate(node, Names()))]
        except UntoldError:
            return source
        return " ".join(texts)


def find_files(root: Path) -> Iterator[Path]:
    """Every Snakefile and `*.smk` below a root."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        for name in sorted(names):
            if name.lower() == "snakefile" or name.endswith(".smk"):
                yield Path(folder, name)


def list_rules(root: Path) -> Iterator[WorkflowRule]:
    """The rules below a root; files with the same working directory share their names."""
    groups: dict[str, list[tuple[str, Snakefile]]] = {}
    for file in find_files(root):
        name = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8", errors="replace")
        groups.setdefault(_find_folder(name), []).append((name, read_snakefile(text)))
    for folder, files in groups.items():
        names = _read_names(root, folder, [snakefile for _, snakefile in files])
        for directive in DECLARING:
            for _, snakefile in files:
                for rule in snakefile.rules:
                    part = rule.directives.get(directive)
                    entries = read_entries(part.text, names) if part else []
                    names.rules.setdefault(rule.name, {})[directive] = entries
        for name, snakefile in files:
            for rule in snakefile.rules:
                shell = _fill_shell(rule.directives.get("shell"), names.rules[rule.name])
                yield WorkflowRule(name, folder, rule, names.rules[rule.name], shell)


def _find_folder(file: str) -> str:
    """The folder that commands run in: above `workflow` and `rules`, where there are such."""
    parts = file.split("/")[:-1]
    for name in ("rules", "workflow"):
        if parts and parts[-1] == name:
            parts.pop()
    return "/".join(parts) or "."


def _read_names(root: Path, folder: str, files: list[Snakefile]) -> Names:
    names = Names()
    settings = [pair for snakefile in files for pair in snakefile.settings]
    named = [text.strip("\"' \n") for key, text in settings if key == "configfile"]
    for name in named or [n for n in CONFIGURATIONS if (root / folder / n).is_file()][:1]:
        names.configuration |= load_mapping(root / posixpath.join(folder, name))
    for key, text in (pair for snakefile in files for pair in snakefile.assignments):
        call = parse_call(text)
        try:
            names.variables[key] = evaluate(call.args[0], names) if call and call.args else None
        except (UntoldError, TypeError):
            names.variables.pop(key, None)
    return names


def _fill_shell(part: Part | None, entries: dict[str, Entries]) -> str | None:
    if part is None:
        return None

    def fill(match: re.Match[str]) -> str:
        position = int(match[4]) if match[4] else None
        paths = find_paths(entries[match[1]], match[2] or match[3], position)
        return " ".join(re.sub(r"\{(\w+)\}", r"{wildcards.\1}", path) for path in paths)

    try:
        return _FIELD.sub(fill, part.text)
    except UntoldError:
        return None
