"""What GitHub takes of a log; it refuses one that is larger as a whole.

https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support#file-size-limits
"""

from __future__ import annotations

MAX_RESULTS = 25_000
"""Results of a run; of these GitHub shows 5,000."""
MAX_BYTES = 10_000_000
"""Of the log, compressed with gzip."""
MAX_TEXT = 1024
"""Characters of the short and the full description of a rule."""
MAX_LOCATIONS = 100
"""Locations of a result, and related ones, that GitHub shows; it takes 1,000."""
MAX_NOTIFICATIONS = 1000
"""Files that are named as unread; GitHub sets no limit, but a tree of broken files may."""


def fits(text: str) -> bool:
    """Is a log small enough to be uploaded?"""
    data = text.encode("utf-8")
    if len(data) <= MAX_BYTES:
        return True
    import zlib

    return len(zlib.compress(data, 6)) <= MAX_BYTES


def clip(text: str, size: int = MAX_TEXT) -> str:
    """The text, with an ellipsis for what is beyond a number of characters."""
    return text if len(text) <= size else text[: size - 1] + "…"
