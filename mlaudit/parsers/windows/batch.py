"""Batch files: https://learn.microsoft.com/windows-server/administration/windows-commands/."""

from __future__ import annotations

import re

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
    ShellLoop,
    ShellNode,
    Word,
)
from mlaudit.parsers.base import Parser
from mlaudit.parsers.path_text import name_of, suffix_of
from mlaudit.parsers.windows.batch_words import read_word, split_batch
from mlaudit.parsers.windows.file import read_script_file
from mlaudit.parsers.windows.tokens import Cursor, Token
from mlaudit.parsers.windows.words import text_of, word
from mlaudit.patterns import lazy_regex

_LONGEST = 300_000
_DEPTH_BOUND = 60
_SILENT = frozenset(
    {"goto", "exit", "setlocal", "endlocal", "pause", "title", "color", "cls", "chcp", "verify"}
    | {"prompt", "path", "assoc", "ftype", "mode", "shift", "break", "timeout"}
)
_SWITCHING = frozenset(
    {"copy", "xcopy", "robocopy", "move", "del", "erase", "rd", "rmdir", "dir", "type", "start"}
    | {"ren", "md", "mkdir", "find", "findstr", "attrib", "tasklist", "taskkill", "where"}
)
_SWITCH = lazy_regex(r"/[A-Za-z?]{1,8}(?::\S*)?")


