"""Splits PowerShell into tokens; values keep the variables inside their texts."""

from __future__ import annotations

import re

from mlaudit.model.shell import Hole, Variable, Word, WordPart
from mlaudit.parsers.windows.tokens import Token
from mlaudit.parsers.windows.words import folder_of_script, literal, merge
from mlaudit.patterns import lazy_regex

_TOKEN = lazy_regex(
    r"(?P<comment><\#.*?(?:\#>|\Z)|\#[^\n]*)|(?P<joined>`\r?\n)|(?P<space>[ \t\r\ufeff]+)"
    r"|(?P<line>\n)|(?P<here>@\"[ \t]*\n.*?(?:\n[ \t]*\"@|\Z)|@'[ \t]*\n.*?(?:\n[ \t]*'@|\Z))"
    r"|(?P<type>\[[A-Za-z][\w.\[\], ]{0,100}(?:\([^()\n]{0,200}\))?\](?=[$\[:]|\s*\$))"
    r"|(?P<sign>&&|\|\||\d?>>|\d?>(?:&\d)?|@\(|@\{|\$\(|[;|(){}=,<&](?!=)|[+*-]=|=)"
    r"|(?P<word>(?:\"(?:[^\"`]|`.|\"\")*\"?|'(?:[^']|'')*'?|`.|\$\{[^}\n]{0,200}\}|[^\s;|(){}<>,\"'`=&]|&(?=\w)"
    r"|(?<=\w)=)+)",
    re.DOTALL,
)
_PART = lazy_regex(
    r"\$\{?(?:(?P<scope>env|global|script|local|using):)?(?P<name>\w+)\}?(?P<member>(?:\.\w+)*)"
    r"|\$\((?P<inner>(?:[^()]|\([^()]{0,200}\)){0,200})\)|`(?P<escaped>.)",
    re.IGNORECASE | re.DOTALL,
)
_HOME = {"home": "~", "userprofile": "~", "pwd": ".", "temp": "/tmp", "tmp": "/tmp"}
_PATHS = frozenset({".path", ".fullname", ".providerpath", ".source"})


def split_powershell(code: str) -> list[Token]:
    """The tokens of a script; comments and types are left out."""
    found: list[Token] = []
    line, spaced = 1, True
    position = 0
    while position < len(code):
        match = _TOKEN.match(code, position)
        if match is None:
            position += 1
            continue
        kind, text = match.lastgroup or "space", match.group()
        position = match.end()
        if kind == "here":
            found.append(Token("word", _here(text), line, spaced=spaced))
        elif kind not in ("comment", "joined", "space", "type"):
            found.append(Token(kind, text, line, spaced=spaced))
        spaced = kind in ("comment", "joined", "space", "line")
        line += text.count("\n")
    return [*found, Token("end", "", line)]


def _here(text: str) -> str:
    """A text of several lines as one between quotes."""
    inner = text[2:-2].partition("\n")[2].rpartition("\n")[0]
    quote = text[1]
    return quote + inner.replace(quote, quote * 2) + quote


def read_word(token: Token) -> Word:
    """A word with its variables; quotes are taken off."""
    parts: list[WordPart] = []
    for piece in re.findall(
        r"\"(?:[^\"`]|`.|\"\")*\"?|'(?:[^']|'')*'?|[^\"']+", token.text, re.DOTALL
    ):
        if piece.startswith("'"):
            parts.append(literal(piece.strip("'").replace("''", "'")))
        elif piece.startswith('"'):
            parts += read_parts(piece[1:].removesuffix('"').replace('""', '"'), token.line, True)
        else:
            parts += read_parts(piece, token.line, False)
    return merge(parts) if parts else Word((literal(""),))


def read_parts(text: str, line: int, quoted: bool) -> list[WordPart]:
    """A text with the variables in it."""
    parts: list[WordPart] = []
    position = 0
    for found in _PART.finditer(text):
        if found.start() > position:
            parts.append(literal(text[position : found.start()], quoted=quoted))
        parts += _part(found, line, quoted)
        position = found.end()
    if text[position:]:
        parts.append(literal(text[position:], quoted=quoted))
    return parts


def _part(found: re.Match[str], line: int, quoted: bool) -> list[WordPart]:
    if found["escaped"] is not None:
        return [literal(found["escaped"], quoted=quoted)]
    if found["inner"] is not None:
        return [Hole(re.sub(r"\W+", "_", found["inner"])[:40] or "value")]
    name, member = found["name"], found["member"] or ""
    if name.lower() == "psscriptroot":
        return [folder_of_script(line), literal(member, quoted=quoted)]
    if name.lower() in _HOME and (found["scope"] or name.lower() in ("home", "pwd")):
        return [literal(_HOME[name.lower()]), literal("" if member.lower() in _PATHS else member)]
    if name.lower() in ("true", "false", "null"):
        return [literal(name.lower(), quoted=quoted)]
    if not member or member.lower() in _PATHS:
        return [Variable(name)]
    if quoted:
        return [Variable(name), literal(member)]
    return [Hole(name + member.replace(".", "_"))]
