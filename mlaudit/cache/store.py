"""Reads and writes what is kept of one tree."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mlaudit.cache.analyser import sign_analyser
from mlaudit.cache.contents import Digests, digest, read_digests, sign_project
from mlaudit.cache.folder import find_folder
from mlaudit.cache.values import dump, load
from mlaudit.files import read_regular, write_whole
from mlaudit.model.immutable import immutable
from mlaudit.model.project import Project

_RESULT, _FACTS, _COMMIT = "result.pickle", "facts.pickle", "commit.pickle"
_FOLLOWED = "followed.pickle"
_KEPT_DAYS = 30
"""A tree that was not scanned for so long loses its cache."""


@immutable
class Store:
    """The cache of one tree.

    What cannot be read or written is as if it were not there: a scan then does its work.

    Attributes:
        folder: where it lies.
    """

    folder: Path

    def find_result(self, project: Project, settings: object = None) -> Any:
        """What an earlier scan of exactly the same files gave with the same settings, or None."""
        kept = self._read(_RESULT)
        if kept is None or kept["project"] != _sign(project, settings):
            return None
        digests = kept["digests"]
        if read_digests(project.root, digests) != digests:
            return None
        with suppress(OSError):
            os.utime(self.folder)
        return load(kept["result"])

    def keep_result(
        self, project: Project, digests: Digests, result: object, settings: object = None
    ) -> None:
        """Keep what a scan gave.

        Args:
            project: the tree.
            digests: of every file whose content was read.
            result: a value that `pickle` can write.
            settings: what else the scan depends on; a value whose `repr` tells all of it.
        """
        kept = {"project": _sign(project, settings), "digests": dict(digests)}
        self._write(_RESULT, {**kept, "result": dump(result)})

    def find_commit(self, signature: str) -> Any:
        """What an earlier scan of a commit gave, or None."""
        kept = self._read(_COMMIT)
        if kept is None or kept["signature"] != signature:
            return None
        return load(kept["result"])

    def keep_commit(self, signature: str, result: object) -> None:
        """Keep what the scan of a commit gave, instead of that of another.

        Args:
            signature: names the commit and all else that the result was made from.
            result: a value that `pickle` can write.
        """
        self._write(_COMMIT, {"signature": signature, "result": dump(result)})

    def find_facts(self) -> Mapping[str, tuple[str, Any]]:
        """(digest, facts) of each file of an earlier scan, by path."""
        return self._read(_FACTS) or {}

    def keep_facts(self, facts: Mapping[str, tuple[str, object]]) -> None:
        """Keep (digest, facts) of each file by its path, instead of those that were kept."""
        self._write(_FACTS, dict(facts))

    def find_followed(self, settings: object) -> Mapping[str, Any]:
        """What came of code in an earlier scan with the same settings, by the key of its start."""
        kept = self._read(_FOLLOWED)
        return kept["followed"] if kept is not None and kept["settings"] == repr(settings) else {}

    def keep_followed(self, followed: Mapping[str, Any], settings: object) -> None:
        """Keep what came of code, instead of what was kept."""
        self._write(_FOLLOWED, {"settings": repr(settings), "followed": dict(followed)})

    def _read(self, name: str) -> Any:
        try:
            data = read_regular(self.folder / name)
        except OSError:
            return None
        signature = sign_analyser().encode()
        start = 2 * len(signature)
        content = data[start:]
        if data[:start] != signature + digest(content).encode():
            return None
        return load(content)

    def _write(self, name: str, content: object) -> None:
        data = dump(content)
        data = sign_analyser().encode() + digest(data).encode() + data
        with suppress(OSError):
            self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            write_whole(self.folder / name, data, within=self.folder)
            _evict(self.folder.parent)


def _sign(project: Project, settings: object) -> str:
    return sign_project(project) + repr(settings)


def open_store(root: Path) -> Store | None:
    """The cache of a tree, or None where it is switched off.

    Raises:
        CacheFolderError: the folder that a person named cannot hold it.
    """
    folder = find_folder(root)
    return None if folder is None else Store(folder)


def _evict(base: Path) -> None:
    oldest = time.time() - _KEPT_DAYS * 24 * 3600
    with os.scandir(base) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and entry.stat().st_mtime < oldest:
                shutil.rmtree(entry.path, ignore_errors=True)
