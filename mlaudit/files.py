"""Opens files so that nothing hangs, and writes files so that none is ever half there."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mlaudit.patterns import lazy_regex

_PREFIX, _SUFFIX = ".mlaudit-", ".tmp"
_NAME = lazy_regex(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}{re.escape(_SUFFIX)}")
_STALE_SECONDS = 3600
"""After that time a file that is not in its place yet belongs to a process that was killed, also
where nothing is locked."""


def read_regular(file: str | Path, limit: int = -1) -> bytes:
    """The content of a file, or its first bytes.

    A pipe would wait for a writer and a device may never end, so that these are refused, also
    where one has taken the place of a file since the folder was listed.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(file, flags | getattr(os, "O_CLOEXEC", 0)), "rb", buffering=0) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(0, "neither file nor folder")
        return stream.read(limit)


def write_whole(file: Path, data: bytes, within: Path | None = None) -> None:
    """Write a file, so that whoever looks sees the old one or the new one, whatever happens.

    It is written beside its place and moved there. Rights of the old file are kept, links are
    followed, and what is no regular file (`/dev/stdout`) is written to as it is.

    Args:
        file: in a folder that exists.
        data: all of it.
        within: where a repository says which file that is, the folder that it must not leave;
            then it must be a regular file, too.

    Raises:
        OSError: it cannot be written; then everything is as it was.
    """
    target = os.path.realpath(file)
    if within is not None and not Path(target).is_relative_to(os.path.realpath(within)):
        raise OSError(0, "a link leads to another place")
    mode = _mode_of(target)
    if mode is not None and not stat.S_ISREG(mode):
        if within is not None:
            raise OSError(0, "it is no regular file")
        with open(target, "wb", buffering=0) as stream:
            _write_all(stream.fileno(), data)
        return
    with _written_beside(target, data) as temporary:
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)


def write_new(file: Path, data: bytes) -> None:
    """Write a file as a whole where there is none.

    Raises:
        OSError: there is something of that name, or it cannot be written.
    """
    with _written_beside(os.path.abspath(file), data) as temporary:
        _link(temporary, file)


def lock(handle: int, *, wait: bool = True) -> bool:
    """Have a file for this process alone until it is closed; False where that cannot be had."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:  # another process has it, or the file system knows no locks
        return False
    return True


def _mode_of(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


@contextmanager
def _written_beside(target: str, data: bytes) -> Iterator[str]:
    """A new file in the folder of the target; what is still there at the end is removed.

    So is what killed processes have left there.
    """
    handle: int | None
    temporary, handle = _create_beside(target)
    try:
        _write_all(handle, data)
        if sys.platform == "win32":  # which moves no file that is open
            os.close(handle)
            handle = None
        yield temporary
    finally:
        if handle is not None:
            os.close(handle)
        _remove(temporary)
        _remove_left(os.path.dirname(temporary))


def _create_beside(target: str) -> tuple[str, int]:
    """The path and the handle of a new file, which is locked as long as somebody needs it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        name = f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"
        temporary = os.path.join(os.path.dirname(target), name)
        handle = os.open(temporary, flags | getattr(os, "O_CLOEXEC", 0), 0o666)
        if sys.platform == "win32" or not lock(handle) or os.fstat(handle).st_nlink:
            return temporary, handle
        os.close(handle)  # another process took it for one that was left before it was locked


def _remove_left(folder: str) -> None:
    """Remove what killed processes have left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_if_left(entry)


def _remove_if_left(entry: os.DirEntry[str]) -> None:
    if entry.stat(follow_symlinks=False).st_mtime < time.time() - _STALE_SECONDS:
        _remove(entry.path)
    elif sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                if lock(handle, wait=False):
                    _remove(entry.path)
            finally:
                os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _link(temporary: str, file: Path) -> None:
    """Give a file its name unless that is taken, in one step where the file system can."""
    try:
        os.link(temporary, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(file):
            raise FileExistsError(17, "File exists", str(file)) from None
        os.replace(temporary, file)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
