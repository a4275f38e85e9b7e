"""The text of a document, whatever its bytes."""

from __future__ import annotations

from mlaudit.model.facts import Problem
from mlaudit.model.place import Place
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

MAX_BYTES = 1_000_000
"""What lies beyond is left unread: no person reads such a document either."""

_BINARY = lazy_regex(r"[\x00-\x08\x0e-\x1a]")


def read_text(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text with line feeds alone, and what of it could not be read."""
    problems: tuple[Problem, ...] = ()
    text = decode_text(data[:MAX_BYTES]) if data else ""
    if _is_binary(text):
        return "", (Problem(Place(path), "binary content in a document"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(data) > MAX_BYTES:
        text = text[: text.rfind("\n") + 1] or text
        place = Place(path, text.count("\n") + 1)
        problems = (Problem(place, f"read up to {MAX_BYTES} bytes only", whole=False),)
    return text, problems


def _is_binary(text: str) -> bool:
    sample = text[:8000]
    return "\x00" in sample or len(_BINARY.findall(sample)) * 20 > len(sample) > 0
