"""Text of a repository as Markdown in which nothing acts: no link, no mention, no HTML, no table.

GitHub and GitLab find mentions and references in the text that Markdown has become, so that no
escape of Markdown keeps them out, and a space of no width does.
"""

from __future__ import annotations

import html
import re

from mlaudit.patterns import lazy_regex
from mlaudit.report.escape import visible

MAX_TEXT = 600
"""Characters of one text; what is longer is no sentence."""
_GAP = "&#8203;"
_MARKS = lazy_regex(r"[\\`*_\[\]~]")
_REFERENCES = (
    (lazy_regex(r"@"), "@" + _GAP),
    (lazy_regex(r"([#!%](?=\w))"), r"\1" + _GAP),
    (lazy_regex(r"\b(GH)-(?=\d)", re.IGNORECASE), rf"\1{_GAP}-"),
    (lazy_regex(r"://"), f":{_GAP}//"),
    (lazy_regex(r"\b(www|mailto|xmpp)([.:])", re.IGNORECASE), rf"\1{_GAP}\2"),
    (lazy_regex(r":(?=[\w+-]+:)"), ":" + _GAP),
)
"""Mentions; numbers of issues, merge requests and milestones; addresses; names of emojis."""
_RUNS = lazy_regex(r"`+")


def escape(text: str) -> str:
    """Text that shows as it is written, within a line or a cell of a table."""
    safe = clip(visible(text))
    for pattern, replacement in _REFERENCES:
        safe = pattern.sub(replacement.replace(_GAP, "\0"), safe)
    safe = _MARKS.sub(r"\\\g<0>", html.escape(safe, quote=False))
    # A bar would end a cell, dollars would begin a formula.
    return safe.replace("|", "&#124;").replace("$", "&#36;").replace("\0", _GAP)


def code(text: str) -> str:
    """Text as a span of code, in which nothing is added that a person would copy.

    A cell of a table needs `cell` around it. Before a bar a backslash cannot be written there, so
    that such text is no code.
    """
    safe = clip(visible(text))
    if "\\|" in safe or not safe.strip():
        return escape(text)
    longest = max((len(run) for run in _RUNS.findall(safe)), default=0)
    fence = "`" * (longest + 1)
    space = " " if safe.startswith(("`", " ")) or safe.endswith(("`", " ")) else ""
    return f"{fence}{space}{safe}{space}{fence}"


def cell(markdown: str) -> str:
    """Markdown of `escape`, `code` and `prose` as the cell of a table, which a bar would end."""
    return markdown.replace("|", "\\|")


def html_code(text: str) -> str:
    """Text as code within HTML, where Markdown does not act."""
    return f"<code>{html.escape(clip(visible(text)))}</code>"


def prose(text: str) -> str:
    """A message of mlaudit, whose `words` between backticks are code."""
    parts = clip(text).split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return "".join(code(part) if odd % 2 else escape(part) for odd, part in enumerate(parts))


def clip(text: str) -> str:
    """The text, with an ellipsis for what is beyond any sentence."""
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
