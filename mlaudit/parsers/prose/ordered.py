"""Sentences that tell a person to take numbered files in their order."""

from __future__ import annotations

import re

from mlaudit.patterns import lazy_regex

_TAKING = lazy_regex(
    r"\W*(?:\w+ and )?(?:use|follow|go through|work through|step through|take)\b"
    r".{0,120}(?:\bnotebooks\b|\bscripts\b|\.ipynb\b|\.py\b).{0,60}\bin\b.{0,30}\border\b",
    re.IGNORECASE | re.DOTALL,
)
_SOURCES = ("document", "notebook")


def find_ordered(sentence: str, source: str) -> str | None:
    """The verb "run" for "use the notebooks in numerical order" and its like, else None.

    "Use" tells nobody to do anything by itself; with files and an order it means to run them.
    """
    return "run" if source in _SOURCES and _TAKING.match(sentence) else None
