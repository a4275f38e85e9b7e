"""One thing to do for a repository."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from mlaudit.model.immutable import immutable


class Way(StrEnum):
    """What is to be done with a file."""

    WRITE = "write"
    """There is no such file."""
    ADD = "add"
    """There is one, which a person has to add to."""
    KEEP = "keep"
    """Nothing is left to do."""


@immutable
class Proposal:
    """A file to write, or lines to add to one.

    Attributes:
        way: what is to be done.
        file: absolute.
        text: the content, or the lines to add; "" where nothing is left to do.
        note: why it is done in this way, "" where that goes without saying.
    """

    way: Way
    file: Path
    text: str = ""
    note: str = ""
