"""Reads R, by the manual "R Language Definition"."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Call,
    Conditional,
    Constant,
    Expression,
    Item,
    Name,
    Unknown,
)
from mlaudit.model.summary import (
    Assign,
    Evaluate,
    For,
    Function,
    If,
    Leave,
    Parameter,
    Return,
    Statement,
    While,
)
from mlaudit.parsers.languages.operators import ASSIGNING, Infix, shift_index
from mlaudit.parsers.languages.r_calls import meaning_of
from mlaudit.parsers.languages.r_options import declare_options, parsed_options
from mlaudit.parsers.languages.reader import Reader, call, returning
from mlaudit.parsers.languages.tokens import Lexicon, Token, split_tokens

LEXICON = Lexicon(
    comment=r"\#[^\n]*",
    text=r"""(?:[rR](?=["']-*[(\[{]))?(?P<quote>["'`])"""
    r"""(?P<inner>(?:\\.|(?!(?P=quote))[^\\])*)(?:(?P=quote)|\Z)""",
    name=r"[^\W\d_][\w.]*|\.[^\W\d][\w.]*|\.(?!\d)|_\w*",
    signs=(
        *("<<-", "->>", "<-", "->", "<=", ">=", "==", "!=", "&&", "||", "|>", ":::", "::", ":="),
        *("%>%", "%<>%", "%in%", "%/%", "%%", "%||%", "%o%", "%*%", "%T>%", "%$%", "%do%"),
        "%dopar%",
    ),
)


class RReader(Reader):
    """Reads the tokens of R."""

    infix: ClassVar[dict[str, Infix]] = {
        **{sign: Infix(ASSIGNING, "assign", right=True) for sign in ("<-", "<<-", "=", ":=")},
        **{sign: Infix(ASSIGNING, "unknown") for sign in ("->", "->>", "?")},
        "~": Infix(5, "unknown"),
        **{sign: Infix(10, "or") for sign in ("||", "|", "%||%")},
        **{sign: Infix(12, "and") for sign in ("&&", "&")},
        **{sign: Infix(20, sign) for sign in ("<", ">", "<=", ">=", "==", "!=")},
        "+": Infix(30, "+"),
        "-": Infix(30, "-"),
        "*": Infix(40, "*"),
        "/": Infix(40, "/"),
        "%in%": Infix(50, "in"),
        **{sign: Infix(50, "pipe") for sign in ("|>", "%>%", "%<>%", "%T>%")},
        **{sign: Infix(50, "unknown") for sign in ("%/%", "%%", "%o%", "%*%", "%$%")},
        **{sign: Infix(50, "unknown") for sign in ("%do%", "%dopar%")},
        ":": Infix(60, "unknown"),
        "^": Infix(80, "**", right=True),
    }
    prefixes: ClassVar[dict[str, str]] = {"-": "-", "+": "", "!": "not", "~": "formula", "?": ""}
    assigning = frozenset({"<-", "<<-", "=", ":=", "->", "->>"})
    constants: ClassVar[dict[str, Expression]] = {
        **dict.fromkeys(("TRUE", "T"), Constant(True)),
        **dict.fromkeys(("FALSE", "F"), Constant(False)),
        **dict.fromkeys(("NULL", "NA"), Constant(None)),
    }

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.options: list[Call] = []

    def statement(self) -> list[Statement]:
        """A condition, a loop, an assignment, or an expression."""
        line = self.token.line
        if self.accept("if"):
            return [self._if(line)]
        if self.accept("for"):
            return [self._for(line)]
        if self.at("while", "repeat"):
            test = self._test() if self.take().text == "while" else Constant(True)
            return [While(test, self._clause(), line)]
        if self.at("break", "next"):
            return [Leave(line, self.take().text == "next")]
        if self.accept("{"):
            found = self.statements("}")
            self.accept("}")
            return list(found)
        made = self.plain_statement()
        return [self._named(each) for each in made]

    def _named(self, statement: Statement) -> Statement:
        """A function that is given a name, and the value that a function gives back."""
        if isinstance(statement, Assign) and isinstance(statement.value, Name):
            target, last = statement.targets[0], self.before[-1] if self.before else None
            hoisted = isinstance(last, Function) and last.name == statement.value.identifier
            if hoisted and isinstance(target, Name) and isinstance(last, Function):
                self.before.pop()
                return replace(last, name=target.identifier)
        if isinstance(statement, Evaluate) and isinstance(statement.value, Call):
            value = statement.value
            if value.function == Name("return"):
                given = value.arguments[0].value if value.arguments else Constant(None)
                return Return(given, statement.line)
        return statement

    def _test(self) -> Expression:
        if not self.accept("("):
            return Unknown("test")
        self.skip_lines()
        value = self.expression()
        self.close(")")
        return value

    def _clause(self) -> tuple[Statement, ...]:
        self.skip_lines()
        outer, self.before = self.before, []
        made = self.statement()
        found = (*self.before, *made)
        self.before = outer
        return found

    def _if(self, line: int) -> If:
        test = self._test()
        body = self._clause()
        mark = self.position
        self.skip_lines()
        if self.accept("else"):
            return If(test, body, self._clause(), line)
        self.position = mark
        return If(test, body, (), line)

    def _for(self, line: int) -> For:
        target = Name("item")
        items: Expression = Unknown("items")
        if self.accept("("):
            target = Name(self.take().text)
            self.accept("in")
            items = self.expression()
            self.close(")")
        return For(target, items, self._clause(), (), line)

    def signed(self, meaning: str, value: Expression, line: int) -> Expression:
        """`~ f(.x)` is a short function where it is handed over."""
        if meaning != "formula":
            return super().signed(meaning, value, line)
        parameters = (Parameter(".x"), Parameter(".y", default=Unknown("argument")))
        return self.hoist(parameters, (Evaluate(value, line),), line)

    def primary(self) -> Expression:
        """Names, literals, functions, conditions and blocks that are values."""
        token = self.token
        if self.at("function", "\\"):
            return self._function(self.take().line)
        if self.accept("{"):
            return self._block()
        if self.accept("if"):
            return self._choice(token.line)
        if token.kind == "command":
            self.take()
            return Name(token.text)  # a name in backticks
        return super().primary()

    def text(self, token: Token) -> Expression:
        """Raw texts have brackets inside their quotes."""
        raw = token.quote.startswith("r")
        return Constant(token.text.strip("-")[1:-1] if raw else token.text)

    def _block(self) -> Expression:
        """`{ … }` as a value: its statements come before, its last value is what it is."""
        found = self.statements("}")
        self.accept("}")
        last = found[-1] if found else None
        if isinstance(last, Evaluate):
            self.before += found[:-1]
            return last.value
        self.before += found
        return Unknown("block")

    def _choice(self, line: int) -> Expression:
        test = self._test()
        then = self._value_of(self._clause())
        mark = self.position
        self.skip_lines()
        if self.accept("else"):
            return Conditional(test, then, self._value_of(self._clause()))
        self.position = mark
        return Conditional(test, then, Constant(None))

    def _value_of(self, body: tuple[Statement, ...]) -> Expression:
        last = body[-1] if body else None
        self.before += body[:-1] if isinstance(last, Evaluate) else body
        return last.value if isinstance(last, Evaluate) else Unknown("block")

    def _function(self, line: int) -> Expression:
        parameters: tuple[Parameter, ...] = ()
        if self.accept("("):
            parameters = tuple(map(_parameter, self.arguments(")")))
        return self.hoist(parameters, returning(self._clause()), line)

    def following(self, value: Expression) -> Expression:
        """Arguments, indices, `$field`, `@slot` and `package::name`."""
        while True:
            token = self.token
            if self.accept("("):
                value = self._called(Call(value, self.arguments(")"), token.line))
            elif self.accept("["):
                value = self._index(value)
            elif self.at("$", "@"):
                value = self._field(value, self.take().text)
            elif self.at("::", ":::"):
                self.take()
                value = _in_package(value, self.take().text)
            else:
                return value

    def _called(self, value: Call) -> Expression:
        """A call; the options that a script declares become those of its command line."""
        function = value.function
        if function == Name("make_option"):
            self.options.append(value)
        if function == Name("parse_args"):
            self.before += declare_options(self.options, value.line)
            return parsed_options(value.line)
        if isinstance(function, Attribute) and function.name == "parse_args":
            return call("vars", value.line, value)
        return meaning_of(value)

    def _index(self, value: Expression) -> Expression:
        double = self.accept("[")
        found = self.arguments("]")
        if double:
            self.accept("]")
        if len(found) != 1:
            return Unknown("index")
        return Item(value, shift_index(found[0].value))

    def _field(self, value: Expression, sign: str) -> Expression:
        token = self.take()
        if token.kind not in ("name", "text", "command"):
            return Unknown("field")
        if sign == "@" or self.at("("):
            return Attribute(value, token.text)
        return Item(value, Constant(token.text))

    def combine(self, meaning: str, left: Expression, right: Expression, line: int) -> Expression:
        """Pipes hand the left side over as the first argument of the right one."""
        if meaning != "pipe":
            return super().combine(meaning, left, right, line)
        if isinstance(right, Name | Attribute):
            return meaning_of(Call(right, (Argument(left),), line))
        if not isinstance(right, Call):
            return right
        holders = [argument for argument in right.arguments if argument.value in _PLACEHOLDERS]
        if holders:
            arguments = tuple(
                replace(a, value=left) if a is holders[0] else a for a in right.arguments
            )
            return meaning_of(replace(right, arguments=arguments))
        return meaning_of(replace(right, arguments=(Argument(left), *right.arguments)))


_PLACEHOLDERS = (Name("."), Name("_"))
_KEPT_PACKAGES = frozenset({"config"})
"""Packages whose functions have names that mean something else elsewhere."""


def _in_package(value: Expression, name: str) -> Expression:
    package = value.identifier if isinstance(value, Name) else ""
    return Name(f"{package}::{name}") if package in _KEPT_PACKAGES else Name(name)


def _parameter(argument: Argument) -> Parameter:
    if argument.name is not None:
        return Parameter(argument.name, default=argument.value)
    if isinstance(argument.value, Name):
        return Parameter(argument.value.identifier)
    return Parameter("...")


def read_r(code: str, first: int = 1) -> tuple[Statement, ...]:
    """The statements of R code."""
    reader = RReader(split_tokens(code.replace("\r\n", "\n"), LEXICON, first))
    found: list[Statement] = []
    while reader.token.kind != "end":
        found += reader.statements()
        reader.take()
    return tuple(found)
