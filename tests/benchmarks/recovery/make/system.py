"""Make as a system whose declarations can be read and hidden."""

from __future__ import annotations

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.recovery.make.rules import Makefile, Rule, read_makefile
from tests.benchmarks.recovery.make.tasks import Task, count_untold, is_file, list_tasks
from tests.benchmarks.recovery.paths import is_code
from tests.benchmarks.recovery.scripts import (
    NO_PYTHON,
    holds_code,
    list_scripts,
    list_stamps,
    runs_python,
)
from tests.benchmarks.recovery.systems import DeclaredStep

NAMES = {"Makefile", "makefile", "GNUmakefile"}
ONLY_MAKE = "only make can tell the targets or prerequisites"
LEFT_OUT = {".git", "node_modules", ".venv", "venv"}


class MakeSystem:
    """Rules for files whose recipe runs a Python file or notebook of the repository."""

    kind = "make-target"

    def read_truth(self, root: Path) -> Iterator[DeclaredStep]:
        """The targets and prerequisites of every makefile below the root, code left out."""
        for file in _find_files(root):
            makefile = _read(file)
            for task in _list_measured(root, file, makefile):
                yield _declare(root, file, makefile, task)

    def list_left_out(self, root: Path) -> Iterator[str]:
        """Rules for files whose recipe runs other programs, or that only make can expand."""
        for file in _find_files(root):
            makefile = _read(file)
            yield from [ONLY_MAKE] * count_untold(makefile)
            measured = {task.name for task in _list_measured(root, file, makefile)}
            yield from (NO_PYTHON for task in list_tasks(makefile) if task.name not in measured)

    def hide_truth(self, root: Path) -> None:
        """Rename the targets that are measured, replace the automatic variables of their recipes
        by what they stand for, and take all prerequisites away."""
        for file in _find_files(root):
            makefile = _read(file)
            tasks: dict[int, list[Task]] = defaultdict(list)
            for task in _list_measured(root, file, makefile):
                tasks[task.rule.first].append(task)
            rows = list(_hide_rows(makefile, tasks))
            file.write_text("\n".join(rows), encoding="utf-8")


def _find_files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        for name in sorted(names):
            if name in NAMES or name.endswith(".mk"):
                yield Path(folder, name)


def _read(file: Path) -> Makefile:
    return read_makefile(file.read_text(encoding="utf-8", errors="replace"))


def _list_measured(root: Path, file: Path, makefile: Makefile) -> Iterator[Task]:
    folder = file.parent.relative_to(root).as_posix()
    for task in list_tasks(makefile):
        if runs_python(list_scripts(root, folder, task.command)):
            yield task


def _declare(root: Path, file: Path, makefile: Makefile, task: Task) -> DeclaredStep:
    folder = file.parent.relative_to(root).as_posix()

    def place(name: str) -> str:
        return posixpath.normpath(posixpath.join(folder, name))

    stamps = {stamp for each in list_tasks(makefile) for stamp in list_stamps(each.command)}
    reads = (
        place(name)
        for name in dict.fromkeys(task.prerequisites)
        if is_file(makefile, name) or (root / place(name)).is_file()
        if posixpath.normpath(name) not in stamps
    )
    return DeclaredStep(
        path=file.relative_to(root).as_posix(),
        name=task.name,
        template=str(task.rule.first + 1),
        reads=tuple(path for path in reads if not is_code(path) and not holds_code(root, path)),
        writes=tuple(place(name) for name in task.targets if not is_code(name)),
    )


def _hide_rows(makefile: Makefile, tasks: dict[int, list[Task]]) -> Iterator[str]:
    rules = {rule.first: rule for rule in makefile.rules}
    skipped: Rule | None = None
    index = 0
    while index < len(makefile.rows):
        row = makefile.rows[index]
        rule = rules.get(index)
        if rule is None:
            if not (row.startswith("\t") and skipped):
                yield row
                skipped = None if row.strip() and not row.startswith("#") else skipped
            index += 1
            continue
        skipped = rule if rule.first in tasks else None
        if skipped is None:
            yield f"{rule.targets.strip()}:"
        for task in tasks.get(rule.first, ()):
            yield f"{task.name}:"
            yield from (f"\t{text}" for text in task.recipe)
        index = rule.last + 1
