"""What a note says: `mlaudit: ignore[rule, …] reason`, with `file-ignore` for the whole file."""

from __future__ import annotations

import re

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_DIRECTIVE = lazy_regex(
    r"mlaudit:\s*(?P<whole>file-)?ignore(?![\w-])\s*(?:\[(?P<names>[^\]\n]*)\])?(?P<reason>.*)",
    re.DOTALL | re.IGNORECASE,
)
_SIGNS = " \t\n#/!*%;:-"
_BEGINNINGS = ("", "rem", "@rem")
_NEXT_COMMENT = lazy_regex(r"\s(?:#|//)")
_SEPARATOR = lazy_regex(r"\s*(?:--?|:)\s")


@immutable
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
    if found is None or not _begins(comment[: found.start()]):
        return None
    reason = found["reason"].rstrip().removesuffix("*/")
    reason = re.split(r"\s(?:#|//)\s", reason, maxsplit=1)[0]
    separator = _SEPARATOR.match(reason)
    reason = reason[separator.end() :] if separator is not None else reason
    names = (name.strip() for name in (found["names"] or "").split(","))
    return Directive(
        tuple(dict.fromkeys(filter(None, names))),
        " ".join(reason.split()),
        found["whole"] is not None,
    )


def _begins(before: str) -> bool:
    """Does a comment begin behind that text?"""
    text = before.rstrip(_SIGNS)
    if text.strip().lower() in _BEGINNINGS:
        return True
    return _NEXT_COMMENT.search(before, len(text)) is not None
