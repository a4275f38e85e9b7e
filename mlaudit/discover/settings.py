"""Reads the small files in which git is told what to do."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_MAX_SIZE = 4 * 1024 * 1024


def read_settings(path: Path) -> str | None:
    """The text of a regular file, without byte order mark; None where there is none.

    Links are not followed (git does not follow them for these files either), pipes are not
    opened, and bytes that are no UTF-8 become surrogates.
    """
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_SIZE:
            return None
        return path.read_bytes().decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    except (OSError, ValueError):
        return None
