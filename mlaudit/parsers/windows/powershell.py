"""PowerShell: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/."""

from __future__ import annotations

import re
from itertools import pairwise

from mlaudit.model.facts import Facts
from mlaudit.model.shell import (
    Assignment,
    Branch,
    Command,
    Group,
    Hole,
    Pipeline,
    Redirect,
    Script,
    ShellFunction,
    ShellLoop,
    ShellNode,
    Word,
)
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.windows.cmdlets import as_known, joined_path
from mlaudit.parsers.windows.file import read_script_file
from mlaudit.parsers.windows.powershell_tokens import read_word, split_powershell
from mlaudit.parsers.windows.tokens import Cursor, Token
from mlaudit.parsers.windows.words import literal, text_of, word
from mlaudit.patterns import lazy_regex

_LONGEST = 300_000
_DEPTH_BOUND = 60
_VARIABLE = lazy_regex(r"\$\{?(?:(env|global|script|local):)?(\w+)\}?", re.IGNORECASE)
_ENDS = (";", "|", "}", ")", "&&", "||")


class _Reader(Cursor):
    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.functions = {
            name.text.lower()
            for keyword, name in pairwise(tokens)
            if keyword.text.lower() in ("function", "filter")
        }

    def ends(self) -> bool:
        """Does the statement end here?"""
        return self.token.kind in ("line", "end") or self.at(*_ENDS)

    def statements(self, closing: str) -> list[ShellNode]:
        """The statements up to a closing bracket, which is taken."""
        found: list[ShellNode] = []
        self.depth += 1
        while self.token.kind != "end" and not (closing and self.at(closing)):
            mark = self.position
            if self.token.kind == "line" or self.at(";", "&&", ")", "}", ",", "|"):
                self.take()
                continue
            if self.depth < _DEPTH_BOUND:
                found += self.statement()
            if self.position == mark:
                self.take()
        self.depth -= 1
        if closing and self.at(closing):
            self.take()
        return found

    def block(self) -> Script:
        """`{ … }`, which may begin on the next line."""
        self.skip_lines()
        line = self.token.line
        if not self.at("{"):
            return Script((), "", line)
        self.take()
        return _script(self.statements("}"), line)

    def skip_brackets(self) -> None:
        """Leave out `( … )`."""
        if not self.at("(", "@(", "$(", "{", "@{"):
            return
        level = 0
        while self.token.kind != "end":
            text = self.take().text
            level += text in ("(", "@(", "$(", "{", "@{")
            level -= text in (")", "}")
            if level == 0:
                return

    def statement(self) -> list[ShellNode]:
        """A condition, a loop, a definition, an assignment or a command."""
        line = self.token.line
        word_ = self.token.text.lower() if self.token.kind == "word" else ""
        if word_ == "param":
            self.take()
            return self._parameters()
        if word_ == "if":
            return [self._if()]
        if word_ == "foreach":
            return [self._for_each(line)]
        if word_ in ("for", "while", "do", "switch", "try", "catch", "finally", "begin", "process"):
            return self._other_block(word_, line)
        if word_ in ("function", "filter"):
            self.take()
            name = self.take().text.lower()
            self.skip_brackets()
            return [ShellFunction(name, self.block(), line)]
        if word_ in ("throw", "return", "exit", "break", "continue", "using", "class", "enum"):
            self.take()
            return self._leave(word_)
        if _VARIABLE.fullmatch(self.token.text) and self.tokens[self.position + 1].text == "=":
            return self._assignment(line)
        return self.pipeline()

    def _leave(self, keyword: str) -> list[ShellNode]:
        """What is thrown is no command, what is returned may be one."""
        if keyword == "return" and not self.ends():
            return self.pipeline()
        while not self.ends():
            self.take()
        return []

    def _parameters(self) -> list[ShellNode]:
        """`param([string]$Config = "a.yaml")`: the values where no command line gives others."""
        found: list[ShellNode] = []
        if self.at("("):
            self.take()
        while self.token.kind != "end" and not self.at(")"):
            if self.at("["):
                self.take()
            named = _VARIABLE.fullmatch(self.token.text)
            line = self.token.line
            if self.at("(", "@(", "$("):
                self.skip_brackets()
                continue
            self.take()
            if named is not None and self.at("="):
                self.take()
                found.append(Assignment(named[2], self.value(), line))
            elif named is not None:
                found.append(Assignment(named[2], Word((Hole(named[2]),)), line))
        self.take()
        return found

    def _if(self) -> Branch:
        line = self.take().line
        tests = self._test()
        bodies = [self.block()]
        while True:
            mark = self.position
            self.skip_lines()
            if self.at("elseif"):
                self.take()
                tests += self._test()
                bodies.append(self.block())
            elif self.at("else"):
                self.take()
                bodies.append(self.block())
            else:
                self.position = mark
                return Branch(_script(tests, line), tuple(bodies), line)

    def _test(self) -> list[ShellNode]:
        """The tests of a condition that ask whether a path exists."""
        found: list[ShellNode] = []
        self.skip_lines()
        if not self.at("("):
            return found
        level = 0
        while self.token.kind != "end":
            token = self.take()
            level += token.text in ("(", "@(", "$(")
            level -= token.text == ")"
            if level == 0:
                break
            if token.text.lower() == "test-path":
                while self.token.text.startswith("-"):
                    self.take()
                test = (word("["), word("-e"), self.value(), word("]"))
                found.append(Command(test, token.line))
        return found

    def _for_each(self, line: int) -> ShellLoop:
        self.take()
        name, items = "item", Word((Hole("item"),))
        if self.at("("):
            self.take()
            named = _VARIABLE.fullmatch(self.take().text)
            name = named[2] if named is not None else name
            if self.at("in"):
                self.take()
            words = self._items(name)
            if self.at(")"):
                self.take()
            return ShellLoop(name, words, self.block(), line)
        return ShellLoop(name, (items,), self.block(), line)

    def _items(self, name: str) -> tuple[Word, ...]:
        if self.at("@("):
            self.take()
        words: list[Word] = []
        while self.token.kind != "end" and not self.at(")"):
            if self.at(",") or self.token.kind == "line":
                self.take()
                continue
            token = self.token
            if token.kind == "word" and not re.match(r"[A-Z]\w+-\w+$", token.text):
                words.append(read_word(self.take()))
                continue
            level = 0
            while self.token.kind != "end" and not (level == 0 and self.at(")")):
                text = self.take().text
                level += text in ("(", "@(", "$(", "{", "@{")
                level -= text in (")", "}")
            return (Word((Hole(name),)),)
        if self.at(")") and self.tokens[self.position + 1].text == ")":
            self.take()
        return tuple(words) or (Word((Hole(name),)),)

    def _other_block(self, keyword: str, line: int) -> list[ShellNode]:
        self.take()
        self.skip_brackets()
        while not self.at("{") and self.token.kind not in ("end", "line"):
            self.take()
        if keyword == "switch":
            return self._switch(line)
        body = self.block()
        if keyword in ("for", "while", "do", "catch"):
            return [Branch(Script((), "", line), (body,), line)]
        return list(body.nodes)

    def _switch(self, line: int) -> list[ShellNode]:
        """Each case may run."""
        bodies: list[Script] = []
        self.skip_lines()
        if self.at("{"):
            self.take()
        while self.token.kind != "end" and not self.at("}"):
            if self.at("{"):
                bodies.append(self.block())
            else:
                self.take()
        self.take()
        return [Branch(Script((), "", line), tuple(bodies), line)]

    def _assignment(self, line: int) -> list[ShellNode]:
        named = _VARIABLE.fullmatch(self.take().text)
        self.take()
        self.skip_lines()
        name = named[2] if named is not None else "value"
        exported = named is not None and (named[1] or "").lower() == "env"
        start = self.position
        value = self.value()
        if self.ends():
            return [Assignment(name, value, line, exported)]
        self.position = start
        commands = self.pipeline()
        made = _path_made(commands)
        if made is not None:
            return [Assignment(name, made, line, exported)]
        return [*commands, Assignment(name, Word((Hole(name),)), line, exported)]

    def value(self) -> Word:
        """A value: a word, a path that is joined, or something that is not known."""
        if self.at("(", "$("):
            self.take()
            commands = self.statements(")")
            made = _path_made(commands) or Word((Hole("value"),))
            while (
                self.token.kind == "word"
                and self.token.text.startswith(".")
                and not (self.token.spaced)
            ):
                self.take()
            return made
        if self.at("@(", "@{", "{"):
            return self._array()
        if self.token.kind == "word" and not self.ends():
            return read_word(self.take())
        return Word((Hole("value"),))

    def _array(self) -> Word:
        if not self.at("@("):
            self.skip_brackets()
            return Word((Hole("value"),))
        self.take()
        parts: list[Word] = []
        while self.token.kind != "end" and not self.at(")"):
            token = self.take()
            if token.kind == "word":
                parts.append(read_word(token))
        self.take()
        texts = [part.literal for part in parts]
        if any(text is None for text in texts):
            return Word((Hole("value"),))
        return Word((literal(" ".join(text or "" for text in texts), quoted=False),))

    def pipeline(self) -> list[ShellNode]:
        """Commands joined by `|`, with the blocks that are handed to them."""
        found = self.command()
        if not self.at("|"):
            return found
        while self.at("|"):
            self.take()
            self.skip_lines()
            found += self.command()
        if all(isinstance(node, Command) for node in found) and len(found) > 1:
            return [Pipeline(tuple(found))]
        return found

    def _redirect(self) -> list[Redirect]:
        """The file behind `>`; `2>&1` has none."""
        sign = self.take().text
        return [] if "&" in sign else [Redirect(sign.lstrip("0123456789"), self.value())]

    def command(self) -> list[ShellNode]:
        """One command; blocks among its words run in their place."""
        line = self.token.line
        if self.at("&", "."):
            self.take()
        if self.at("{"):
            return [Group(self.block(), False)]
        words: list[Word] = []
        blocks: list[ShellNode] = []
        redirects: list[Redirect] = []
        while not self.ends():
            if self.at("{"):
                blocks.append(Group(self.block(), False))
            elif self.token.kind == "sign" and ">" in self.token.text:
                redirects += self._redirect()
            elif self.at(",", "=", "<", "&"):
                self.take()
            elif self.at("(", "$(", "@(", "@{"):
                words.append(self.value())
            elif self.token.kind == "word":
                words.append(read_word(self.take()))
            else:
                self.take()
        if not words:
            return blocks
        if text_of(words[0]).lower() in self.functions:
            words[0] = word(text_of(words[0]).lower())
        made = Command(tuple(words), line, tuple(redirects))
        known = as_known(made)
        return [*([known] if known is not None else []), *blocks]


def _script(nodes: list[ShellNode], line: int) -> Script:
    return Script(tuple(nodes), "", line)


def _path_made(nodes: list[ShellNode]) -> Word | None:
    """The value of commands that only make a path, or None."""
    command = nodes[0] if len(nodes) == 1 else None
    return joined_path(command) if isinstance(command, Command) else None


def read_powershell(code: str) -> Script:
    """The commands of a script."""
    reader = _Reader(split_powershell(code.replace("\r\n", "\n")[:_LONGEST]))
    return Script(tuple(reader.statements("")), code, 1)


def parse(path: str, data: bytes) -> Facts:
    """The script of a PowerShell file."""
    return read_script_file(path, data, PARSER.name, read_powershell, "#")


PARSER = Parser("powershell", lambda path: suffix_of(path) == ".ps1", parse)
"""Reads `*.ps1`."""
