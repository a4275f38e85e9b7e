"""Splits code of any of the languages into tokens: names, texts, numbers, signs, ends of lines."""

from __future__ import annotations

import re
from dataclasses import field

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

OPENING = {"(": ")", "[": "]", "{": "}"}
_SIGN = lazy_regex(r"(?P<sign>.)", re.DOTALL)
_VALUE_ENDS = frozenset({")", "]", "}", "'", ".'"})


@immutable
class Token:
    """One token.

    Attributes:
        kind: "name", "number", "text", "command" (text in backticks of Julia), "sign", "line"
            (the end of a statement) or "end" (of the code).
        text: as written; of a text what is between its quotes.
        line: on which it starts.
        spaced: white space stands before it.
        quote: what opens a text.
    """

    kind: str
    text: str
    line: int
    spaced: bool = False
    quote: str = ""


@immutable
class Lexicon:
    """How a language writes its tokens.

    Attributes:
        comment: what is left out.
        text: texts and characters; the groups `quote` and `inner`.
        name: names.
        signs: operators of several characters; every other character is one by itself.
        transposes: a quote right behind a value is an operator.
        separator: further character that ends a statement, "" for none.
        grouping: brackets inside which a line does not end.
        escapes: a backslash in a text changes the character behind it.
    """

    comment: str
    text: str
    name: str
    signs: tuple[str, ...]
    transposes: bool = False
    separator: str = ";"
    grouping: str = "(["
    escapes: bool = True
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        signs = "|".join(map(re.escape, sorted(self.signs, key=len, reverse=True)))
        pattern = re.compile(
            rf"(?P<space>[ \t\r\f\ufeff]+)|(?P<comment>{self.comment})|(?P<text>{self.text})"
            r"|(?P<number>(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)L?)"
            rf"|(?P<name>{self.name})|(?P<line>\n)|(?P<sign>{signs}|.)",
            re.DOTALL,
        )
        object.__setattr__(self, "pattern", pattern)


def split_tokens(code: str, lexicon: Lexicon, first: int = 1) -> list[Token]:
    """The tokens of code that starts on the line `first`; the last one is of kind "end"."""
    tokens: list[Token] = []
    open_brackets: list[str] = []
    position, line, spaced = 0, first, False
    while position < len(code):
        sign = lexicon.transposes and code[position] in "'\"" and not spaced and _is_value(tokens)
        found = (_SIGN if sign else lexicon.pattern).match(code, position)
        if found is None:
            break
        kind, text = _kind_of(found), found.group()
        position = found.end()
        if kind not in ("space", "comment"):
            token = _make_token(found, kind, line, spaced, lexicon)
            if not _is_inside(token, open_brackets, lexicon):
                tokens.append(token)
            _follow_brackets(token, open_brackets)
        spaced = kind in ("space", "comment", "line")
        line += text.count("\n")
    tokens.append(Token("end", "", line))
    return tokens


def _kind_of(found: re.Match[str]) -> str:
    kind = found.lastgroup or "sign"
    return kind if kind in ("space", "number", "name", "line", "sign") else _outer_kind(found)


def _outer_kind(found: re.Match[str]) -> str:
    """Texts and comments hold groups of their own."""
    return "comment" if found["comment"] is not None else "text"


def _make_token(
    found: re.Match[str], kind: str, line: int, spaced: bool, lexicon: Lexicon
) -> Token:
    text = found.group()
    if kind == "text":
        quote = ("r" if text[:1] in ("r", "R") else "") + found["quote"]
        kind = "command" if quote.startswith("`") else "text"
        return Token(kind, unescape(found["inner"], quote, lexicon), line, spaced, quote)
    if kind == "line" or (text == lexicon.separator and kind == "sign"):
        return Token("line", text, line, spaced)
    return Token(kind, text, line, spaced)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def unescape(text: str, quote: str, lexicon: Lexicon) -> str:
    """What a text means; doubled quotes stand for one where there are no backslashes."""
    if lexicon.escapes:
        if quote.startswith("r") or "\\" not in text:
            return text
        return re.sub(r"\\([^$])", lambda m: _ESCAPES.get(m[1], m[1]), text, flags=re.DOTALL)
    return text.replace(quote * 2, quote)


def _is_value(tokens: list[Token]) -> bool:
    """Does the last token end a value?"""
    if not tokens:
        return False
    last = tokens[-1]
    return last.kind in ("name", "number") or last.text in _VALUE_ENDS


def _is_inside(token: Token, open_brackets: list[str], lexicon: Lexicon) -> bool:
    """Is it the end of a line inside brackets, which ends no statement?"""
    if token.kind != "line" or not open_brackets:
        return False
    return token.text == "\n" and open_brackets[-1] in lexicon.grouping


def _follow_brackets(token: Token, open_brackets: list[str]) -> None:
    if token.kind != "sign":
        return
    if token.text in OPENING:
        open_brackets.append(token.text)
    elif open_brackets and OPENING[open_brackets[-1]] == token.text:
        open_brackets.pop()
