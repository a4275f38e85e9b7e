"""The steps of a job: commands of the shell, commands of the file, and those of orbs."""

from __future__ import annotations

import posixpath

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import ActionUse, Declaration, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.ci.circleci.conditions import holds
from mlaudit.parsers.ci.circleci.definitions import Definitions
from mlaudit.parsers.ci.circleci.parameters import (
    bind,
    is_open,
    substitute,
    to_pattern,
    to_shell,
)
from mlaudit.parsers.ci.scripts import read_script
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.ci.work import Kept, Work
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import is_unknown

_MAXIMUM_LEVELS = 10
"""Commands inside commands that are followed."""

_BUILT_IN = frozenset(
    {"checkout", "setup_remote_docker", "save_cache", "restore_cache", "add_ssh_keys"}
    | {"store_test_results", "deploy"}
)


@immutable
class Folders:
    """Where a job has its checkout and where its commands start, as the file writes them."""

    checkout: str
    working: str

    def locate(self, path: str) -> str:
        """A path as seen from the root of the repository."""
        inner = path if path.startswith("~") else posixpath.join(self.working, path)
        whole = posixpath.normpath(inner)
        if whole == self.checkout or whole.startswith(self.checkout + "/"):
            return posixpath.relpath(whole, self.checkout)
        return whole


@immutable
class StepReader:
    """Reads the steps of one job into its work."""

    definitions: Definitions
    folders: Folders
    shell: str
    work: Work

    def read(self, steps: Data | None, level: int = 0) -> None:
        """Read a list of steps."""
        for item in items_of(steps):
            if isinstance(item, Scalar):
                self._read(str(item.value), None, item.line, level)
            for entry in entries_of(item)[:1]:
                self._read(entry.key, entry.value, entry.line, level)

    def _read(self, name: str, value: Data | None, line: int, level: int) -> None:
        place = Place(self.definitions.path, line)
        command = self.definitions.commands.get(name)
        if name in ("when", "unless"):
            if holds(find(value, "condition")) is not (name == "unless"):
                self.read(find(value, "steps"), level)
        elif name == "run":
            self._run(value, place)
        elif command is not None and level < _MAXIMUM_LEVELS:
            steps = command.get("steps")
            if steps is not None:
                self.read(substitute(steps, bind(command, value)), level + 1)
        elif name == "persist_to_workspace":
            self._persist(value)
        elif name == "attach_workspace":
            folder = to_pattern(text_of(find(value, "at")) or ".")
            self.work.taken.append(Declaration(folder, place, "download"))
        elif name == "store_artifacts":
            self._store(value, place)
        elif "/" in name and name not in _BUILT_IN:
            self.work.uses.append(ActionUse(name, _inputs(value), place))

    def _run(self, value: Data | None, place: Place) -> None:
        command = value if isinstance(value, Scalar) else find(value, "command")
        if not isinstance(command, Scalar) or text_of(find(value, "when")) == "on_fail":
            return
        shell = text_of(find(value, "shell")) or self.shell
        directory = to_pattern(text_of(find(value, "working_directory")) or ".")
        self.work.runs.append(
            Run(
                place,
                script=read_script(to_shell(text_as_written(command)), command.line, shell),
                directory=self.folders.locate(directory),
                name=to_pattern(text_of(find(value, "name")) or ""),
                environment=read_environment(find(value, "environment")),
            )
        )

    def _persist(self, value: Data | None) -> None:
        root = to_pattern(text_of(find(value, "root")) or ".")
        for text, line in texts_of(find(value, "paths")):
            inside = posixpath.normpath(to_pattern(text))
            path = self.folders.locate(posixpath.join(root, inside))
            if inside == "." or path == "." or is_unknown(inside, "."):
                self.work.declares_more = True
            else:
                self.work.kept.append(Kept(path, inside, Place(self.definitions.path, line)))

    def _store(self, value: Data | None, place: Place) -> None:
        text = text_of(find(value, "path"))
        if text:
            path = self.folders.locate(to_pattern(text))
            if path != "." and not is_unknown(path, "."):
                self.work.reads.append(Declaration(path, place, "upload"))


def read_environment(data: Data | None) -> tuple[tuple[str, str], ...]:
    """Variables, in a table or in a list of tables; "" for values that are not known."""
    entries = [*entries_of(data), *(e for item in items_of(data) for e in entries_of(item))]
    texts = ((entry.key, text_as_written(entry.value)) for entry in entries)
    return tuple((name, "" if is_open(text) else text) for name, text in texts)


def _inputs(value: Data | None) -> tuple[tuple[str, str], ...]:
    return tuple((e.key, to_pattern(text_as_written(e.value))) for e in entries_of(value))
