"""`pathlib` paths: properties and methods that make other paths."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.path_parts import ancestors_of, folder_of, parent_of, split_ending
from mlaudit.graph.python.text import (
    HOLE,
    combine,
    is_absolute,
    is_pattern_end,
    join_paths,
    normalise,
    spread_whole,
    texts_of,
)
from mlaudit.graph.python.values import (
    ROOT,
    Arguments,
    Known,
    ListValue,
    PathValue,
    Value,
    join,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

PATH_PROPERTIES = frozenset(
    {"parent", "parents", "name", "stem", "suffix", "parts", "anchor", "suffixes", "path"}
)
"""The properties of a path, and `path`, which entries of a folder have."""


def path_property(path: PathValue, name: str) -> Value:
    """A property of a path."""
    text = path.text.rstrip("/") or "/"
    if name == "parent":
        return PathValue(parent_of(text))
    if name == "parents":
        return ListValue([PathValue(step) for step in ancestors_of(text)], "tuple")
    if name == "name":
        return Known(posixpath.basename(text))
    if name == "stem":
        return Known(posixpath.splitext(posixpath.basename(text))[0])
    if name == "suffix":
        return Known(split_ending(posixpath.basename(text))[1])
    if name == "suffixes" and not is_pattern_end(text):
        ends = posixpath.basename(text).lstrip(".").split(".")[1:]
        return ListValue([Known("." + end) for end in ends])
    if name == "path":
        return Known(text)
    if name == "parts":
        # What a path begins with, where that is unknown, may be any number of parts.
        parts = [Known(part) for part in text.split("/") if part]
        return ListValue(list(parts), "tuple", bool(HOLE.match(text)))
    return unknown(UnresolvedReason.ATTRIBUTE, name)


def make_absolute(text: str, directory: str) -> str:
    """`resolve()` and `os.path.abspath`: anchored at the root where the directory lies in it.

    A path that begins with an unknown part may be absolute already and stays as it is.
    """
    if is_absolute(text):
        if text.startswith(ROOT):
            return join_paths((ROOT, normalise(text, directory)))
        return text
    if text.startswith("{"):
        return text
    inside = posixpath.normpath(posixpath.join(directory, text))
    return inside if is_absolute(inside) else join_paths((ROOT, inside))


def call_path_method(
    path: PathValue, name: str, arguments: Arguments, directory: str
) -> Value | None:
    """The result of a method that makes a path or text, or None for any other method."""
    text = path.text
    if name in ("resolve", "absolute", "expanduser"):
        return PathValue(make_absolute(text, directory) if name != "expanduser" else text)
    if name in ("as_posix", "__str__", "__fspath__"):
        return Known(text)
    if name == "joinpath":
        parts = [join_paths((text, *texts)) for texts in combine(spread_whole(arguments))]
        return join([PathValue(part) for part in parts], "path")
    if name in ("with_suffix", "with_name", "with_stem"):
        return _replace_name(text, name, arguments)
    if name in ("glob", "rglob", "iterdir"):
        return _list(text, name, arguments)
    if name == "relative_to":
        bases = texts_of(arguments.positional[0]) if arguments.positional else []
        return PathValue(make_relative(text, bases[0], directory) if bases else text)
    return None


def make_relative(text: str, base: str, directory: str) -> str:
    """`relative_to()` and `os.path.relpath`: what is left of a path below a folder.

    Where the folder is not above the path the way between them is unknown; an absolute result
    would be wrong, because joining it drops what stands before it.
    """
    whole, folder = normalise(text, directory), normalise(base, directory)
    if whole == folder:
        return "."
    if folder == "." and not is_absolute(whole):
        return whole
    if whole.startswith(folder.rstrip("/") + "/"):
        return whole[len(folder.rstrip("/")) + 1 :]
    return join_paths(("{folder}", posixpath.basename(whole))) if is_absolute(text) else text


def _replace_name(text: str, name: str, arguments: Arguments) -> Value:
    given = texts_of(arguments.positional[0]) if arguments.positional else ["{suffix}"]
    folder, base = folder_of(text), posixpath.basename(text)
    stem, suffix = split_ending(base)
    if name == "with_suffix":
        folder = posixpath.dirname(text)
    made = []
    for piece in given:
        new = {"with_suffix": stem + piece, "with_name": piece, "with_stem": piece + suffix}[name]
        made.append(PathValue(posixpath.join(folder, new)))
    return join(list(made), "path")


def _list(text: str, name: str, arguments: Arguments) -> ListValue:
    """A listing stands for its elements by a pattern."""
    if name == "iterdir":
        return ListValue([PathValue(join_paths((text, "{file}")))], open_=True)
    patterns = texts_of(arguments.positional[0]) if arguments.positional else ["*"]
    items: list[Value] = []
    for pattern in patterns:
        if name == "rglob" and not pattern.startswith("**"):
            pattern = "**/" + pattern
        items.append(PathValue(join_paths((text, pattern))))
    return ListValue(items, open_=True)
