"""Opens files so that nothing hangs, and writes files so that none is ever half there."""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from pathlib import Path

_PREFIX, _SUFFIX = ".mlaudit-", ".tmp"
_STALE_SECONDS = 3600
"""After that time a file that is not in its place yet belongs to a process that was killed."""


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
    temporary = _write_beside(target, data)
    try:
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:
        _remove(temporary)
        raise


def write_new(file: Path, data: bytes) -> None:
    """Write a file as a whole where there is none.

    Raises:
        OSError: there is something of that name, or it cannot be written.
    """
    temporary = _write_beside(os.path.abspath(file), data)
    try:
        _link(temporary, file)
    finally:
        _remove(temporary)


def remove_stale(folder: Path) -> None:
    """Remove what killed processes left in a folder of our own."""
    oldest = time.time() - _STALE_SECONDS
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            is_ours = entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)
            if is_ours and entry.stat(follow_symlinks=False).st_mtime < oldest:
                _remove(entry.path)


def _mode_of(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _write_beside(target: str, data: bytes) -> str:
    """A new file in the folder of the target; none is left where that fails."""
    name = f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"
    temporary = os.path.join(os.path.dirname(target), name)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        try:
            _write_all(handle, data)
        finally:
            os.close(handle)
    except BaseException:
        _remove(temporary)
        raise
    return temporary


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
