"""Paths on command lines: holes, the root, and where a path leads from a directory."""

from __future__ import annotations

import posixpath
import re

from mlaudit.patterns import lazy_regex

ROOT = "\ue900"
"""Stands for the absolute path of the root inside values; never leaves the evaluation."""

_HOLE = lazy_regex(r"\{[^{}\s/]*\}")
_URI = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]+://")
_REMOTE = lazy_regex(r"(?:[\w.{}-]+@[\w.{}-]+|[\w.{}-]{2,}):(?![\\/]{2})")
_DRIVE = lazy_regex(r"[A-Za-z]:[\\/]")


_CHANNELS = frozenset(
    {
        "{GITHUB_ENV}",
        "{GITHUB_OUTPUT}",
        "{GITHUB_PATH}",
        "{GITHUB_STATE}",
        "{GITHUB_STEP_SUMMARY}",
        "{BASH_ENV}",
    }
)
"""Files through which CI steps talk to the CI system."""


def hole(name: str) -> str:
    """The hole called `name`, with what no name can hold taken out."""
    inner = re.sub(r"^\$?\{\{|\}\}$|^\$[({]*|[)}]*$|^<|>$", "", name.strip())
    cleaned = re.sub(r"[^\w.@#*?!-]+", "_", inner).strip("_")
    return "{" + (cleaned[:60] or "x") + "}"


def is_hole(text: str) -> bool:
    """Whether `text` is one unknown part and nothing else."""
    return _HOLE.fullmatch(text) is not None


def holes_of(text: str) -> list[str]:
    """The names of the holes in `text`."""
    return [found[1:-1] for found in _HOLE.findall(text)]


def is_unknown_path(path: str) -> bool:
    """Whether no component of a path is known: `{a}`, `{a}/{b}`, `../{a}`."""
    rest = _HOLE.sub("", path)
    return "{" in path and not re.search(r"[\w*]", rest)


def is_uri(text: str) -> bool:
    """Whether `text` names something outside the file system."""
    return _URI.match(text) is not None and not text.startswith("file://")


def is_remote(text: str) -> bool:
    """Whether `text` is a URI or the `host:path` of scp and rsync."""
    return is_uri(text) or (_REMOTE.match(text) is not None and _DRIVE.match(text) is None)


def is_absolute(path: str) -> bool:
    """Whether a path does not depend on the working directory, as far as one can tell."""
    if path.startswith(("/", "~", ROOT)) or _DRIVE.match(path):
        return True
    first = path.split("/", 1)[0]
    return is_hole(first)


def normalise(path: str, directory: str) -> str | None:
    """The artifact id of a path that is used in `directory`, or None where it names no artifact.

    Relative paths become relative to the root; URIs, absolute paths, `~` and paths that begin with
    an unknown part stay. `-` and devices are no artifacts.
    """
    path = path.strip()
    if (
        path in _CHANNELS
        or path in ("", "-")
        or path.startswith(("/dev/", "/proc/", "&"))
        or path == "/dev"
    ):
        return None
    if path.startswith("file://"):
        path = path[len("file://") :]
    if is_uri(path):
        return path.rstrip("/")
    if "\\" in path:
        path = path.replace("\\", "/")
    if not is_absolute(path):
        path = f"{directory}/{path}"
    return _collapse(path)


def change_directory(directory: str, target: str) -> str:
    """The working directory after `cd target` in `directory`."""
    return normalise(target, directory) or directory


def absolute(path: str, directory: str) -> str:
    """The path as a value that means the same in every directory (`$(pwd)`, `realpath`)."""
    collapsed = normalise(path, directory) or directory
    return collapsed if is_absolute(collapsed) else f"{ROOT}/{collapsed}".removesuffix("/.")


def show(text: str, directory: str) -> str:
    """A word as the program sees it, with paths below the root relative to `directory`."""
    if ROOT not in text:
        return text

    def relative(match: re.Match[str]) -> str:
        inner = match[1].lstrip("/") or "."
        if is_absolute(directory):
            return f"{{root}}/{inner}".removesuffix("/.")
        return posixpath.relpath(f"/root/{inner}", f"/root/{directory}")

    return re.sub(ROOT + r"([^\s,:;\"'" + ROOT + r"]*)", relative, text)


def _collapse(path: str) -> str:
    if path.startswith(ROOT):
        path = path[len(ROOT) :].lstrip("/") or "."
    if path.startswith("//"):
        path = path[1:]
    return posixpath.normpath(path)
