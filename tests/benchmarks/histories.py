"""The commits of a clone as work trees, one after the other, and which lines each has touched."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mlaudit.model.place import Place
from mlaudit.reading import MAX_FILE_SIZE

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_LONGEST = 2000
"""Bytes; longer lines are data."""
_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


def run_git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints; raises CalledProcessError where it fails."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | _QUIET
    return subprocess.run(
        command, cwd=folder, env=environment, input=stdin, capture_output=True, check=True
    ).stdout


def list_commits(clone: Path, number: int) -> list[str]:
    """The last commits of the first parent, oldest first."""
    listed = run_git(clone, "rev-list", "--first-parent", f"--max-count={number}", "HEAD")
    return listed.decode().split()[::-1]


@dataclass(slots=True)
class WorkTree:
    """A work tree that is moved from commit to commit; only files that differ are written.

    Attributes:
        clone: whose objects are used; nothing is written there.
        root: an empty folder.
    """

    clone: Path
    root: Path
    _blobs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        run_git(self.root, "init", "--quiet")
        objects = run_git(self.clone, "rev-parse", "--git-path", "objects").decode().strip()
        alternates = self.root / ".git/objects/info/alternates"
        alternates.write_text(f"{(self.clone / objects).resolve()}\n", encoding="utf-8")

    def move_to(self, commit: str) -> None:
        """Make the files and the index those of a commit; objects that are absent are left out."""
        wanted, sizes = self._list(commit)
        for path in self._blobs.keys() - wanted.keys():
            (self.root / path).unlink(missing_ok=True)
        changed = {path: blob for path, blob in wanted.items() if self._blobs.get(path) != blob}
        for path, blob in changed.items():
            self._write(path, blob, sizes[path])
        self._blobs = wanted
        run_git(self.root, "read-tree", commit)
        run_git(self.root, "update-ref", "--no-deref", "HEAD", commit)

    def _list(self, commit: str) -> tuple[dict[str, str], dict[str, int]]:
        blobs, sizes = {}, {}
        for item in run_git(self.root, "ls-tree", "-r", "-l", "-z", commit).split(b"\0"):
            head, _, name = item.partition(b"\t")
            if head.startswith(b"100"):  # a regular file
                _, _, blob, size = head.split()
                path = os.fsdecode(name)
                blobs[path] = blob.decode()
                sizes[path] = int(size) if size.isdigit() else -1
        return blobs, sizes

    def _write(self, path: str, blob: str, size: int) -> None:
        target = self.root / path
        if target.is_dir():
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            return
        if size > MAX_FILE_SIZE:
            with target.open("wb") as file:
                file.truncate(size)  # too large to be read; its size alone counts
        elif size >= 0:
            target.write_bytes(run_git(self.root, "cat-file", "blob", blob))


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit touched.

    Attributes:
        root: a work tree with the objects.
        parent, commit: the two sides.
        touched: paths on either side of every file that differs.
        former: path on the side of the parent, by that of the commit, of files that differ.
        words: the lines that one side has and the other has not.
    """

    root: Path
    parent: str
    commit: str
    touched: frozenset[str]
    former: dict[str, str | None]
    words: str

    def leaves(self, place: Place) -> bool:
        """Is the line at a place of the commit as it was before?"""
        if place.path not in self.former:
            return True
        before = self.former[place.path]
        if before is None or not (place.line or place.cell is not None):
            return False
        if place.cell is not None:
            return self._leaves_cell(place, before)
        return not any(start <= place.line < end for start, end in self._added(place.path, before))

    def _added(self, path: str, before: str) -> Iterator[tuple[int, int]]:
        objects = (f"{self.parent}:{before}", f"{self.commit}:{path}")
        for line in run_git(self.root, "diff", "-U0", *objects).splitlines():
            if match := _HUNK.match(line):
                start, size = int(match[1]), int(match[2] or 1)
                yield start, start + size

    def _leaves_cell(self, place: Place, before: str) -> bool:
        cells = self._cells(f"{self.commit}:{place.path}")
        index = place.cell or 0
        return index < len(cells) and cells[index] in self._cells(f"{self.parent}:{before}")

    def _cells(self, name: str) -> list[str]:
        try:
            notebook = json.loads(run_git(self.root, "cat-file", "blob", name))
            return ["".join(cell["source"]) for cell in notebook["cells"]]
        except (ValueError, KeyError, TypeError):
            return []


def compare_commits(root: Path, parent: str, commit: str) -> Change:
    """What a commit touched, renames followed as `git diff -M` finds them.

    Where the clone lacks the content of a file, only renames without a change are found.
    """
    words = ("diff", "--name-status", "-z", parent, commit)
    try:
        listed = run_git(root, *words, "-M")
    except subprocess.CalledProcessError:
        listed = run_git(root, *words, "-M100%")
    fields = iter(os.fsdecode(listed).split("\0"))
    touched: set[str] = set()
    former: dict[str, str | None] = {}
    for status in fields:
        if not status:
            continue
        path = next(fields)
        touched.add(path)
        if status[0] in "RC":
            after = next(fields)
            touched.add(after)
            former[after] = path
        elif status != "D":
            former[path] = None if status == "A" else path
    return Change(
        root, parent, commit, frozenset(touched), former, _read_lines(root, parent, commit)
    )


def _read_lines(root: Path, parent: str, commit: str) -> str:
    """The lines that a commit takes away and adds, of files up to a size that people write."""
    try:
        diff = run_git(root, "diff", "-U0", "--no-renames", parent, commit)
    except subprocess.CalledProcessError:
        return ""  # the content of a file is absent
    lines = (line for line in diff.splitlines() if line[:1] in b"+-" and len(line) < _LONGEST)
    return b"\n".join(lines).decode(errors="replace")
