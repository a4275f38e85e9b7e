"""Paths that environment files name."""

from __future__ import annotations

import posixpath


def beside(path: str, target: str) -> str:
    """`target`, written in the file at `path`, as seen from the root; URLs are kept."""
    if "://" in target:
        return target
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target.replace("\\", "/")))
