"""Where the cache of a tree lies."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

FOLDER_VARIABLE = "MLAUDIT_CACHE_DIR"
"""Names the folder of all caches, instead of the user's cache folder."""
SWITCH_VARIABLE = "MLAUDIT_NO_CACHE"
"""Set to anything, it switches the cache off."""


class CacheFolderError(Exception):
    """The folder that was asked for cannot hold a cache; the message says why."""


def find_folder(root: Path) -> Path | None:
    """The cache folder for a tree, which need not exist; None where the cache is switched off.

    Raises:
        CacheFolderError: the folder that a person named lies in the tree itself.
    """
    if os.environ.get(SWITCH_VARIABLE):
        return None
    root = Path(os.path.realpath(root))
    named = os.environ.get(FOLDER_VARIABLE)
    base = Path(os.path.realpath(named)) if named else _usual_folder()
    if base == root or base.is_relative_to(root):
        if not named:
            return None
        raise CacheFolderError(
            f"{FOLDER_VARIABLE} names a folder inside of {root}; a cache there could be part of "
            "the repository, and is not read: name one outside"
        )
    return base / hashlib.blake2b(os.fsencode(root), digest_size=12).hexdigest()


def _usual_folder() -> Path:
    import platformdirs

    return Path(os.path.realpath(platformdirs.user_cache_dir("mlaudit", appauthor=False)))
