"""Tokens of Groovy to calls and blocks. What is no part of a call is passed over."""

from __future__ import annotations

from dataclasses import dataclass, field

from mlaudit.parsers.ci.jenkins.tokens import Reference, Token, read_tokens
from mlaudit.parsers.ci.jenkins.tree import (
    Argument,
    Assignment,
    Block,
    Call,
    Function,
    Items,
    Name,
    Node,
    Text,
)

_DEEPEST = 60
_SHORT = 60
_END = Token("end", "", 0)
_CLOSING = frozenset(")]}")
_TYPES = frozenset(
    {"def", "final", "String", "boolean", "int", "List", "Map", "var", "static", "void", "public"}
    | {"private", "Object", "Boolean", "Integer"}
)
_PASSED = frozenset({"return", "new", "throw", "assert", "in", "as", "import", "package"})
_NO_COMMAND = frozenset({"else", "try", "finally", "do", "true", "false", "null", "this"})


def read_groovy(source: str) -> Block:
    """The statements of a file."""
    reader = _Reader(read_tokens(source))
    nodes: list[Node] = []
    while reader.peek().kind != "end":
        nodes.extend(reader.block().nodes)
        reader.next()
    return Block(tuple(nodes), 1)


@dataclass(slots=True)
class _Reader:
    tokens: list[Token]
    position: int = 0
    depth: int = 0
    waiting: list[Node] = field(default_factory=list)

    def peek(self, ahead: int = 0) -> Token:
        index = self.position + ahead
        return self.tokens[index] if index < len(self.tokens) else _END

    def next(self) -> Token:
        token = self.peek()
        self.position += 1
        return token

    def skip_lines(self) -> None:
        while self.peek().kind == "line":
            self.next()

    def block(self) -> Block:
        """Statements up to a closing sign, which stays."""
        line = self.peek().line
        nodes: list[Node] = []
        while self.peek().kind != "end" and self.peek().text not in _CLOSING:
            node = self.statement()
            if node is not None:
                nodes.append(node)
        return Block(tuple(nodes), line)

    def braces(self) -> Block:
        """A block in braces, whose names of parameters are left out."""
        line = self.next().line
        if self.depth >= _DEEPEST:
            self.pass_over()
            return Block((), line)
        self.depth += 1
        self.skip_parameters()
        start = self.position
        found = self.block()
        self.depth -= 1
        written = self.written(start)
        if self.peek().text == "}":
            self.next()
        return Block(found.nodes, line, written)

    def written(self, start: int) -> str:
        """The code from a position on, tokens with blanks between them; "" where it is long."""
        tokens = self.tokens[start : self.position]
        return " ".join(map(_write, tokens)).strip() if len(tokens) <= _SHORT else ""

    def pass_over(self) -> None:
        """Go behind the closing sign of what was opened last."""
        open_ = 1
        while open_ and self.peek().kind != "end":
            text = self.next().text
            open_ += (text in ("(", "[", "{")) - (text in _CLOSING)

    def skip_parameters(self) -> None:
        """`x, y ->` at the beginning of a closure."""
        at = 0
        while self.peek(at).kind in ("name", "line") or self.peek(at).text in (",",):
            at += 1
        if self.peek(at).text == "->":
            self.position += at + 1

    def statement(self) -> Node | None:
        token = self.peek()
        if token.text == "@":  # an annotation, which may load a library
            self.next()
            return None
        while self.peek().text in _TYPES and self.peek(1).kind == "name":
            self.next()
        name = self.peek()
        if name.kind == "name" and self.peek(1).text == "=":
            return self.assignment()
        if token.text in _TYPES and name.kind == "name" and self.peek(1).text == "(":
            return self.function()
        found = self.value()
        if isinstance(found, Name) and self.peek().text == "=":
            self.next()
            self.skip_lines()
            return self.assigned(found.text, found.line)
        return found

    def assignment(self) -> Node:
        name = self.next()
        self.next()
        self.skip_lines()
        return self.assigned(name.text, name.line)

    def assigned(self, name: str, line: int) -> Node:
        value = self.value()
        return Assignment(name, value or Name("", line), line)

    def function(self) -> Node | None:
        name = self.next()
        self.next()
        self.pass_over()
        self.skip_lines()
        if self.peek().text != "{":
            return None
        return Function(name.text, self.braces(), name.line)

    def value(self) -> Node | None:
        """One value with everything that is joined to it by `+`; None for a passed-over sign."""
        found = self.single()
        while isinstance(found, Text | Name | Call) and self.peek().text == "+":
            self.next()
            self.skip_lines()
            other = self.single()
            found = _join(found, other)
        return found

    def single(self) -> Node | None:
        token = self.peek()
        if token.kind == "text":
            self.next()
            return self.chained(Text(token.parts, token.line))
        if token.kind == "name" and token.text not in _PASSED:
            return self.named()
        if token.text == "[":
            return self.items()
        if token.text == "{":
            return self.braces()
        if token.text == "(" and self.depth < _DEEPEST:
            return self.group()
        if token.kind != "end" and token.text not in _CLOSING:
            self.next()
        return Name(token.text, token.line) if token.kind == "number" else None

    def group(self) -> Node:
        line = self.peek().line
        arguments = self.parentheses()
        return self.chained(Items(arguments, line))

    def named(self) -> Node:
        """A name with dots, and the call that it may be."""
        token = self.next()
        name = token.text
        while self.peek().text in (".", "?.", "*.") and self.peek(1).kind == "name":
            self.next()
            name += "." + self.next().text
        return self.call(name, token, None)

    def call(self, name: str, token: Token, target: Node | None) -> Node:
        arguments: tuple[Argument, ...] = ()
        is_call = False
        if self.peek().text == "(" and self.depth < _DEEPEST:
            arguments = self.parentheses()
            is_call = True
        elif self.depth < _DEEPEST and self.starts_command(token):
            self.depth += 1
            arguments = self.listed()
            self.depth -= 1
            is_call = True
        block = self.following_block(name, is_call)
        if block is None and not is_call and target is None:
            return self.chained(Name(name, token.line))
        return self.chained(Call(name, arguments, block, token.line, target))

    def following_block(self, name: str, is_call: bool) -> Block | None:
        ahead = 0
        # Some write the brace on a line of its own.
        while self.peek(ahead).kind == "line" and self.peek(ahead).text == "\n":
            ahead += 1
        if self.peek(ahead).text != "{" or (ahead and not (is_call or name in _BLOCKS)):
            return None
        self.position += ahead
        return self.braces()

    def chained(self, node: Node) -> Node:
        """What is called on a value: `.trim()`, `.inside { … }`, `.push('x')`."""
        while True:
            ahead = 1 if self.peek().text == "\n" and self.peek(1).text == "." else 0
            if self.peek(ahead).text not in (".", "?.") or self.peek(ahead + 1).kind != "name":
                return node
            if isinstance(node, Name):
                return node
            if self.depth >= _DEEPEST:
                return node
            self.position += ahead + 1
            token = self.next()
            self.depth += 1
            found = self.call(token.text, token, node)
            self.depth -= 1
            if not isinstance(found, Call):
                return node
            node = found

    def parentheses(self) -> tuple[Argument, ...]:
        self.next()
        self.depth += 1
        found = self.arguments_until(")")
        self.depth -= 1
        return found

    def items(self) -> Node | None:
        line = self.next().line
        if self.depth >= _DEEPEST:
            self.pass_over()
            return None
        self.depth += 1
        found = self.arguments_until("]")
        self.depth -= 1
        return Items(found, line)

    def arguments_until(self, end: str) -> tuple[Argument, ...]:
        found: list[Argument] = []
        while self.peek().kind != "end" and self.peek().text not in _CLOSING:
            before = self.position
            argument = self.argument()
            if argument is not None:
                found.append(argument)
            if self.position == before:
                self.next()
        if self.peek().text == end:
            self.next()
        return tuple(found)

    def argument(self) -> Argument | None:
        self.skip_lines()
        name, ahead = "", 1 if self.peek().kind in ("name", "text") else 0
        if ahead and self.peek(1).text == ":":
            token = self.next()
            name = token.text or "".join(p for p in token.parts if isinstance(p, str))
            self.next()
            self.skip_lines()
        if self.peek().text in _CLOSING:
            return None
        value = self.value()
        return None if value is None else Argument(name, value)

    def starts_command(self, token: Token) -> bool:
        """Whether what follows a name on its line is its arguments: `echo 'x'`."""
        following = self.peek()
        if token.text in _NO_COMMAND or not following.spaced:
            return False
        if following.kind in ("text", "number"):
            return True
        if following.text == "[":
            return True
        return following.kind == "name" and following.text not in ("in", "as", "instanceof")

    def listed(self) -> tuple[Argument, ...]:
        """Arguments without parentheses, with commas between them."""
        found: list[Argument] = []
        while True:
            argument = self.argument()
            if argument is not None:
                found.append(argument)
            if self.peek().text != ",":
                return tuple(found)
            self.next()


_BLOCKS = frozenset(
    {"pipeline", "node", "stages", "steps", "script", "parallel", "post", "try", "finally", "else"}
    | {"environment", "agent", "parameters", "triggers", "when", "always", "success", "input"}
)


def _write(token: Token) -> str:
    if token.kind != "text":
        return token.text.strip()
    return "'" + "".join(part for part in token.parts if isinstance(part, str)) + "'"


def _join(left: Text | Name | Call, right: Node | None) -> Text:
    """Two values put together; what is no text is a reference."""

    def parts(node: Node | None) -> tuple[str | Reference, ...]:
        if isinstance(node, Text):
            return node.parts
        if isinstance(node, Name | Call):
            return (Reference(node.text if isinstance(node, Name) else node.name),)
        return (Reference("x"),)

    return Text((*parts(left), *parts(right)), left.line)
