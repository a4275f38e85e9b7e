"""Values as text, and text as paths."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from itertools import product

from mlaudit.graph.python.values import (
    MAX_OPTIONS,
    ROOT,
    Arguments,
    ExternalInstance,
    InstanceValue,
    Known,
    ListValue,
    NamedListValue,
    PathValue,
    Union,
    UnknownValue,
    Value,
    options_of,
)
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.patterns import lazy_regex

HOLE = lazy_regex(r"\{[^{}]*\}")
_DRIVE = lazy_regex(r"^[A-Za-z]:[\\/]")
_SCHEME = lazy_regex(r"^([A-Za-z][A-Za-z0-9+.-]+)://")
_WORD = lazy_regex(r"\W+")
_PLACE = lazy_regex(r"\{[A-Z][A-Z0-9_]+\}/")
"""A folder that a variable of the environment names; other unknown parts have lower case names."""
_HANDLES = (
    "io.",
    "gzip.",
    "bz2.",
    "lzma.",
    "zipfile.",
    "tarfile.",
    "tempfile.",
    "h5py.",
    "netCDF4.",
    "fsspec.",
    "smart_open.",
    "urllib.",
    "http.",
    "requests.",
    "httpx.",
    "pandas.ExcelFile",
    "pandas.ExcelWriter",
    "pandas.HDFStore",
)
"""Beginnings of the classes whose objects stand for the file that they were made with."""
CONTENT = "str"
"""The class of what was read from a file: text that only the file tells."""
SAID = "as text"
"""Where an object of a library keeps what `str()` makes of it, if that is known."""
MAX_TEXT = 20_000
"""Longest text that is looked into; no path is as long, and few queries are."""
_LINES = lazy_regex(r"[\x00\r\n]")


def text_of(value: Value) -> str | None:
    """The text of one value as `str()` gives it, with a hole for what is unknown, or None.

    A Python None becomes a hole too: it stands for an option that was not given. The result is
    None for values that are no text in any sensible reading (lists, functions).
    """
    if isinstance(value, Known):
        text = value.value
        if type(text) is not str:
            if text is None:
                return "{none}"
            text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
        return text if len(text) <= MAX_TEXT else "{text}"
    if isinstance(value, PathValue):
        return value.text if len(value.text) <= MAX_TEXT else "{path}"
    if isinstance(value, UnknownValue):
        return "{" + value.label + "}"
    if isinstance(value, NamedListValue):
        texts = [text_of(item) for item in value.items]
        return " ".join(text for text in texts if text) if all(texts) else None
    if isinstance(value, InstanceValue):
        return None if value.text is None else text_of(value.text)
    if isinstance(value, ExternalInstance):
        said = value.state.get(SAID)
        if isinstance(said, str):
            return said
        if value.path is not None and is_handle(value):
            return text_of(value.path)
        return "{" + (_WORD.sub("_", value.call.rsplit(".", 1)[-1]) or "x") + "}"
    return None


def is_handle(instance: ExternalInstance) -> bool:
    """Is the object an open file, archive or response, so that what it holds is its path's?"""
    return instance.type.startswith(_HANDLES)


def texts_of(value: Value) -> list[str]:
    """Every text that a value may have."""
    if type(value) is Union:
        texts = map(text_of, value.options)
        return [text for text in texts if text is not None]
    text = text_of(value)
    return [] if text is None else [text]


def texts_given(arguments: Arguments, position: int | None, name: str) -> list[str]:
    """Every text that an argument may have; none where it is not given."""
    value = arguments.get(position, name)
    return texts_of(value) if value is not None else []


def combine(values: list[Value]) -> list[tuple[str, ...]]:
    """Every combination of the texts of several values, bounded; empty when one has none."""
    return combine_texts([texts_of(value) for value in values])


def combine_texts(columns: list[list[str]]) -> list[tuple[str, ...]]:
    """The same where the texts are at hand."""
    count = 1
    for number, texts in enumerate(columns):
        if count * len(texts) > MAX_OPTIONS:
            columns[number] = ["{x}"]
        count *= len(columns[number])
    if count == 1:
        return [tuple([texts[0] for texts in columns])]
    return list(product(*columns))


