"""What a few calls give that definition files are full of: paths, texts, lists, tables."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Member,
    Reference,
    Unknown,
    Value,
    shown,
    text_of,
)

_MOST = 200
"""Longest range that is counted out, and most pieces of a text that are replaced."""
_SAME = frozenset(
    {"resolve", "absolute", "as_posix", "expanduser", "strip", "rstrip", "lstrip", "as_uri", "copy"}
)
"""Methods that leave a text as it is, as far as it matters here."""
_PATHS = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PurePosixPath", "Path"})
_HERE = frozenset({"os.getcwd", "pathlib.Path.cwd", "Path.cwd"})
"""The working directory, which is that of the repository for those who start it as meant."""
_UNCHANGED = frozenset(
    {"os.path.abspath", "os.path.realpath", "os.path.expanduser", "os.path.normpath",
     "os.path.expandvars", "textwrap.dedent", "dedent", "inspect.cleandoc", "os.fspath"}
)  # fmt: skip
NOT_KNOWN = Unknown("")
"""Stands for calls that this module does not know."""


def call_known(callee: Value, given: tuple[Value, ...]) -> Value:
    """What a call gives, or `NOT_KNOWN`."""
    if isinstance(callee, Member):
        return _call_method(callee.of, callee.name, given)
    if not isinstance(callee, Reference):
        return NOT_KNOWN
    if callee.name in _BUILT_IN:
        return _BUILT_IN[callee.name](given)
    if callee.name in _UNCHANGED and given and isinstance(given[0], str):
        return given[0]
    if callee.name in _HERE:
        return "."
    if callee.name in ("os.getenv", "os.environ.get"):
        return given[1] if len(given) > 1 else Unknown(shown(given[0]) if given else "x")
    if callee.name in ("os.path.join", *_PATHS):
        return join(given)
    if callee.name == "os.path.dirname" and given and isinstance(given[0], str):
        return posixpath.dirname(given[0]) or "."
    if callee.name == "os.path.basename" and given and isinstance(given[0], str):
        return posixpath.basename(given[0])
    return NOT_KNOWN


def join(parts: tuple[Value, ...]) -> Value:
    """Parts of a path as one."""
    texts = [text_of(part) for part in parts]
    if not texts or None in texts:
        return Unknown("path")
    whole = posixpath.join(*(text or "." for text in texts))
    return whole if "://" in whole else posixpath.normpath(whole)


def _call_method(of: Value, name: str, given: tuple[Value, ...]) -> Value:
    if isinstance(of, dict):
        return _of_table(of, name, given)
    if not isinstance(of, str):
        return NOT_KNOWN
    if name in _SAME:
        return of
    if name == "joinpath":
        return join((of, *given))
    if name == "join" and given and isinstance(given[0], tuple):
        return of.join(shown(item) for item in given[0])
    if name in ("lower", "upper", "title", "capitalize") and "{" not in of:
        changed: str = getattr(of, name)()
        return changed
    if name == "split" and "{" not in of:
        by = given[0] if given and isinstance(given[0], str) and given[0] else None
        return tuple(of.split(by))
    if name == "replace" and len(given) == 2 and all(isinstance(item, str) for item in given):
        return of.replace(shown(given[0]), shown(given[1])[:_MOST], _MOST)
    if name == "format":
        return _formatted(of, given)
    return NOT_KNOWN


def _formatted(text: str, given: tuple[Value, ...]) -> str:
    """Places are filled in their order; names stay holes."""
    for number, value in enumerate(given):
        hole = "{}" if "{}" in text else "{" + str(number) + "}"
        text = text.replace(hole, shown(value), 1)
    return text


def _of_table(of: dict[str, Value], name: str, given: tuple[Value, ...]) -> Value:
    if name == "items":
        return tuple((key, value) for key, value in of.items())
    if name == "keys":
        return tuple(of)
    if name == "values":
        return tuple(of.values())
    if name == "copy":
        return dict(of)
    if name == "get" and given and isinstance(given[0], str):
        return of.get(given[0], given[1] if len(given) > 1 else None)
    return NOT_KNOWN


def _range(given: tuple[Value, ...]) -> Value:
    numbers = [item for item in given if isinstance(item, int)]
    if len(numbers) != len(given) or not 0 < len(given) < 4 or (len(given) == 3 and not given[2]):
        return NOT_KNOWN
    counted = range(*numbers)
    return tuple(counted) if len(counted) <= _MOST else NOT_KNOWN


def _enumerate(given: tuple[Value, ...]) -> Value:
    start = given[1] if len(given) > 1 else 0
    if not given or not isinstance(given[0], tuple) or not isinstance(start, int):
        return NOT_KNOWN
    return tuple((number, item) for number, item in enumerate(given[0], start))


def _zip(given: tuple[Value, ...]) -> Value:
    lists = [item for item in given if isinstance(item, tuple)]
    return tuple(zip(*lists, strict=False)) if len(lists) == len(given) else NOT_KNOWN


def _list(given: tuple[Value, ...]) -> Value:
    if not given:
        return ()
    if isinstance(given[0], dict):
        return tuple(given[0])
    return given[0] if isinstance(given[0], tuple) else NOT_KNOWN


def _text(given: tuple[Value, ...]) -> Value:
    text = text_of(given[0]) if given else None
    return NOT_KNOWN if text is None else text


_BUILT_IN: dict[str, Callable[[tuple[Value, ...]], Value]] = {
    "range": _range,
    "enumerate": _enumerate,
    "zip": _zip,
    "list": _list,
    "tuple": _list,
    "sorted": _list,
    "str": _text,
}
