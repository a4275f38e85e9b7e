"""Reads MATLAB and Octave: https://www.mathworks.com/help/matlab/language-fundamentals.html."""

from __future__ import annotations

from typing import ClassVar

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Call,
    Collection,
    Constant,
    Expression,
    Format,
    Item,
    Name,
    Unknown,
)
from mlaudit.model.summary import Evaluate, Function, If, Parameter, Return, Statement
from mlaudit.parsers.languages.blocks import BlockReader
from mlaudit.parsers.languages.matlab_calls import meaning_of
from mlaudit.parsers.languages.matlab_names import COMMANDS
from mlaudit.parsers.languages.operators import ASSIGNING, Infix, shift_index
from mlaudit.parsers.languages.reader import call
from mlaudit.parsers.languages.tokens import Lexicon, Token, split_tokens
from mlaudit.parsers.languages.values import join_texts

LEXICON = Lexicon(
    comment=r"(?m:^[ \t]*[%\#]\{[ \t]*\n).*?(?:(?m:^[ \t]*[%\#]\}[ \t]*$)|\Z)"
    r"|\.\.\.[^\n]*(?:\n|\Z)|[%\#][^\n]*",
    text=r"""(?P<quote>["'])(?P<inner>(?:(?P=quote){2}|(?!(?P=quote))[^\n])*)(?P=quote)""",
    name=r"[A-Za-z]\w*",
    signs=("==", "~=", "!=", "<=", ">=", "&&", "||", ".*", "./", ".^", ".\\", ".'", "+=", "-="),
    transposes=True,
    grouping="([{",
    escapes=False,
)


