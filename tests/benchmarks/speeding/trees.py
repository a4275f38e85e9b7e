"""The trees that are measured, and the commands that read them."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mlaudit.discover import discover
from mlaudit.reading import MAX_FILE_SIZE, is_read

LIMIT = Path(__file__).parent / "limit.py"
NO_CACHE = {"MLAUDIT_NO_CACHE": "1"}

Command = tuple[Sequence[str], Mapping[str, str]]
"""Words, and variables of the environment."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program to compare with.

    Attributes:
        name: for the table.
        command: with `{tree}` where the folder goes.
    """

    name: str
    command: str

    @classmethod
    def parse(cls, text: str) -> Peer:
        """From `name=command {tree}`; raises ValueError for anything else."""
        name, separator, command = text.partition("=")
        if not name or not separator or "{tree}" not in command:
            raise ValueError(f"{text!r} is not NAME=COMMAND with {{tree}} in it")
        return cls(name, command)

    def run_on(self, tree: Path) -> Command:
        """The command for a tree."""
        return [word.replace("{tree}", str(tree)) for word in shlex.split(self.command)], {}


def list_trees(folder: Path, only: str = "") -> list[Path]:
    """The direct sub-folders whose name contains a text."""
    return sorted(path for path in folder.iterdir() if path.is_dir() and only in path.name)


def list_read(tree: Path) -> list[Path]:
    """The files of a tree that mlaudit reads."""
    project = discover(tree)
    return [
        tree / file.path for file in project.files if is_read(file) and file.size <= MAX_FILE_SIZE
    ]


def pass_limit(files: Sequence[Path], listing: Path) -> Command:
    """The command that merely reads the files; writes their names to `listing`."""
    listing.write_bytes(b"\0".join(map(os.fsencode, files)))
    return [sys.executable, str(LIMIT), str(listing)], {}


def scan(tree: Path, variables: Mapping[str, str] = NO_CACHE, *options: str) -> Command:
    """The command that scans a tree."""
    words = [sys.executable, "-m", "mlaudit", "scan", str(tree), "--format", "json", *options]
    return words, dict(variables)
