"""Where Snakemake looks for paths."""

from __future__ import annotations

import posixpath
import re

_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/~]")


def join_path(directory: str, path: str) -> str:
    """`path` as seen from the root; URLs and absolute paths are kept."""
    if _OUTSIDE.match(path) or not path:
        return path
    return posixpath.normpath(posixpath.join(directory, path.replace("\\", "/")))


def working_directory(path: str) -> str:
    """The folder from which a workflow is run: above `workflow/` and `rules/`.

    https://snakemake.readthedocs.io/en/stable/snakefiles/deployment.html
    """
    parts = path.split("/")[:-1]
    for folder in ("rules", "workflow"):
        if parts and parts[-1] == folder:
            parts.pop()
    return "/".join(parts) or "."


def main_files(directory: str) -> tuple[str, ...]:
    """Where the main Snakefile of a workflow may be."""
    return tuple(join_path(directory, name) for name in ("Snakefile", "workflow/Snakefile"))


def configuration_files(directory: str) -> tuple[str, ...]:
    """Where the configuration is by convention."""
    names = ("config/config.yaml", "config/config.yml", "config.yaml", "config.yml")
    return tuple(join_path(directory, name) for name in names)