class MatlabReader(BlockReader):
    """Reads the tokens of MATLAB."""

    ends = ("end", "endif", "endfor", "endwhile", "endfunction", "end_try_catch", "endswitch")
    infix: ClassVar[dict[str, Infix]] = {
        **{s: Infix(ASSIGNING, "assign", right=True) for s in ("=", "+=", "-=")},
        **{s: Infix(10, "or") for s in ("||", "|")},
        **{s: Infix(12, "and") for s in ("&&", "&")},
        **{s: Infix(20, s) for s in ("<", ">", "<=", ">=", "==")},
        **{s: Infix(20, "!=") for s in ("~=", "!=")},
        ":": Infix(28, "unknown"),
        "+": Infix(30, "text"),
        "-": Infix(30, "-"),
        "*": Infix(40, "*"),
        "/": Infix(40, "/"),
        **{s: Infix(40, "unknown") for s in (".*", "./", ".\\", "\\")},
        **{s: Infix(80, "unknown", right=True) for s in ("^", ".^")},
    }
    prefixes: ClassVar[dict[str, str]] = {"-": "-", "+": "", "~": "not", "!": "not"}
    assigning = frozenset({"=", "+=", "-="})
    constants: ClassVar[dict[str, Expression]] = {
        "true": Constant(True),
        "false": Constant(False),
        "filesep": Constant("/"),
        "pwd": call("cd_now", 0),
    }
    in_row = False
    bracketed_loops = True

    def statement(self) -> list[Statement]:
        """Flow, functions, commands without brackets, assignments and expressions."""
        found = self.flow()
        if found is not None:
            return found
        token = self.token
        if token.kind == "sign" and token.text == "!":
            return [Evaluate(call("os.system", token.line, Constant(self._rest())), token.line)]
        if self.accept("function"):
            return [self._function(token.line)]
        if self.accept("switch"):
            return [self._switch(token.line)]
        if self.at("classdef", "properties", "methods", "events", "enumeration"):
            while self.token.kind not in ("line", "end"):
                self.take()
            return []
        if token.kind == "name" and token.text in COMMANDS and self._is_command():
            return [self._command()]
        if token.kind == "name" and token.text in ("global", "persistent"):
            self._rest()
            return []
        return self.plain_statement()

    def _is_command(self) -> bool:
        """Is it `load data.mat`, a word with words behind it and no brackets?"""
        behind = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        if not behind.spaced or behind.kind not in ("name", "sign", "number"):
            return False
        return behind.kind != "sign" or behind.text in (".", "/", "-", "~")

    def _command(self) -> Statement:
        token = self.take()
        words: list[str] = []
        while self.token.kind not in ("line", "end") and not self.at(","):
            following = self.take()
            if words and not following.spaced:
                words[-1] += following.text
            else:
                words.append(following.text)
        arguments = tuple(Argument(Constant(word)) for word in words)
        return Evaluate(meaning_of(Call(Name(token.text), arguments, token.line)), token.line)

    def _rest(self) -> str:
        """The text up to the end of the line."""
        text = ""
        while self.token.kind not in ("line", "end"):
            token = self.take()
            text += (" " if token.spaced and text else "") + token.text
        return text.lstrip("!")

    def _function(self, line: int) -> Statement:
        target: Expression = self.operand()
        given: tuple[Expression, ...] = ()
        if self.accept("="):
            given = target.elements if isinstance(target, Collection) else (target,)
            target = self.operand()
        name = target.function if isinstance(target, Call) else target
        arguments = target.arguments if isinstance(target, Call) else ()
        body = self.statements(*self.ends, "function")
        if self.at(*self.ends):
            self.take()
        if given:
            value = given[0] if len(given) == 1 else Collection("tuple", given)
            body = (*body, Return(value, line))
        parameters = tuple(map(_parameter, arguments))
        label = name.identifier if isinstance(name, Name) else "function"
        return self.define(label, parameters, body, line)

    def _switch(self, line: int) -> Statement:
        """Each case is a branch of which it is not known whether it runs."""
        self.expression()
        self.skip_lines()
        branches: list[tuple[Statement, ...]] = []
        while self.at("case", "otherwise"):
            if self.take().text == "case":
                self.expression()
            branches.append(self.statements(*self.ends, "case", "otherwise"))
        if self.at(*self.ends):
            self.take()
        found: tuple[Statement, ...] = ()
        for body in reversed(branches):
            found = (If(Unknown("case"), body, found, line),)
        return found[0] if found else Evaluate(Unknown("switch"), line)

    def primary(self) -> Expression:
        """Names, literals, rows, cells and functions without a name."""
        token = self.token
        if self.accept("["):
            return _row(self._elements("]"))
        if self.accept("{"):
            return Collection("list", tuple(self._elements("}")))
        if self.accept("@"):
            return self._handle(token.line)
        return super().primary()

    def _elements(self, closing: str) -> list[Expression]:
        found: list[Expression] = []
        outer, self.in_row = self.in_row, True
        while not self.at(closing) and self.token.kind != "end":
            if self.at(",") or self.token.kind == "line":
                self.take()
                continue
            mark = self.position
            found.append(self.expression(ASSIGNING + 1))
            if self.position == mark:
                break
        self.in_row = outer
        self.close(closing)
        return found

    def _handle(self, line: int) -> Expression:
        if not self.accept("("):
            return Name(self.take().text)
        parameters = tuple(map(_parameter, self.arguments(")")))
        return self.hoist(parameters, (Evaluate(self.expression(), line),), line)

    def following(self, value: Expression) -> Expression:
        """Arguments, indices and fields; the fields of a name are names of their own."""
        while True:
            token = self.token
            if token.kind != "sign" or (self.in_row and token.spaced):
                return value
            if self.accept("("):
                outer, self.in_row = self.in_row, False
                value = meaning_of(Call(value, self.arguments(")"), token.line))
                self.in_row = outer
            elif self.at("{") and not token.spaced:
                self.take()
                found = self.arguments("}")
                value = Item(value, shift_index(found[0].value)) if found else value
            elif self.at(".") and not token.spaced:
                self.take()
                value = self._field(value)
            elif self.at("'", ".'"):
                self.take()
            else:
                return value

    def _field(self, value: Expression) -> Expression:
        name = self.take()
        if name.kind != "name":
            self.close(")") if name.text == "(" else None
            return Unknown("field")
        if isinstance(value, Name):
            return Name(f"{value.identifier}.{name.text}")
        return Attribute(value, name.text)

    def stops(self, token: Token) -> bool:
        """In a row `a -b` is two values."""
        behind = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        return self.in_row and token.spaced and not behind.spaced and token.text in "+-"

    def combine(self, meaning: str, left: Expression, right: Expression, line: int) -> Expression:
        """`+` joins texts."""
        if meaning == "text":
            return join_texts(left, right)
        return super().combine(meaning, left, right, line)


def _row(elements: list[Expression]) -> Expression:
    """A row of texts is one text."""
    if any(_is_text(element) for element in elements):
        return Format(tuple(elements))
    return Collection("list", tuple(elements))


def _is_text(value: Expression) -> bool:
    return isinstance(value, Format) or (
        isinstance(value, Constant) and isinstance(value.value, str)
    )


def _parameter(argument: Argument) -> Parameter:
    value = argument.value
    return Parameter(value.identifier if isinstance(value, Name) else "argument")


def read_matlab(code: str, first: int = 1) -> tuple[Statement, ...]:
    """The statements of MATLAB code."""
    reader = MatlabReader(split_tokens(code.replace("\r\n", "\n"), LEXICON, first))
    found: list[Statement] = []
    while reader.token.kind != "end":
        found += reader.statements()
        reader.take()
    # The functions of a file are known from its first line on.
    found.sort(key=lambda statement: not isinstance(statement, Function))
    return tuple(found)
