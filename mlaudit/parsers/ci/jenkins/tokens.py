"""Groovy as tokens; whatever bytes they are, something comes out.

Source: https://groovy-lang.org/syntax.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

LONGEST = 500_000
"""Characters that are read."""

_PLAIN = lazy_regex(
    r"(?P<space>[ \t\r\f]+|\\\r?\n)|(?P<comment>//[^\n]*|\#![^\n]*|/\*.*?(?:\*/|\Z))"
    r"|(?P<line>\n|;)|(?P<quote>'''|\"\"\"|'|\"|\$/)"
    r"|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)"
    r"|(?P<sign>\?\.|\*\.|\.&|==~?|=~|!=|<=|>=|->|&&|\|\||\+\+|--|\+=|.)",
    re.DOTALL,
)
_ENDS = {"'''": "'''", '"""': '"""', "'": "'", '"': '"', "$/": "/$", "/": "/"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "", "b": "", "f": ""}
_BEFORE_SLASHY = frozenset(("(", ",", "=", "[", ":", "==~", "=~", "?", "&&", "||", "{", ""))
_DOTTED = lazy_regex(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


@immutable
class Reference:
    """A part of a text that Groovy fills in: the expression as written."""

    code: str


@immutable
class Token:
    """A token; of texts the parts, of all others what is written.

    Attributes:
        kind: "name", "number", "sign", "line" or "text".
        text: as written, "" for texts.
        line: from 1.
        parts: of a text.
        spaced: white space stands before it.
    """

    kind: str
    text: str
    line: int
    parts: tuple[str | Reference, ...] = ()
    spaced: bool = False


def read_tokens(source: str) -> list[Token]:
    """The tokens of a file; comments are left out."""
    return list(_tokens(source[:LONGEST]))


def _tokens(source: str) -> Iterator[Token]:
    position, line, last, spaced = 0, 1, "", False
    while position < len(source):
        match = _PLAIN.match(source, position)
        if match is None:
            return
        kind, text, start = match.lastgroup or "", match[0], line
        position, token = match.end(), None
        if kind == "quote" or (text == "/" and last in _BEFORE_SLASHY):
            parts, end = _read_text(source, position, text)
            token = Token("text", "", start, parts, spaced)
            line += source.count("\n", match.start(), end)
            position, last = end, "text"
        else:
            line += text.count("\n")
            if kind not in ("space", "comment"):
                token = Token(kind, text, start, (), spaced)
                last = "" if kind == "line" else text
        spaced = kind in ("space", "comment")
        if token is not None:
            yield token


def _read_text(source: str, position: int, quote: str) -> tuple[tuple[str | Reference, ...], int]:
    """The parts of a text and where it ends; a text in one line ends with the line at last."""
    end, fills = _ENDS[quote], quote not in ("'", "'''")
    parts: list[str | Reference] = []
    found: list[str] = []
    while position < len(source) and not source.startswith(end, position):
        character = source[position]
        if character == "\n" and quote in ("'", '"'):
            break
        if character == "\\" and quote not in ("/", "$/"):
            found.append(_unescape(source[position + 1 : position + 2]))
            position += 2
        elif character == "$" and fills and (reference := _read_reference(source, position)):
            parts += ["".join(found), Reference(reference[0])]
            found, position = [], reference[1]
        else:
            found.append(character)
            position += 1
    parts.append("".join(found))
    stop = position + len(end) if source.startswith(end, position) else position
    return tuple(part for part in parts if part != ""), stop


def _unescape(character: str) -> str:
    # A line that goes on is one for the shell, too: so lines keep their numbers.
    return "\\\n" if character == "\n" else _ESCAPES.get(character, character)


def _read_reference(source: str, position: int) -> tuple[str, int] | None:
    if source.startswith("${", position):
        depth, at = 1, position + 2
        while at < len(source) and depth and at - position < 1_000:
            depth += {"{": 1, "}": -1}.get(source[at], 0)
            at += 1
        return source[position + 2 : at - 1].strip(), at
    match = _DOTTED.match(source, position + 1)
    return (match[0], match.end()) if match else None
