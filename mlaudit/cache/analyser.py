"""The signature of the program itself: another version may see something else in the same file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import mlaudit
from mlaudit.cache.contents import digest
from mlaudit.plugins import describe_plugins

FORMAT = 3
"""Of what is kept; to be raised when the same code writes it in another way."""


@cache
def sign_analyser() -> str:
    """A signature of the analyser, its plugins and the Python that runs it."""
    parts = [str(FORMAT), mlaudit.__version__, sys.version]
    parts.extend(describe_plugins())
    package = Path(mlaudit.__file__).parent
    if not _is_installed(package):
        parts.extend(_describe_sources(package))
        parts.extend(_describe_sources(package.parent / "rules"))
    return digest("\n".join(parts).encode())


def _is_installed(package: Path) -> bool:
    """Does the code change only with the version, as it does unless someone works on it?"""
    return package.parent.name in ("site-packages", "dist-packages")


def _describe_sources(folder: Path) -> Iterator[str]:
    """Size and time of each file of a checkout."""
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if not name.endswith(".pyc"):
                status = os.stat(os.path.join(base, name))
                yield f"{base}/{name} {status.st_size} {status.st_mtime_ns}"
