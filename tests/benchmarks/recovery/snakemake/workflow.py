"""The rules of all Snakefiles of one workflow, and the commands that they run."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.recovery.dvc.values import load_mapping
from tests.benchmarks.recovery.snakemake.blocks import Rule, Snakefile, read_snakefile
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
    r"(?<!\{)\{(input|output|params)(?:\.(\w+)|\[['\"](\w+)['\"]\])?(?:\[(-?\d+)\])?(?::q)?\}(?!\})"
)


@dataclass(frozen=True, slots=True)
class WorkflowRule:
    """A rule with the file and the working directory that it belongs to.

    Attributes:
        file: relative to the root.
        folder: where its commands run, relative to the root.
        entries: of `input` and `output`.
        shell: its command with `{input…}` and `{output…}` replaced by the paths that they stand
            for, as source; those that only Snakemake can tell stay. None where there is no command.
        settings: of `params`, to find the code that the command names.
    """

    file: str
    folder: str
    rule: Rule
    entries: dict[str, Entries]
    shell: str | None
    settings: Entries = field(default_factory=list)

    @property
    def command(self) -> str:
        """The command as text, with the parameters that are told."""
        source = _fill(self.shell or "", {"params": self.settings})
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
                    found = read_entries(part.text, names) if part else []
                    names.rules.setdefault(rule.name, {})[directive] = found
        for name, snakefile in files:
            for rule in snakefile.rules:
                yield _make_rule(name, folder, rule, names)


def _make_rule(file: str, folder: str, rule: Rule, names: Names) -> WorkflowRule:
    shell, params = rule.directives.get("shell"), rule.directives.get("params")
    entries = names.rules[rule.name]
    command = _fill(shell.text, entries) if shell else None
    settings = read_entries(params.text, names) if params else []
    return WorkflowRule(file, folder, rule, entries, command, settings)


def _find_folder(file: str) -> str:
    """The folder that commands run in: above `workflow` and `rules`, where there are such."""
    parts = file.split("/")[:-1]
    for name in ("rules", "workflow"):
        if parts and parts[-1] == name:
            parts.pop()
    return "/".join(parts) or "."


def _read_names(root: Path, folder: str, files: list[Snakefile]) -> Names:
    names = Names()
    _assign(names, files)
    settings = [pair for snakefile in files for pair in snakefile.settings]
    named = [path for key, text in settings if key == "configfile" for path in _tell(text, names)]
    for name in named or [n for n in CONFIGURATIONS if (root / folder / n).is_file()][:1]:
        names.configuration |= load_mapping(root / posixpath.join(folder, name))
    _assign(names, files)  # once more, for what the configuration gives
    return names


def _tell(text: str, names: Names) -> tuple[str, ...]:
    return tuple(path for entry in read_entries(text, names) for path in entry.paths or ())


def _assign(names: Names, files: list[Snakefile]) -> None:
    for key, text in (pair for snakefile in files for pair in snakefile.assignments):
        call = parse_call(text)
        try:
            names.variables[key] = evaluate(call.args[0], names) if call and call.args else None
        except (UntoldError, TypeError):
            names.variables.pop(key, None)


def _fill(text: str, entries: dict[str, Entries]) -> str:
    """A command with the fields of some directives replaced, as far as they are told."""

    def fill(match: re.Match[str]) -> str:
        position = int(match[4]) if match[4] else None
        try:
            paths = find_paths(entries[match[1]], match[2] or match[3], position)
        except (UntoldError, KeyError):
            return match[0]
        return " ".join(re.sub(r"\{(\w+)\}", r"{wildcards.\1}", path) for path in paths)

    return _FIELD.sub(fill, text)
