"""When a declared and an inferred path name the same thing."""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatchcase

WILD = re.compile(r"[*?\[]")
CODE_SUFFIXES = (".py", ".ipynb", ".sh", ".R", ".r", ".jl", ".toml", ".lock", ".cfg")
CODE_NAMES = ("Dockerfile", "Makefile")
PARAMETER_SUFFIXES = (".yaml", ".yml", ".json", ".toml", ".env", ".ini")


def confirms(declared: str, inferred: str) -> bool:
    """Whether a declared path confirms an inferred one, and so counts as recovered by it.

    It does where both are equal, where the inferred path lies inside the declared directory,
    where it is the directory that directly holds the declared file (a listing), and where one is
    a pattern (`data/{city}.csv`, `data/*.csv`) that fits the other. A remoter ancestor and a
    pattern without any fixed part say too little.
    """
    ours, theirs = normalize(declared), normalize(inferred)
    if "." in (ours, theirs):
        return False
    if ours == theirs or theirs.startswith(ours + "/") or posixpath.dirname(ours) == theirs:
        return True
    return _fits(ours, theirs) or _fits(theirs, ours)


def normalize(path: str) -> str:
    """A path without what does not change its meaning; `.` for the root itself."""
    bare = re.sub(r"^(file://|\./)+", "", path).rstrip("/")
    return bare if "://" in bare else posixpath.normpath(bare)


def is_code(path: str) -> bool:
    """Whether a path names code or the environment, which pipelines declare by other rules."""
    return path.endswith(CODE_SUFFIXES) or posixpath.basename(path) in CODE_NAMES


def is_parameters(path: str) -> bool:
    """Whether a path may name a file of parameters."""
    return path.endswith(PARAMETER_SUFFIXES)


def is_outside(path: str) -> bool:
    """Whether a path lies outside the repository, where no declaration is expected."""
    return "://" in path or path.startswith("/") or normalize(path).startswith("..")


def _fits(pattern: str, path: str) -> bool:
    glob = re.sub(r"\{[^{}]*\}", "*", pattern)
    if not WILD.search(glob) or _says_too_little(glob):
        return False
    return (
        fnmatchcase(path, glob)
        or fnmatchcase(path, glob + "/*")
        or WILD.split(glob)[0].startswith(path + "/")
    )


def _says_too_little(glob: str) -> bool:
    start = WILD.split(glob)[0].strip("/.")
    return len(start) < 2 and not re.search(r"[^*?\[\]/.{}]{3,}", glob)
