"""Commands in the inline code of running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.parsers.documents.command_shapes import is_whole_command
from mlaudit.parsers.documents.transcript import strip_prompt
from mlaudit.patterns import lazy_regex

_SPAN = lazy_regex(r"(?<!`)(?:``([^`\n]{2,300})``|`([^`]{2,300})`)(?!`)")
_PROMPT = lazy_regex(r"\A[>%]\s+")
_REFUSED = lazy_regex(
    r"\b(?:instead of|rather than|not|n't|without|no need to|avoid|never|like|similar to|e\.g\.|"
    r"for example,?|such as|equivalent to|calls?|runs|wraps?|uses|executes|invokes?|via|behind|"
    r"will (?:use|run|call|execute|invoke))"
    r"(?: \w+ing)?(?: the)?[\s(\"'*]*\Z",
    re.IGNORECASE,
)


def span_commands(text: str) -> Iterator[tuple[int, str]]:
    """(offset of the span, command) of each code span that is a whole command."""
    for match in _SPAN.finditer(text):
        typed = strip_prompt((match.group(1) or match.group(2)).strip())
        command = " ".join(_PROMPT.sub("", typed, count=1).split())
        if is_whole_command(command) and not _REFUSED.search(text, 0, match.start()):
            yield match.start(), command
