"""Expressions of just: texts, names, `+`, `/` and calls, as far as the file tells their value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.parsers.shell.templates import mark_hole
from mlaudit.patterns import lazy_regex

LONGEST = 20_000
"""Characters of a value; longer ones are left unknown."""

_TOKEN = lazy_regex(
    r"""(?P<text>'''.*?'''|\"{3}.*?\"{3}|'[^']*'|"(?:\\.|[^"\\])*")|(?P<tick>`{3}.*?`{3}|`[^`]*`)"""
    r"""|(?P<name>[A-Za-z_][\w-]*)|(?P<mark>:=|&&|\|\||==|!=|=~|::|[:=+/(),{}\[\]@*$?!])"""
    r"""|(?P<comment>\#[^\n]*)|(?P<blank>\s+)|(?P<other>.)""",
    re.DOTALL,
)
_ESCAPE = lazy_regex(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}
_OPENING = {"(": ")", "[": "]", "{": "}"}

Token: TypeAlias = tuple[str, str]
"""(kind, text); kinds are "text", "tick", "name", "mark" and "other"."""


def tokenize(source: str) -> list[Token]:
    """The tokens of a line of a justfile, without blanks and comments."""
    return [
        (str(match.lastgroup), match[0])
        for match in _TOKEN.finditer(source)
        if match.lastgroup not in ("comment", "blank")
    ]


def closing(tokens: Sequence[Token], start: int) -> int:
    """The index of the bracket that closes the one at `start`, or the number of tokens."""
    depth = 0
    for index in range(start, len(tokens)):
        kind, text = tokens[index]
        if kind == "mark":
            depth += (text in _OPENING) - (text in _OPENING.values())
        if depth == 0:
            return index
    return len(tokens)


def unquote(text: str) -> str:
    """The value of a text as it is written."""
    width = 3 if text[:3] in ("'''", '"""') and len(text) >= 6 else 1
    inner = text[width:-width]
    if text.startswith("'"):
        return inner
    return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), inner)


@dataclass(slots=True)
class Names:
    """The variables of a justfile.

    Attributes:
        expressions: the tokens of each.
        known: values that have been found.
        expanding: those whose values are being looked for.
    """

    expressions: dict[str, list[Token]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    expanding: set[str] = field(default_factory=set)

    def value(self, name: str) -> str:
        """The value of a variable, a marked hole where it is unknown."""
        if name not in self.known:
            hole = mark_hole("{{" + name + "}}")
            if name in self.expanding or name not in self.expressions:
                return hole
            self.expanding.add(name)
            found = evaluate(self.expressions[name], self.value)
            self.expanding.discard(name)
            self.known[name] = found if len(found) <= LONGEST else hole
        return self.known[name]


def evaluate(tokens: Sequence[Token], look_up: Callable[[str], str]) -> str:
    """The value of an expression; what the file does not tell is a marked hole."""
    value, index, operator = "", 0, "+"
    while index < len(tokens):
        operand, index = _operand(tokens, index, look_up)
        if operand is None:
            return mark_hole("{{" + " ".join(text for _, text in tokens)[:80] + "}}")
        value = f"{value}/{operand}" if operator == "/" else value + operand
        if index < len(tokens):
            operator = tokens[index][1]
            if operator not in ("+", "/"):
                return mark_hole("{{" + " ".join(text for _, text in tokens)[:80] + "}}")
            index += 1
    return value


def _operand(
    tokens: Sequence[Token], index: int, look_up: Callable[[str], str]
) -> tuple[str | None, int]:
    kind, text = tokens[index]
    following = tokens[index + 1][1] if index + 1 < len(tokens) else ""
    if kind == "text":
        return unquote(text), index + 1
    if text == "/":  # a path that starts at the root
        return "", index
    if text == "(":
        end = closing(tokens, index)
        return evaluate(tokens[index + 1 : end], look_up), end + 1
    if kind == "tick":
        return mark_hole("{{" + text + "}}"), index + 1
    if kind != "name" or text == "if":
        return None, index + 1
    if following == "(":
        end = closing(tokens, index + 1)
        called = "".join(text for _, text in tokens[index : end + 1])
        return mark_hole("{{" + called + "}}"), end + 1
    if tokens[index + 1 : index + 2] and tokens[index + 1][0] == "text":
        return None, index + 2  # `x"~/data"`, `f"{{name}}"`
    return look_up(text), index + 1
