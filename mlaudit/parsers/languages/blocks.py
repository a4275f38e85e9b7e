"""What languages have in common whose blocks end in `end`: Julia and MATLAB."""

from __future__ import annotations

from mlaudit.model.expression import Constant, Expression, Name, Unknown
from mlaudit.model.summary import For, Handler, If, Leave, Return, Statement, Try, While
from mlaudit.parsers.languages.operators import ASSIGNING
from mlaudit.parsers.languages.reader import Reader


class BlockReader(Reader):
    """Reads statements whose blocks end in a word."""

    ends: tuple[str, ...] = ("end",)
    bracketed_loops = False

    def flow(self) -> list[Statement] | None:
        """A condition, a loop or a way out; None where none comes next."""
        if self.token.kind != "name":
            return None
        word, line = self.token.text, self.token.line
        if word == "if":
            self.take()
            return [self.condition(line)]
        if word in ("for", "parfor"):
            self.take()
            return [self.loop(line)]
        if word == "while":
            self.take()
            test = self.expression()
            return [While(test, self.body(), line)]
        if word in ("break", "continue"):
            self.take()
            return [Leave(line, word == "continue")]
        if word == "try":
            self.take()
            return [self.attempt(line)]
        if word == "return":
            self.take()
            empty = self.token.kind in ("line", "end") or self.at("end")
            return [Return(Constant(None) if empty else self.expression(), line)]
        return None

    def body(self) -> tuple[Statement, ...]:
        """The statements up to the end of the block, which is taken."""
        found = self.statements(*self.ends)
        if self.at(*self.ends):
            self.take()
        return found

    def condition(self, line: int) -> If:
        """What follows `if` or `elseif`."""
        test = self.expression()
        body = self.statements(*self.ends, "else", "elseif")
        if self.accept("elseif"):
            return If(test, body, (self.condition(line),), line)
        if self.accept("else"):
            return If(test, body, self.body(), line)
        if self.at(*self.ends):
            self.take()
        return If(test, body, (), line)

    def loop(self, line: int) -> For:
        """What follows `for`."""
        bracket = self.bracketed_loops and self.accept("(")
        target: Expression = self.expression(ASSIGNING + 25)
        items: Expression = Unknown("items")
        if self.at("=", "in", "∈"):
            self.take()
            items = self.expression(ASSIGNING + 1)
        if bracket:
            self.close(")")
        while self.accept(","):
            self.expression()
        return For(target, items, self.body(), (), line)

    def attempt(self, line: int) -> Try:
        """What follows `try`."""
        body = self.statements(*self.ends, "catch", "finally")
        handlers: tuple[Handler, ...] = ()
        final: tuple[Statement, ...] = ()
        if self.accept("catch"):
            name = None
            if self.token.kind == "name" and not self.at(*self.ends):
                name = self.take().text
            caught = self.statements(*self.ends, "finally")
            handlers = (Handler(Name("Exception"), name, caught),)
        if self.accept("finally"):
            final = self.statements(*self.ends)
        if self.at(*self.ends):
            self.take()
        return Try(body, handlers, (), final, line)
