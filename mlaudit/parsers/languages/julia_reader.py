"""Reads Julia: https://docs.julialang.org/en/v1/manual/."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from mlaudit.model.expression import (
    Argument,
    Attribute,
    Call,
    Collection,
    Comprehension,
    Conditional,
    Constant,
    Expression,
    Format,
    Item,
    Name,
    Starred,
    Unknown,
)
from mlaudit.model.summary import Assign, Class, Evaluate, Function, Parameter, Statement
from mlaudit.parsers.languages.blocks import BlockReader
from mlaudit.parsers.languages.julia_calls import meaning_of
from mlaudit.parsers.languages.julia_macros import macro_of
from mlaudit.parsers.languages.julia_tokens import INSERTED, LEXICON, read_parameter, whole_name
from mlaudit.parsers.languages.operators import ASSIGNING, Infix, shift_index
from mlaudit.parsers.languages.tokens import Token, split_tokens
from mlaudit.parsers.languages.values import join_texts, words_of_command_line

_OPENING = frozenset({"open", "jldopen", "h5open", "CSV.open", "cd", "mktempdir"})
_SKIPPED = frozenset({"abstract", "primitive", "macro", "quote"})


class JuliaReader(BlockReader):
    """Reads the tokens of Julia."""

    infix: ClassVar[dict[str, Infix]] = {
        **{s: Infix(ASSIGNING, "assign", right=True) for s in ("=", "+=", "-=", "*=", ".=")},
        "=>": Infix(4, "pair", right=True),
        "?": Infix(5, "choice", right=True),
        "||": Infix(10, "or"),
        "&&": Infix(12, "and"),
        **{s: Infix(20, s) for s in ("<", ">", "<=", ">=", "==", "!=")},
        **{s: Infix(20, "unknown") for s in ("===", "!==", ".==", ".<", ".>", "<:")},
        "in": Infix(20, "in"),
        "|>": Infix(25, "pipe"),
        "->": Infix(26, "lambda", right=True),
        ":": Infix(28, "unknown"),
        "+": Infix(30, "+"),
        "-": Infix(30, "-"),
        **{s: Infix(30, "unknown") for s in (".+", ".-", "|", "&")},
        "*": Infix(40, "text"),
        "/": Infix(40, "/"),
        **{s: Infix(40, "unknown") for s in (".*", "./", "%", "\\", "//", ".^", "÷")},
        "^": Infix(80, "**", right=True),
    }
    prefixes: ClassVar[dict[str, str]] = {"-": "-", "+": "", "!": "not", "&": "", ":": "symbol"}
    assigning = frozenset({"=", "+=", "-=", "*=", ".="})
    constants: ClassVar[dict[str, Expression]] = {
        "true": Constant(True),
        "false": Constant(False),
        "nothing": Constant(None),
        "missing": Constant(None),
        "ARGS": words_of_command_line(),
        "PROGRAM_FILE": Name("__file__"),
        "@__FILE__": Name("__file__"),
        "ENV": Name("os.environ"),
    }

    choosing = 0

    def statement(self) -> list[Statement]:
        """Flow, definitions, blocks, assignments and expressions."""
        found = self.flow()
        if found is not None:
            return found
        word, line = self.token.text, self.token.line
        if self.token.kind == "name":
            if word == "function":
                return self._function(line)
            if word in ("begin", "let", "module", "baremodule"):
                return self._block(word)
            if word in ("struct", "mutable"):
                return self._structure(line)
            if word in _SKIPPED:
                self.take()
                self.body()
                return []
            if word in ("using", "import", "export"):
                while self.token.kind not in ("line", "end"):
                    self.take()
                return []
            if word in ("const", "local", "global"):
                self.take()
        return self._named(self.plain_statement())

    def plain_statement(self) -> list[Statement]:
        """`a, b = f(x)` assigns several values."""
        line = self.token.line
        made = super().plain_statement()
        if not self.at(",") or not isinstance(made[0], Evaluate):
            return made
        found = [made[0].value]
        while self.accept(","):
            self.skip_lines()
            found.append(self.expression(ASSIGNING + 1))
        target = Collection("tuple", tuple(found))
        if not self.accept("="):
            return [Evaluate(target, line)]
        self.skip_lines()
        values = [self.expression(ASSIGNING)]
        while self.accept(","):
            values.append(self.expression(ASSIGNING))
        value = values[0] if len(values) == 1 else Collection("tuple", tuple(values))
        return [Assign((target,), value, line)]

    def _block(self, word: str) -> list[Statement]:
        self.take()
        if word != "begin":
            while self.token.kind not in ("line", "end"):
                self.take()
        return list(self.body())

    def _named(self, made: list[Statement]) -> list[Statement]:
        """`f(x) = value` defines a function."""
        statement = made[0]
        target = statement.targets[0] if isinstance(statement, Assign) else None
        if not isinstance(target, Call) or not isinstance(statement, Assign):
            return made
        if not isinstance(target.function, Name) or statement.value is None:
            return made
        body = (Evaluate(statement.value, statement.line),)
        parameters = tuple(map(read_parameter, target.arguments))
        return [self.define(target.function.identifier, parameters, body, statement.line)]

    def _structure(self, line: int) -> list[Statement]:
        """A record whose fields may have defaults (`@kwdef`)."""
        while self.at("mutable", "struct"):
            self.take()
        name = self.take().text
        while self.token.kind not in ("line", "end"):  # `{T} <: Type`
            self.take()
        fields: list[Statement] = []
        for statement in self.body():
            if isinstance(statement, Assign) and isinstance(statement.targets[0], Name):
                fields.append(replace(statement, annotation=Name("Any")))
            elif isinstance(statement, Evaluate) and isinstance(statement.value, Name):
                target = (statement.value,)
                fields.append(Assign(target, None, statement.line, Name("Any")))
        return [Class(name, (), (), tuple(fields), (Name("dataclasses.dataclass"),), line)]

    def _function(self, line: int) -> list[Statement]:
        self.take()
        name = self.take().text
        while self.accept("."):
            name = self.take().text
        parameters: tuple[Parameter, ...] = ()
        if self.accept("("):
            parameters = tuple(map(read_parameter, self.arguments(")")))
        while self.token.kind not in ("line", "end"):  # `::Type`, `where T`
            self.take()
        return [self.define(name, parameters, self.body(), line)]

    def define(
        self, name: str, parameters: tuple[Parameter, ...], body: tuple[Statement, ...], line: int
    ) -> Function:
        """Functions are called without the `!` that their names may end in."""
        return super().define(name.rstrip("!"), parameters, body, line)

    def primary(self) -> Expression:
        """Names, literals, collections, macros and blocks that are values."""
        token = self.token
        if token.kind == "command":
            self.take()
            command = self.text(token)
            return Call(Name("command"), (Argument(command),), token.line)
        if token.kind == "name" and token.text.startswith("@"):
            return self._macro()
        if self.accept("["):
            return self._list()
        if self.at("begin", "let", "if", "function"):
            return self._block_value()
        if token.kind == "sign" and token.text == "(":
            return self._tuple()
        return super().primary()

    def _macro(self) -> Expression:
        token = self.take()
        if self.at("struct", "mutable", "function", "for", "while", "if", "begin", "let"):
            self.before += self.statement()
            return Unknown("block")
        if token.text in self.constants:
            return self.constants[token.text]
        while self.accept("."):
            token = self.take()
        if token.text == "@__DIR__":
            return Call(Name("os.path.dirname"), (Argument(Name("__file__")),), token.line)
        values: list[Argument] = []
        if self.at("(") and not self.token.spaced:
            self.take()
            values = list(self.arguments(")"))
        else:
            while self.token.kind not in ("line", "end") and not self.at(")", "]", ",", "end"):
                mark = self.position
                values.append(Argument(self.expression(ASSIGNING + 1)))
                if self.accept("="):
                    self.expression()
                if self.position == mark:
                    self.take()
        return macro_of(token.text, tuple(values), token.line)

    def _list(self) -> Expression:
        found = list(self._elements("]"))
        if len(found) == 1 and isinstance(found[0], Comprehension):
            return found[0]
        return Collection("list", tuple(found))

    def _tuple(self) -> Expression:
        self.take()
        found = self._elements(")")
        return found[0] if len(found) == 1 else Collection("tuple", tuple(found))

    def _elements(self, closing: str) -> list[Expression]:
        found: list[Expression] = []
        while not self.at(closing) and self.token.kind != "end":
            if self.at(",", ";") or self.token.kind == "line":
                self.take()
                continue
            mark = self.position
            value = self.expression()
            if self.accept("for"):
                value = self._comprehension(value)
            if self.accept("..."):
                value = Starred(value)
            found.append(value)
            if self.position == mark:
                break
        self.close(closing)
        return found

    def _comprehension(self, element: Expression) -> Expression:
        target = self.expression(ASSIGNING + 25)
        if self.at("=", "in", "∈"):
            self.take()
        items = self.expression(ASSIGNING + 1)
        return Comprehension("list", element, ((target, items, ()),))

    def _block_value(self) -> Expression:
        if self.at("function"):
            line = self.take().line
            parameters: tuple[Parameter, ...] = ()
            if self.accept("("):
                parameters = tuple(map(read_parameter, self.arguments(")")))
            return self.hoist(parameters, self.body(), line)
        self.before += self.statement()
        return Unknown("block")

    def text(self, token: Token) -> Expression:
        """`$name` and `$(value)` in a text stand for values."""
        if "$" not in token.text or token.quote.startswith("r"):
            return Constant(token.text)
        pieces: list[Expression] = []
        position = 0
        for found in INSERTED.finditer(token.text):
            pieces.append(Constant(token.text[position : found.start()]))
            inner = found[1] or found[2]
            pieces.append(JuliaReader(split_tokens(inner, LEXICON, token.line)).expression())
            position = found.end()
        pieces.append(Constant(token.text[position:]))
        return Format(tuple(piece for piece in pieces if piece != Constant("")))

    def following(self, value: Expression) -> Expression:
        """Arguments, `do` blocks, indices and fields."""
        while True:
            token = self.token
            if token.spaced and not self.at("do", "."):
                return value
            if self.accept("("):
                called = Call(whole_name(value), self.arguments(")"), token.line)
                value = self._do(called) if self.at("do") else meaning_of(called)
            elif self.at(".") and not token.spaced:
                self.take()
                value = self._field(value)
            elif self.at("[") and not token.spaced:
                self.take()
                found = self.arguments("]")
                value = Item(value, shift_index(found[0].value)) if len(found) == 1 else value
            elif self.accept("'"):
                continue
            elif self.accept("::"):
                self.expression(PREFIX_OF_TYPE)
            else:
                return value

    def argument(self, naming: str) -> Argument:
        """`values...` spreads values, behind a semicolon those with names."""
        found = super().argument(naming)
        if not self.accept("..."):
            return found
        return Argument(found.value, None, 2 if self.by_name else 1)

    def _field(self, value: Expression) -> Expression:
        if self.at("("):  # `f.(values)` calls f for each
            return value
        name = self.take()
        return Attribute(value, name.text) if name.kind == "name" else Unknown("field")

    def _do(self, called: Call) -> Expression:
        """`open(path, "w") do file … end`: the block is handed to the function."""
        line = self.take().line
        names: list[Parameter] = []
        while self.token.kind not in ("line", "end"):
            token = self.take()
            if token.kind == "name":
                names.append(Parameter(token.text))
        function = called.function
        if isinstance(function, Name) and function.identifier in _OPENING:
            target = Name(names[0].name if names else "opened")
            self.before.append(Assign((target,), meaning_of(called), line))
            self.before += self.body()
            return Unknown("block")
        given = self.hoist(tuple(names), self.body(), line)
        return meaning_of(Call(function, (Argument(given), *called.arguments), line))

    def combine(self, meaning: str, left: Expression, right: Expression, line: int) -> Expression:
        """Texts that are joined, pipes, choices and short functions."""
        if meaning == "text":
            return join_texts(left, right)
        if meaning == "pipe":
            return meaning_of(Call(whole_name(right), (Argument(left),), line))
        if meaning == "choice":
            self.accept(":")
            self.skip_lines()
            return Conditional(left, right, self.expression(5))
        if meaning == "lambda":
            elements = left.elements if isinstance(left, Collection) else (left,)
            names = tuple(Parameter(e.identifier) for e in elements if isinstance(e, Name))
            return self.hoist(names, (Evaluate(right, line),), line)
        if meaning == "pair":
            return Collection("tuple", (left, right))
        return super().combine(meaning, left, right, line)

    def signed(self, meaning: str, value: Expression, line: int) -> Expression:
        """`:name` is a symbol, which stands for its name."""
        if meaning == "symbol":
            return Constant(value.identifier) if isinstance(value, Name) else value
        return super().signed(meaning, value, line)

    def right_side(self, rule: Infix) -> Expression:
        """The colon of a choice is no range."""
        self.choosing += rule.meaning == "choice"
        value = super().right_side(rule)
        self.choosing -= rule.meaning == "choice"
        return value

    def stops(self, token: Token) -> bool:
        """Does an operator belong to what is around?"""
        return token.text == ":" and self.choosing > 0


PREFIX_OF_TYPE = 75


def read_julia(code: str, first: int = 1) -> tuple[Statement, ...]:
    """The statements of Julia code."""
    reader = JuliaReader(split_tokens(code.replace("\r\n", "\n"), LEXICON, first))
    found: list[Statement] = []
    while reader.token.kind != "end":
        found += reader.statements()
        reader.take()
    return tuple(found)
