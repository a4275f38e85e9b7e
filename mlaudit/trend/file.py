"""The file with the records: reading it, and adding a line that is whole or not there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mlaudit.files import lock
from mlaudit.model.trend import Record
from mlaudit.trend.text import RecordError, read_line, write_line


class HistoryError(Exception):
    """The file cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class History:
    """What stands in a file.

    Attributes:
        records: by time.
        problems: a sentence for each line that was left out, with file and line.
    """

    records: tuple[Record, ...] = ()
    problems: tuple[str, ...] = ()


def append_record(file: Path, record: Record) -> History:
    """Add a record, and return all; one that only repeats what the file says is not added.

    A job that is run again shall add no point to a trend: a record repeats another one if it says
    the same of the same commit. The file is locked meanwhile, so that of two processes one waits,
    and it is cut back to what it was where a line does not find room.

    Raises:
        HistoryError: the file cannot be read or written.
    """
    try:
        with _open_locked(file) as handle:
            content = _read_all(handle)
            history = _read_content(content, str(file))
            if any(record.repeats(other) for other in history.records):
                return history
            gap = "" if not content or content.endswith(b"\n") else "\n"
            _write_whole(handle, (gap + write_line(record)).encode(), len(content))
    except OSError as error:
        raise HistoryError(f"cannot write {file}: {error.strerror}") from error
    return History(_sort([*history.records, record]), history.problems)


def read_history(file: Path) -> History:
    """The records in a file, none where there is no such file.

    Raises:
        HistoryError: the file cannot be read.
    """
    try:
        return _read_content(file.read_bytes(), str(file))
    except FileNotFoundError:
        return History()
    except OSError as error:
        raise HistoryError(f"cannot read {file}: {error.strerror}") from error


def _read_content(content: bytes, name: str) -> History:
    records, problems = [], []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            records.append(read_line(line))
        except RecordError as error:
            problems.append(f"{name}:{number}: this line is left out: {error}")
    return History(_sort(records), tuple(problems))


def _sort(records: list[Record]) -> tuple[Record, ...]:
    """By time: where two branches were merged, their lines stand in any order, and some twice."""
    return tuple(sorted(dict.fromkeys(records), key=lambda r: datetime.fromisoformat(r.time)))


@contextmanager
def _open_locked(file: Path) -> Iterator[int]:
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is no regular file")
        lock(handle)  # waits for another process; file systems without locks go without
        yield handle
    finally:
        os.close(handle)  # which gives the lock back, too


def _read_all(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as stream:
        return stream.read()


def _write_whole(handle: int, data: bytes, size: int) -> None:
    try:
        while data:
            data = data[os.write(handle, data) :]
    except BaseException:
        with suppress(OSError):
            os.ftruncate(handle, size)
        raise