def spread_whole(arguments: Arguments) -> list[Value]:
    """The positional arguments, with what `*` spreads as one unknown part where it is not known."""
    given: list[Value] = list(arguments.positional)
    for start, end, label in reversed(arguments.spread):
        given[start:end] = [UnknownValue(UnresolvedReason.DATA, label)]
    return given


def join_paths(parts: tuple[str, ...]) -> str:
    """`os.path.join` for texts with holes, Windows drives and separators included."""
    joined = ""
    for part in parts:
        piece = part.replace("\\", "/") if "\\" in part else part
        if is_absolute(piece) or not joined:
            joined = piece
        elif piece:
            joined = joined.rstrip("/") + "/" + piece if joined != "/" else "/" + piece
    return joined


def is_absolute(text: str) -> bool:
    """Does the path name a place of its own, whatever the working directory is?"""
    return text.startswith(("/", ROOT, "~")) or bool(_DRIVE.match(text) or _SCHEME.match(text))


def is_place(value: Value) -> bool:
    """Is it a path below the folder that a variable of the environment names?

    Such a path was put together before; it says where a file is, whatever it is joined to.
    """
    return isinstance(value, PathValue) and bool(_PLACE.match(value.text))


def is_pattern_end(text: str) -> bool:
    """Does a text end in an unknown part or a wildcard, so that its end may be anything?"""
    return text.endswith(("}", "*", "?", "]"))


def is_uri(text: str) -> bool:
    """Is it a URL or an object-store URI?"""
    return bool(_SCHEME.match(text)) and not text.startswith("file://")


def last_part(text: str) -> str:
    """The last part of a path or an address, which is the name that downloads get.

    Addresses of Google Drive hold no name.
    """
    path = text.partition("?")[0] if is_uri(text) else text
    if path.startswith(("https://drive.google.com/", "https://docs.google.com/")):
        return "{file}"
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


@lru_cache(maxsize=4096)
def normalise(text: str, directory: str) -> str:
    """The canonical id of a path: POSIX, relative to the root, absolute where it leaves it.

    A path that begins with an unknown part may be absolute, so it stays as it is; what lies above
    an unknown folder is unknown, too.

    Args:
        text: a path as code made it.
        directory: the working directory relative to the root.
    """
    text = text.removeprefix("file://")
    if is_uri(text):
        return text
    text = text.replace("\\", "/")
    if _DRIVE.match(text):
        return text.rstrip("/")
    if text.startswith("~"):
        return posixpath.normpath(text)
    if text.startswith(ROOT):
        inside = posixpath.normpath("./" + text[len(ROOT) :].lstrip("/"))
        return inside
    if text.startswith("/"):
        return posixpath.normpath("/" + text.lstrip("/"))
    first, slash, rest = text.partition("/")
    if slash and HOLE.fullmatch(first):
        inside = posixpath.normpath(rest.lstrip("/") or ".")
        while inside == ".." or inside.startswith("../"):
            inside = inside[3:] or "."
        return first if inside == "." else f"{first}/{inside}"
    if text.startswith("{"):
        return posixpath.normpath(text)
    return posixpath.normpath(posixpath.join(directory, text))


def is_opaque(text: str) -> bool:
    """Does nothing fixed remain of the path but separators and dots?"""
    return not HOLE.sub("", text).strip("/.*\\ ")


def reason_of(value: Value) -> UnresolvedReason:
    """Why the text of a value is not known."""
    for option in options_of(value):
        if isinstance(option, UnknownValue):
            return option.reason
        if isinstance(option, ListValue):
            return UnresolvedReason.LISTING
    return UnresolvedReason.DATA


def is_plausible_path(text: str) -> bool:
    """Could the text name a file (and not be data, markup or a sentence)?"""
    return bool(text) and len(text) < 1000 and not _LINES.search(text.removeprefix(ROOT))
