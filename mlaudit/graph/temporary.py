"""Files that exist only while a program runs: no artifacts, whatever is done with them."""

from __future__ import annotations

TEMPORARY = "/tmp/{temporary}"
"""The path of every file and folder that a program lets the system name."""


def is_temporary(path: str) -> bool:
    """Is it such a file, or does it lie in such a folder?"""
    return path.startswith(TEMPORARY)
