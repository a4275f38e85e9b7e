"""Tokens of the shells of Windows, and a way through them."""

from __future__ import annotations

from mlaudit.model.immutable import immutable


@immutable
class Token:
    """A word, a sign (`&&`, `(`, `>`), the end of a line ("line") or of the file ("end").

    Attributes:
        kind: "word", "sign", "line" or "end".
        text: as written.
        line: on which it stands.
        quoted: it begins with a quote.
        spaced: white space stands before it.
    """

    kind: str
    text: str
    line: int
    quoted: bool = False
    spaced: bool = False


class Cursor:
    """Goes through tokens, of which the last is of kind "end"."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.position]

    def take(self) -> Token:
        """The next token, and go on behind it."""
        token = self.tokens[self.position]
        self.position += token.kind != "end"
        return token

    def skip_lines(self) -> None:
        """Go on behind the ends of lines."""
        while self.token.kind == "line":
            self.take()

    def at(self, *texts: str) -> bool:
        """Is the next token one of these signs or words, in lower case and without quotes?"""
        token = self.token
        return token.text.lower() in texts and token.kind in ("sign", "word") and not token.quoted
