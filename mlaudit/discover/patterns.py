"""The path patterns of .gitignore and .gitattributes, exactly as gitignore(5) defines them.

General libraries let a pattern that matches a folder match all that is below it. Git does not: it
judges one level after the other, which decides between patterns and their exceptions.
"""

from __future__ import annotations

import fnmatch
import re
from functools import cache

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \t",
    "digit": "0-9",
    "lower": "a-z",
    "space": " \t\n\r\f\v",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_CLASS = lazy_regex(r"\[:(\w+):\]")
_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)


@immutable
class PathPattern:
    """One pattern.

    Attributes:
        segments: one expression for each part between slashes; None stands for `**`.
        by_name: it has no slash, so the last part of a path alone counts.
        folders_only: it ends in a slash.
    """

    segments: tuple[re.Pattern[str] | None, ...]
    by_name: bool
    folders_only: bool

    def matches(self, path: str, *, folder: bool) -> bool:
        """Does the pattern match that very path, relative to the folder of its file?"""
        if self.folders_only and not folder:
            return False
        if self.by_name:
            only = self.segments[0] if len(self.segments) == 1 else None
            name = path.rpartition("/")[2]
            if only is not None:
                return only.match(name) is not None
            parts = [name]
        else:
            parts = path.split("/")
        # How many parts of the path the segments so far may have taken up.
        taken = {0}
        for position, segment in enumerate(self.segments, start=1):
            if segment is None:
                least = 1 if position == len(self.segments) else 0
                taken = set(range(min(taken) + least, len(parts) + 1))
            else:
                taken = {n + 1 for n in taken if n < len(parts) and segment.match(parts[n])}
            if not taken:
                return False
        return len(parts) in taken


@cache
def parse_pattern(text: str) -> PathPattern | None:
    """Read a pattern without its leading "!"; None for one that can match nothing."""
    if text.count("\\") % 2 and text.endswith("\\"):
        return None
    body = text.removesuffix("/")
    by_name = "/" not in body
    names = body.removeprefix("/").split("/")
    if names == [""]:
        return None
    star = None if not by_name else _compile_segment("*")
    segments = tuple(star if name == "**" else _compile_segment(name) for name in names)
    return PathPattern(segments, by_name, body != text)


@cache
def _compile_segment(name: str) -> re.Pattern[str]:
    name = _CLASS.sub(lambda match: _CLASSES.get(match[1], match[0]), name)
    name = name.replace("[^", "[!")
    return re.compile(fnmatch.translate(_ESCAPE.sub(_quote_character, name)))


def _quote_character(match: re.Match[str]) -> str:
    return f"[{match[1]}]" if match[1] in "*?[" else match[1]
