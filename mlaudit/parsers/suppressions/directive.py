"""What a note says: `mlaudit: ignore[rule, …] reason`, with `file-ignore` for the whole file."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIRECTIVE = re.compile(
    r"(?:\A@?(?:rem\b)?|\s#|\s//)[\s#/!*%;:-]*mlaudit:\s*(?P<whole>file-)?ignore(?![\w-])\s*"
    r"(?:\[(?P<names>[^\]\n]*)\])?\s*(?:(?:--?|:)\s+)?(?P<reason>.*?)\s*(?:\*/)?\Z",
    re.DOTALL | re.IGNORECASE,
)
_NEXT_COMMENT = re.compile(r"\s(?:#|//)\s")


@dataclass(frozen=True, slots=True)
class Directive:
    """A note without its place; the attributes are those of `Suppression`."""

    names: tuple[str, ...]
    reason: str
    whole: bool


def read_directive(comment: str) -> Directive | None:
    """What a comment says, given with or without its signs; None for any other comment.

    The note begins the comment or follows another one on the same line, `# noqa  # mlaudit: …`,
    and ends where a further one begins.
    """
    found = _DIRECTIVE.search(comment)
    if found is None:
        return None
    reason = _NEXT_COMMENT.split(found["reason"], maxsplit=1)[0]
    return Directive(
        split_names(found["names"] or ""), " ".join(reason.split()), found["whole"] is not None
    )


def split_names(text: str) -> tuple[str, ...]:
    """Names between commas, each once."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