class _Reader(Cursor):
    def block(self) -> tuple[ShellNode, ...]:
        """The commands up to a closing bracket, or the end of the file."""
        found: list[ShellNode] = []
        while self.token.kind != "end" and not (self.depth and self.at(")")):
            mark = self.position
            if self.token.kind == "line" or self.at("&", "&&", ")"):
                self.take()
                continue
            found += self.statement()
            if self.position == mark:
                self.take()
        return tuple(found)

    def statement(self) -> list[ShellNode]:
        """A command with those that its output goes to, or that run instead."""
        first = self.command()
        piped = list(first)
        while self.at("|"):
            self.take()
            piped += self.command()
        found: list[ShellNode] = [Pipeline(tuple(piped))] if len(piped) > len(first) else first
        if self.at("||"):
            line = self.take().line
            other = tuple(self.statement())
            return [Branch(Script(tuple(found), "", line), (Script(other, "", line),), line)]
        return found

    def command(self) -> list[ShellNode]:
        """One command, a block, a condition or a loop."""
        line = self.token.line
        if self.at("(") and self.depth < _DEPTH_BOUND:
            self.take()
            self.depth += 1
            body = self.block()
            self.depth -= 1
            if self.at(")"):
                self.take()
            redirects = tuple(self.redirects())
            return [Group(Script(body, "", line), False, redirects)]
        if self.at("if"):
            return [self._if(line)]
        if self.at("for"):
            return [self._for(line)]
        if self.at("set"):
            return self._set(line)
        return self._plain(line)

    def redirects(self) -> list[Redirect]:
        """The files that follow signs like `>`."""
        found: list[Redirect] = []
        while (
            self.token.kind == "sign"
            and self.token.text[-1:] in "><12&"
            and (">" in self.token.text or "<" in self.token.text)
        ):
            sign = self.take().text
            if "&" in sign or self.token.kind != "word":
                continue
            descriptor = int(sign[0]) if sign[0].isdigit() else None
            target = read_word(self.take())
            if text_of(target).lower() != "nul":
                found.append(Redirect(sign.lstrip("0123456789"), target, descriptor))
        return found

    def _plain(self, line: int) -> list[ShellNode]:
        tokens: list[Token] = []
        redirects: list[Redirect] = []
        while self.token.kind == "word" or (
            self.token.kind == "sign" and not self.at("&", "&&", "|", "||", ")")
        ):
            mark = self.position
            redirects += self.redirects()
            if self.token.kind == "word" or (self.at("(") and tokens):
                tokens.append(self.take())
            if self.position == mark:
                break
        name = tokens[0].text.strip('"').lower() if tokens else ""
        if not tokens or name in _SILENT or (name == "call" and tokens[1:2] == []):
            return []
        if name in _SWITCHING:
            tokens = [tokens[0], *(t for t in tokens[1:] if not _SWITCH.fullmatch(t.text))]
        words = [read_word(token) for token in tokens]
        if name == "start":
            words = words[1:] if len(words) < 2 or not tokens[1].quoted else words[2:]
        elif re.fullmatch(r"[a-z]+", name):
            words[0] = word(name)
        return [Command(tuple(words), line, tuple(redirects))] if words else []

    def _set(self, line: int) -> list[ShellNode]:
        self.take()
        rest: list[Token] = []
        while self.token.kind == "word":
            rest.append(self.take())
        options = [token.text.lower() for token in rest if token.text.startswith("/")]
        tokens = [token for token in rest if not token.text.startswith("/")]
        if not tokens:
            return []
        text = " ".join(token.text for token in tokens)
        name, _, value = text.strip('"').partition("=")
        if not re.fullmatch(r"\w+", name.strip()):
            return []
        if "/p" in options:
            words = ("read", "-p", value.strip() or name.strip(), name.strip())
            return [Command(tuple(map(word, words)), line)]
        made = Word((Hole(name),)) if "/a" in options else _value(value, line)
        return [Assignment(name.strip(), made, line, exported=True)]

    def _if(self, line: int) -> Branch:
        self.take()
        tests: list[ShellNode] = []
        while self.at("/i", "not"):
            self.take()
        if self.at("exist"):
            self.take()
            tests.append(Command((word("["), word("-e"), read_word(self.take()), word("]")), line))
        elif self.at("defined", "errorlevel"):
            self.take()
            self.take()
        else:
            self._comparison()
        body = self._branch()
        bodies = [Script(tuple(body), "", line)]
        mark = self.position
        while self.token.kind == "line":
            self.take()
        if self.at("else"):
            self.take()
            bodies.append(Script(tuple(self._branch()), "", line))
        else:
            self.position = mark
        return Branch(Script(tuple(tests), "", line), tuple(bodies), line)

    def _comparison(self) -> None:
        """`"%1"=="x"`, `%a% EQU 1`: one word or three."""
        first = self.take()
        if "==" in first.text:
            if first.text.endswith("==") and self.token.kind == "word":
                self.take()
        elif self.token.kind == "word":
            sign = self.take()
            if self.token.kind == "word" and not (len(sign.text) > 2 and sign.text[:2] == "=="):
                self.take()

    def _branch(self) -> list[ShellNode]:
        if self.token.kind in ("line", "end"):
            return []
        return self.statement()

    def _for(self, line: int) -> ShellLoop:
        self.take()
        words: list[Word] = []
        known, name = True, "item"
        while self.token.kind == "word" and not self.at("in"):
            token = self.take()
            if token.text.startswith("%%"):
                name = token.text.strip("%")
            elif token.text.startswith("/"):
                known = False
        self.take()
        if self.at("("):
            self.take()
        while self.token.kind not in ("end", "line") and not self.at(")"):
            words.append(read_word(self.take()))
        self.take()
        if self.at("do"):
            self.take()
        items = tuple(words) if known else (Word((Hole(name),)),)
        return ShellLoop(name, items, Script(tuple(self._branch()), "", line), line)


def _value(text: str, line: int) -> Word:
    return read_word(Token("word", text.strip(), line, quoted=True))


def read_batch(code: str) -> Script:
    """The commands of a batch file."""
    reader = _Reader(split_batch(code[:_LONGEST]))
    return Script(reader.block(), code, 1)


def parse(path: str, data: bytes) -> Facts:
    """The script of a batch file."""
    return read_script_file(path, data, PARSER.name, read_batch, r"rem\b|::")


_OF_TOOLS = ("mvnw.cmd", "gradlew.bat")
"""Scripts that build tools put into projects."""

PARSER = Parser(
    "batch",
    lambda path: suffix_of(path) in (".bat", ".cmd") and name_of(path) not in _OF_TOOLS,
    parse,
)
"""Reads `*.bat` and `*.cmd`."""
