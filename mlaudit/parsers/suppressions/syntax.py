"""What a syntax of comments is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mlaudit.model.immutable import immutable
from mlaudit.model.suppression import Suppression
from mlaudit.parsers.yaml_data import decode_text


@immutable
class Syntax:
    """How files of some formats hold notes.

    Attributes:
        name: of the syntax.
        claims: does the file at that path have it? None for the one of all files that no other
            syntax claims.
        find: (path, bytes) to the notes of the file, in order. Never raises.
    """

    name: str
    claims: Callable[[str], bool] | None
    find: Callable[[str, bytes], Iterable[Suppression]]


def text_of(data: bytes) -> str:
    """The text of a file with line feeds alone."""
    return decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
