"""What tests of notes share."""

from __future__ import annotations

from mlaudit.parsers.suppressions.finding import find_suppressions


def covered(path: str, text: str | bytes) -> list[tuple[int, int]]:
    """The first and last line that each note covers; (0, 0) for the whole file."""
    data = text.encode() if isinstance(text, str) else text
    return [(note.first, note.last) for note in find_suppressions(path, data)]


def marked(path: str, text: str) -> set[int]:
    """The lines that the notes of a file without notes for all of it cover."""
    return {line for first, last in covered(path, text) for line in range(first, last + 1)}
