"""Shell scripts as files: their code, and what their comments tell a person to do."""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import folder_of, name_of, suffix_of
from mlaudit.parsers.shell.comments import told_in_comments
from mlaudit.parsers.shell.script import parse_script
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

_SUFFIXES = frozenset({".sh", ".bash", ".zsh", ".ksh", ".sbatch", ".slurm"})
_FOLDERS = frozenset({"scripts", "bin"})
_SHEBANG = lazy_regex(r"#!.*?\b(?:ba|z|k|da)?sh\b")


def claims(path: str) -> bool:
    """Shell scripts by extension, and files in script folders that may have a shebang."""
    suffix = suffix_of(path)
    if suffix:
        return suffix in _SUFFIXES
    return not name_of(path).startswith(".") and name_of(folder_of(path)) in _FOLDERS


def parse(path: str, data: bytes) -> Facts:
    """The script of a shell file; empty facts for a file without extension and shell shebang."""
    text = decode_text(data)
    known = suffix_of(path) in _SUFFIXES
    if not _is_shell(text, known=known):
        return Facts(path, "shell")
    script = parse_script(text)
    problems: tuple[Problem, ...] = ()
    if script.problem is not None:
        problems = (Problem(Place(path), script.problem, whole=not script.nodes),)
    return Facts(
        path, "shell", script=script, instructions=told_in_comments(path, text), problems=problems
    )


def _is_shell(text: str, *, known: bool) -> bool:
    first = text.partition("\n")[0]
    return bool(_SHEBANG.match(first)) or (known and not first.startswith("#!"))


PARSER = Parser("shell", claims, parse)
"""Reads `*.sh`, `*.bash`, `*.zsh`, Slurm jobs and extensionless scripts."""
