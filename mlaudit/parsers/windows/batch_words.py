"""Splits batch files into words, signs and ends of lines."""

from __future__ import annotations

import re

from mlaudit.model.shell import Hole, Variable, Word, WordPart
from mlaudit.parsers.windows.tokens import Token
from mlaudit.parsers.windows.words import folder_of_script, literal, merge
from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(
    r"(?P<space>[ \t,;=]+(?=[^\s])|[ \t]+)|(?P<line>\n)"
    r"|(?P<sign>&&|\|\||\d?>>&?\d?|\d?>&?\d?|<|[&|()])"
    r'|(?P<word>(?:"[^"\n]*"?|\^.|%~?[\w$:]*%|[^\s"&|<>()^])+)',
)
_PART = lazy_regex(
    r"%~(?P<modifier>[a-zA-Z]*)(?P<number>\d)|%(?P<argument>[\d*])|%%~?(?P<options>[a-z]*~)?"
    r"(?P<loop>\w)|%(?P<name>[^%\s:\"]+)(?P<change>:[^%\n]*)?%|!(?P<late>\w+)!"
)
_KNOWN = {"cd": ".", "userprofile": "~", "homepath": "~", "temp": "/tmp", "tmp": "/tmp"}


def split_batch(code: str) -> list[Token]:
    """The tokens of a batch file; comments and labels are left out."""
    found: list[Token] = []
    for line, text in _lines(code):
        number = line
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup or "space"
            if kind != "space":
                found.append(Token(kind, match.group(), number, match.group().startswith('"')))
        found.append(Token("line", "\n", line))
    return [*found, Token("end", "", len(code.split("\n")))]


def _lines(code: str) -> list[tuple[int, str]]:
    """(number, text) of each line with what continues it."""
    found: list[tuple[int, str]] = []
    joined, begin = "", 0
    for number, row in enumerate(code.replace("\r\n", "\n").split("\n"), 1):
        if not joined:
            begin = number
        stripped = row.rstrip()
        if stripped.endswith("^") and not stripped.endswith("^^"):
            joined += stripped[:-1] + " "
            continue
        text = (joined + row).strip().lstrip("@").strip()
        joined = ""
        if text and not text.startswith(":") and not re.match(r"rem\b", text, re.IGNORECASE):
            found.append((begin, text))
    return found


def read_word(token: Token) -> Word:
    """A word with its variables; quotes are taken off."""
    text = re.sub(r"\^(.)", r"\1", token.text.replace('"', ""))
    parts: list[WordPart] = []
    position = 0
    for found in _PART.finditer(text):
        if found.start() > position:
            parts.append(literal(text[position : found.start()], quoted=token.quoted))
        parts.append(_part(found, token.line))
        position = found.end()
        if found["modifier"] and "d" in found["modifier"] and text[position : position + 1] != "":
            parts.append(literal("" if text[position] in "\\/" else "/"))
    if text[position:] or not parts:
        parts.append(literal(text[position:], quoted=token.quoted))
    return merge(parts)


def _part(found: re.Match[str], line: int) -> WordPart:
    if found["number"] is not None:
        modifier = (found["modifier"] or "").lower()
        if found["number"] == "0" and "p" in modifier:
            return folder_of_script(line)
        return Variable(found["number"]) if not modifier else Hole(f"argument_{found['number']}")
    if found["argument"] is not None:
        return Variable("@" if found["argument"] == "*" else found["argument"])
    if found["loop"] is not None:
        return Hole(found["loop"]) if found["options"] else Variable(found["loop"])
    name = found["name"] or found["late"] or ""
    if found["name"] and found["change"]:
        return Hole(name)
    if name.lower() in _KNOWN:
        return literal(_KNOWN[name.lower()])
    return Variable(name)
