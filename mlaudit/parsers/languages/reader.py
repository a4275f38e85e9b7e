"""What the readers of expressions of all languages have in common: operator precedence, calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from mlaudit.model.expression import (
    Argument,
    Bind,
    Call,
    Constant,
    Expression,
    Name,
    Operation,
    Unknown,
)
from mlaudit.model.summary import Assign, Evaluate, Function, Parameter, Return, Statement
from mlaudit.parsers.languages.operators import ASSIGNING, PREFIX, Infix, number_of
from mlaudit.parsers.languages.tokens import Token

DEPTH_BOUND = 120
"""Brackets and operators inside each other that are read."""


class TooDeepError(Exception):
    """The code is nested deeper than is read."""


class Reader:
    """Reads the tokens of one language; what it does not know becomes `Unknown`."""

    infix: ClassVar[dict[str, Infix]]
    prefixes: ClassVar[dict[str, str]]
    assigning: frozenset[str]
    constants: ClassVar[dict[str, Expression]]

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.depth = 0
        self.made = 0
        self.by_name = False
        self.before: list[Statement] = []

    @property
    def token(self) -> Token:
        """The next token."""
        return self.tokens[self.position]

    def take(self) -> Token:
        """The next token, and go on behind it."""
        token = self.tokens[self.position]
        self.position += token.kind != "end"
        return token

    def at(self, *texts: str) -> bool:
        """Is the next token one of these signs or words?"""
        return self.token.text in texts and self.token.kind in ("sign", "name")

    def skip_lines(self) -> None:
        """Go on behind the ends of lines."""
        while self.token.kind == "line":
            self.take()

    def accept(self, text: str) -> bool:
        """Go on behind a sign or word if it comes next."""
        found = self.at(text)
        if found:
            self.take()
        return found

    def statements(self, *ends: str) -> tuple[Statement, ...]:
        """The statements up to one of the words that end a block, or the end of the code."""
        found: list[Statement] = []
        outer, self.before = self.before, []
        while True:
            self.skip_lines()
            if self.token.kind == "end" or self.at(*ends):
                break
            mark = self.position
            made = self.statement()
            found += [*self.before, *made]
            self.before.clear()
            if self.position == mark:
                self.take()
        self.before = outer
        return tuple(found)

    def statement(self) -> list[Statement]:
        """One statement; languages add their own forms."""
        return self.plain_statement()

    def plain_statement(self) -> list[Statement]:
        """An assignment, or an expression that stands by itself."""
        line = self.token.line
        left = self.expression(ASSIGNING + 1)
        if not (self.token.kind == "sign" and self.token.text in self.assigning):
            return [Evaluate(left, line)]
        sign = self.take().text
        self.skip_lines()
        right = self.expression(ASSIGNING)
        if sign in ("->", "->>"):
            left, right = right, left
        elif len(sign) == 2 and sign[0] in "+-*/":
            right = self.combine(self.infix[sign[0]].meaning, left, right, line)
        return [Assign((left,), right, line)]

    def expression(self, power: int = 0) -> Expression:
        """A value with all operators that bind at least as strongly as `power`."""
        self.depth += 1
        if self.depth > DEPTH_BOUND:
            raise TooDeepError
        left = self.operand()
        while True:
            token = self.token
            rule = self.infix.get(token.text) if token.kind in ("sign", "name") else None
            if rule is None or rule.power < power or self.stops(token):
                break
            self.take()
            self.skip_lines()
            right = self.right_side(rule)
            left = self.combine(rule.meaning, left, right, token.line)
        self.depth -= 1
        return left

    def right_side(self, rule: Infix) -> Expression:
        """The value behind an operator."""
        return self.expression(rule.power + (0 if rule.right else 1))

    def stops(self, token: Token) -> bool:
        """Does an operator belong to what comes next (in rows of MATLAB)?"""
        return False

    def operand(self) -> Expression:
        """A value with the signs before it and what follows it directly."""
        token = self.token
        if token.kind == "sign" and token.text in self.prefixes:
            self.take()
            value = self.expression(PREFIX)
            meaning = self.prefixes[token.text]
            return self.signed(meaning, value, token.line)
        return self.following(self.primary())

    def signed(self, meaning: str, value: Expression, line: int) -> Expression:
        """A value with a sign before it."""
        if meaning == "-" and isinstance(value, Constant) and isinstance(value.value, int | float):
            return Constant(-value.value)
        return Operation(meaning, (value,)) if meaning else value

    def primary(self) -> Expression:
        """A name, a literal, or something in brackets; what closes a bracket is left alone."""
        if self.token.kind in ("line", "end") or self.at(")", "]", "}", ","):
            return Unknown("nothing")
        token = self.take()
        if token.kind == "text":
            return self.text(token)
        if token.kind == "number":
            return number_of(token.text)
        if token.kind == "name":
            return self.constants.get(token.text) or Name(token.text)
        if token.text == "(":
            self.skip_lines()
            value = Unknown("empty") if self.at(")") else self.expression()
            self.close(")")
            return value
        return Unknown(token.text or "end")

    def text(self, token: Token) -> Expression:
        """A text; languages add what is inserted into it."""
        return Constant(token.text)

    def following(self, value: Expression) -> Expression:
        """What stands directly behind a value: arguments, an index, a field."""
        return value

    def close(self, bracket: str) -> None:
        """Go on behind a closing bracket; what stands before it unread is left out."""
        level = 0
        while self.token.kind != "end":
            if level == 0 and self.at(bracket):
                self.take()
                return
            text = self.token.text if self.token.kind == "sign" else ""
            if text in (")", "]", "}"):
                if level == 0:
                    return
                level -= 1
            level += text in ("(", "[", "{")
            self.take()

    def arguments(self, closing: str, naming: str = "=") -> tuple[Argument, ...]:
        """The arguments up to a closing bracket, which is taken too."""
        found: list[Argument] = []
        outer, self.by_name = self.by_name, False
        while True:
            while self.token.kind == "line" or self.at(","):
                self.by_name = self.by_name or self.token.text == ";"
                self.take()
            if self.at(closing) or self.token.kind == "end":
                break
            mark = self.position
            found.append(self.argument(naming))
            if self.position == mark:
                break
            if not self.at(",", closing) and self.token.kind != "line":
                break
        self.by_name = outer
        self.close(closing)
        return tuple(found)

    def argument(self, naming: str) -> Argument:
        """`value` or `name = value`."""
        token, behind = self.token, self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        named = token.kind in ("name", "text") and behind.kind == "sign" and behind.text == naming
        if not named:
            return Argument(self.expression())
        self.take()
        self.take()
        self.skip_lines()
        return Argument(self.expression(ASSIGNING + 1), token.text)

    def combine(self, meaning: str, left: Expression, right: Expression, line: int) -> Expression:
        """Two values with an operator between them."""
        if meaning == "assign":
            return Bind(left.identifier, right) if isinstance(left, Name) else right
        if meaning == "unknown":
            return Unknown("operator")
        return Operation(meaning, (left, right))

    def define(
        self, name: str, parameters: tuple[Parameter, ...], body: tuple[Statement, ...], line: int
    ) -> Function:
        """A function whose last value is what it gives."""
        return Function(name, parameters, returning(body), (), line)

    def hoist(
        self, parameters: tuple[Parameter, ...], body: tuple[Statement, ...], line: int
    ) -> Name:
        """A function without a name, defined before the statement that it stands in."""
        self.made += 1
        name = f"function {self.made} of line {line}"
        self.before.append(self.define(name, parameters, body, line))
        return Name(name)


def returning(body: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The body of a function that gives the value of its last statement."""
    if not body or not isinstance(body[-1], Evaluate):
        return body
    return (*body[:-1], Return(body[-1].value, body[-1].line))


def call(name: str, line: int, *values: Expression) -> Call:
    """A call of a function with values in their order."""
    return Call(Name(name), tuple(Argument(value) for value in values), line)


Special = Callable[[tuple[Argument, ...], int], Expression | None]
"""What a call of a language means; None where it is an ordinary call."""
