"""Models of `os.path`, `os`, `pathlib`, `glob` and other makers of paths."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.markers import find_marker
from mlaudit.graph.python.path_parts import folder_of, split_ending
from mlaudit.graph.python.paths import make_absolute, make_relative
from mlaudit.graph.python.text import HOLE, combine, join_paths, normalise, spread_whole, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    Known,
    ListValue,
    PathValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason


def _parts(values: list[Value]) -> list[tuple[str, ...]]:
    """Every combination of path parts; None is no path, so that alternative is left out."""
    kept = [
        join([option for option in options_of(value) if option != NONE] or [_MISSING])
        for value in values
    ]
    return combine(kept)


_MISSING = unknown(UnresolvedReason.PARAMETER, "path")


def _join(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    parts = _parts(spread_whole(arguments))
    if not parts:
        return unknown(UnresolvedReason.DATA, "path")
    joined: list[Value] = [Known(join_paths(texts)) for texts in parts]
    return join(joined, "path")


def _path(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    given = spread_whole(arguments)
    if not given:
        return PathValue(".")
    parts = _parts(given)
    if not parts:
        return unknown(UnresolvedReason.DATA, "path")
    return join([PathValue(join_paths(texts) or ".") for texts in parts], "path")


def _each(arguments: Arguments, change: object) -> Value:
    texts = texts_of(arguments.positional[0]) if arguments.positional else []
    if not texts or not callable(change):
        return unknown(UnresolvedReason.DATA, "path")
    return join([Known(change(text)) for text in texts], "path")


def _directory_name(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return _each(arguments, folder_of)


def _base_name(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return _each(arguments, lambda text: posixpath.basename(text.replace("\\", "/")))


def _absolute(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return _each(arguments, lambda text: make_absolute(text, run.directory))


def _same(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return (
        arguments.positional[0] if arguments.positional else unknown(UnresolvedReason.DATA, "path")
    )


def _normal(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return _each(arguments, posixpath.normpath)


def _split_extension(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return _pair(arguments, split_ending)


def _split(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return _pair(arguments, lambda text: (folder_of(text), posixpath.basename(text)))


def _pair(arguments: Arguments, cut: Callable[[str], tuple[str, str]]) -> Value:
    texts = texts_of(arguments.positional[0]) if arguments.positional else []
    if not texts:
        return unknown(UnresolvedReason.DATA, "path")
    return ListValue([Known(part) for part in cut(texts[0])], "tuple")


def _exists(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    return find_marker(run, arguments.get(0, "path"))


def list_pattern(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`glob.glob(pattern)`: the pattern stands for what it matches."""
    folders = texts_of(arguments.keywords["root_dir"]) if "root_dir" in arguments.keywords else [""]
    texts = texts_of(arguments.positional[0]) if arguments.positional else []
    items: list[Value] = [Known(join_paths((folder, text))) for folder in folders for text in texts]
    return ListValue(items or [unknown(UnresolvedReason.LISTING, "file")], open_=True)


def list_folder(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`os.listdir(folder)`: names that nobody knows."""
    return ListValue([unknown(UnresolvedReason.LISTING, "file")], open_=True)


def _scan_directory(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    folders = texts_of(arguments.positional[0]) if arguments.positional else ["."]
    return ListValue([PathValue(join_paths((folder, "{file}"))) for folder in folders], open_=True)


def walk_folder(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`os.walk(folder)`: every folder below, with the names in it."""
    folders = texts_of(arguments.positional[0]) if arguments.positional else ["{folder}"]
    listing: Value = ListValue([unknown(UnresolvedReason.LISTING, "file")], open_=True)
    names: Value = ListValue([unknown(UnresolvedReason.LISTING, "folder")], open_=True)
    triples: list[Value] = [
        ListValue([Known(join_paths((folder, "**"))), names, listing], "tuple")
        for folder in folders
    ]
    return ListValue(triples, open_=True)


def _common_path(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`os.path.commonpath` of known paths."""
    paths = arguments.get(0, "paths")
    known = isinstance(paths, ListValue) and not paths.open_
    texts = combine(paths.items) if known and isinstance(paths, ListValue) else []
    if len(texts) != 1 or any(HOLE.search(text) for text in texts[0]):
        return unknown(UnresolvedReason.DATA, "folder")
    try:
        return Known(posixpath.commonpath(texts[0]))
    except ValueError:
        return unknown(UnresolvedReason.DATA, "folder")


def _relative(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    start = arguments.positional[1] if len(arguments.positional) > 1 else None
    bases = texts_of(arguments.keywords.get("start", start) or Known("."))
    if not bases:
        return _same(run, name, arguments, site)
    return _each(arguments, lambda text: make_relative(text, bases[0], run.directory))


def _working_directory(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    text = make_absolute(".", run.directory)
    return PathValue(text) if name.endswith("cwd") and "Path" in name else Known(text)


def _change_directory(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    texts = texts_of(arguments.positional[0]) if arguments.positional else []
    if texts and not run.uncertain:
        run.directory = normalise(texts[0], run.directory)
    return Known(None)


def _home(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return PathValue("~")


MODELS = {
    "os.path.join": _join,
    "posixpath.join": _join,
    "ntpath.join": _join,
    "os.path.dirname": _directory_name,
    "os.path.basename": _base_name,
    "os.path.abspath": _absolute,
    "os.path.realpath": _absolute,
    "os.path.normpath": _normal,
    "os.path.expanduser": _same,
    "os.path.commonpath": _common_path,
    "os.fspath": _same,
    "os.path.splitext": _split_extension,
    "os.path.split": _split,
    "os.path.exists": _exists,
    "os.path.isfile": _exists,
    "os.path.isdir": _exists,
    "os.path.relpath": _relative,
    "pathlib.Path": _path,
    "pathlib.PurePath": _path,
    "pathlib.PosixPath": _path,
    "pathlib.PurePosixPath": _path,
    "pathlib.WindowsPath": _path,
    "cloudpathlib.AnyPath": _path,
    "upath.UPath": _path,
    "pathlib.Path.cwd": _working_directory,
    "pathlib.Path.home": _home,
    "os.getcwd": _working_directory,
    "os.chdir": _change_directory,
    "glob.glob": list_pattern,
    "glob.iglob": list_pattern,
    "os.listdir": list_folder,
    "os.scandir": _scan_directory,
    "os.walk": walk_folder,
}
