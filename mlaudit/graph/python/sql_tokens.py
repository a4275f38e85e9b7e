"""The words of SQL, and texts that queries put together (`'a/' || getvariable('name')`)."""

from __future__ import annotations

import re

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(
    r"(?P<skip>\s+|--[^\n]*|/\*.*?\*/)"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<quoted>\"[^\"]*\"|`[^`]*`|\[[^\]\n,]*\])"
    r"|(?P<word>(?:[^\W]|[$#@]|\{[^{}]*\}|-(?=[\w{]))+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_VARIABLES = frozenset({"getvariable", "getenv", "current_setting"})
"""Functions that give a value by its name; names in the text of a query stand for them."""


@immutable
class Token:
    """A word, quoted name, text or sign; of quoted ones what is inside."""

    kind: str
    text: str

    @property
    def lower(self) -> str:
        """A word in lower case, "" for everything else."""
        return self.text.lower() if self.kind == "word" else ""


def read_tokens(text: str) -> list[Token]:
    """The words of a query, without spaces and comments."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "quoted" or kind == "text":
            found.append(Token(kind, match.group()[1:-1]))
        elif kind != "skip":
            found.append(Token(kind, match.group()))
    return found


def text_expression(tokens: list[Token], at: int) -> tuple[str, int]:
    """The text that `a || b || …` makes and the place after it; "" where nothing is joined.

    Variables leave a hole with their name, other unknown parts one with the name of the function.
    """
    parts: list[str] = []
    while True:
        part, at = _operand(tokens, at)
        if not part:
            return "", at
        parts.append(part)
        if [token.text for token in tokens[at : at + 2]] != ["|", "|"]:
            break
        at += 2
    return ("".join(parts) if len(parts) > 1 else ""), at


def _operand(tokens: list[Token], at: int) -> tuple[str, int]:
    """One operand of `||` and the place after it; "" where there is none."""
    first = tokens[at] if at < len(tokens) else Token("end", "")
    if first.kind == "text":
        return first.text, at + 1
    if first.kind != "word":
        return "", at
    name, end = first.lower.strip("{}$@#"), at + 1
    if end < len(tokens) and tokens[end].text == "(":
        name, end = _function(tokens, at)
    return "{" + re.sub(r"\W+", "_", name) + "}", end


def _function(tokens: list[Token], at: int) -> tuple[str, int]:
    """The name of the variable that a call asks for, else of its function; the place after it."""
    name, depth = tokens[at].lower, 0
    for end in range(at, len(tokens)):
        token = tokens[end]
        if token.kind == "sign":
            depth += {"(": 1, ")": -1}.get(token.text, 0)
        given = tokens[end + 2 : end + 3]
        if token.lower in _VARIABLES and given and given[0].kind == "text":
            name = given[0].text
        if depth == 0 and end > at:
            return name, end + 1
    return name, len(tokens)
