"""Runs the commands of a page, in order, in copies of the bundled stories."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import IDENTITY
from tests.documentation.blocks import Block
from tests.fixtures.stories import clone

RUN = ("console", "sh")
"""Languages of blocks that run: commands with their output, and commands alone."""
WIDTH = 84
"""Columns of the output: what fits beside the navigation and the contents of a page."""
_TIME = re.compile(r"\b\d+\.\d+ s$", re.MULTILINE)
_LEFT_OUT = "…"


@dataclass
class Session:
    """Commands of one page: a copy of each story, which keeps what commands change there."""

    folder: Path
    story: str = "churn"
    cloned: set[str] = field(default_factory=set)

    def play(self, block: Block) -> list[str]:
        """Run a block, and return its lines as they should be: commands with their real output.

        Raises:
            AssertionError: a command ends with another exit code than it should.
        """
        self.story = block.options.get("in", self.story)
        if self.story not in self.cloned:
            self._clone()
        if "path" in block.options:
            file = self.folder / self.story / block.options["path"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(block.lines) + "\n", encoding="utf-8")
            return list(block.lines)
        wanted = int(block.options.get("exit", "0"))
        if block.language == "sh":
            self._run("\n".join(block.lines), wanted)
            return list(block.lines)
        commands = list(_commands(block.lines))
        shown: list[str] = []
        for number, lines in enumerate(commands, 1):
            last = number == len(commands)
            output = self._run("\n".join(line[2:] for line in lines), wanted if last else 0)
            shown += [*lines, *_cut(output, block.options if last else {})]
        return shown

    def _clone(self) -> None:
        clone(self.story, self.folder / self.story)
        self._run("git branch -M main && git update-ref refs/remotes/origin/main HEAD", 0)
        self.cloned.add(self.story)

    def _run(self, script: str, wanted: int) -> list[str]:
        bash = shutil.which("bash")
        assert bash is not None
        done = subprocess.run(
            [bash, "-e", "-o", "pipefail", "-c", script],
            cwd=self.folder / self.story,
            env=_environment(self.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        said = f"{script}\nended with {done.returncode}, not {wanted}:\n{done.stdout[-2000:]}"
        assert done.returncode == wanted, said
        return [line.rstrip() for line in _TIME.sub("… s", done.stdout).splitlines()]


def _commands(lines: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines of each command: one that begins with `$ `, and those below it with `> `."""
    found: list[str] = []
    for line in lines:
        if line.startswith("$ "):
            if found:
                yield found
            found = [line]
        elif line.startswith("> ") and found:
            found.append(line)
    if found:
        yield found


def _cut(output: list[str], options: dict[str, str]) -> list[str]:
    skipped, tail = int(options.get("skip", 0)), int(options.get("tail", 0))
    head = int(options.get("head", 0 if tail else len(output)))
    if options.get("until") == "blank" and "" in output:
        head = output.index("")
    if skipped + head + tail >= len(output):
        tail = 0
    first, rest = output[skipped : skipped + head], output[skipped + head :]
    before = [_LEFT_OUT] if skipped else []
    between = [_LEFT_OUT] if len(rest) > tail else []
    while first and between and not first[-1]:
        first.pop()
    return [*before, *first, *between, *rest[len(rest) - tail :]]


def _environment(folder: Path) -> dict[str, str]:
    programs = Path(sys.executable).parent
    return {
        **os.environ,
        **IDENTITY,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": str(WIDTH),
        "PYTHONUTF8": "1",
        "MLAUDIT_NO_CACHE": "",
        "MLAUDIT_CACHE_DIR": str(folder / "cache"),
    }
