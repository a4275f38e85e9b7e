"""Where a baseline lies, and what its paths are relative to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mlaudit.files import read_regular, write_whole
from mlaudit.gate.baseline.entries import Baseline, Entry
from mlaudit.gate.baseline.text import BaselineError, read_text, write_text

NAME = ".mlaudit-baseline.json"
"""Of the file, at the root of the scanned directory, where nothing else is said."""


def read_baseline(file: Path, root: Path) -> Baseline:
    """The baseline in a file.

    Args:
        file: the file; it may lie above the scanned directory, for several projects together.
        root: the scanned directory.

    Raises:
        BaselineError: the file cannot be read, or is broken.
    """
    try:
        text = read_regular(file).decode()
    except OSError as error:
        raise BaselineError(f"cannot read {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"{file}: this is no text in UTF-8") from error
    return Baseline(read_text(text, str(file)), str(file), find_folder(file, root))


def find_folder(file: Path, root: Path) -> str:
    """The scanned directory as seen from the folder of the file, "" unless that lies above it."""
    above, scanned = file.parent.resolve(), root.resolve()
    if above == scanned or not scanned.is_relative_to(above):
        return ""
    return scanned.relative_to(above).as_posix()


def write_baseline(file: Path, entries: Iterable[Entry]) -> None:
    """Write the file; raises BaselineError where that is not possible."""
    try:
        write_whole(file, write_text(entries).encode())
    except OSError as error:
        raise BaselineError(f"cannot write {file}: {error.strerror}") from error
