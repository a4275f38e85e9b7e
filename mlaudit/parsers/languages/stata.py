"""Do-files of Stata: https://www.stata.com/manuals/."""

from __future__ import annotations

import re
from dataclasses import replace

from mlaudit.model.expression import Collection, Constant, Expression, Format, Item, Name, Unknown
from mlaudit.model.facts import Facts
from mlaudit.model.summary import Assign, For, If, Statement
from mlaudit.parsers.base import Parser
from mlaudit.parsers.languages.commands import command, included, insert_macros
from mlaudit.parsers.languages.module import bind_names, read_module
from mlaudit.parsers.languages.reader import call
from mlaudit.parsers.languages.stata_forms import COPY, DO, READ_FORMS
from mlaudit.parsers.languages.stata_lines import split_lines
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.shell.comments import told_in_comments
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

MEANINGS = {"cd": "os.chdir", "shell": "os.system", "tempfile.mktemp": "tempfile.mktemp"}
BOUND = bind_names("language.Stata", MEANINGS)
"""What makes the names of Stata known."""

_MACRO = lazy_regex(r"`([^`']+)'|\$\{(\w+)\}|\$(\w+)")
_PREFIX = lazy_regex(
    r"\A(?:(?:qui(?:e(?:tly?)?)?|cap(?:ture)?|noi(?:sily)?|version [\d.]+|by\w*\s[^:]*:|xi)"
    r"\s*:?\s+)+"
)
_SET = lazy_regex(r"(?:loc(?:al)?|gl(?:obal)?)\s+(\w+)\s*(=?)\s*(.*)", re.DOTALL)
_ARGUMENTS = lazy_regex(r"args\s+(.+)")
_EACH = lazy_regex(
    r"foreach\s+(\w+)\s+(?:in\s+(?=\S)(.*?)|of\s+(?:loc\w*|glo\w*)\s+(\w+)\s*|of\s.*?)\{\s*$"
)
_COUNT = lazy_regex(r"forv\w*\s+(\w+)\s*=(?:\s*(\d+)\s*(?:/|\(1\))\s*(\d+)\s*|[^{]*)\{\s*$")
_SHELL = lazy_regex(r"(?:shell\s+|winexec\s+|!\s*)(.+)")


_TEMPORARY = lazy_regex(r"tempfile\s+(.+)")
_MOST_ROUNDS = 50
"""Rounds of a loop whose numbers are all looked at."""


def read_stata(code: str) -> tuple[Statement, ...]:
    """The statements of a do-file."""
    lines = split_lines(code)
    found, _ = _block(lines, 0)
    return found


def _block(
    lines: list[tuple[int, str]], start: int, depth: int = 0
) -> tuple[tuple[Statement, ...], int]:
    """The statements up to the closing brace, and the position behind it."""
    found: list[Statement] = []
    position = start
    while position < len(lines):
        line, text = lines[position]
        position += 1
        if text.startswith("}"):
            text = text[1:].strip()
            if depth and not text.endswith("{"):
                return tuple(found), position
        if text.endswith("{") and depth < 40:
            body, position = _block(lines, position, depth + 1)
            found.append(_opened(_PREFIX.sub("", text, count=1), body, line))
        else:
            found += _command(_PREFIX.sub("", text, count=1), line)
    return tuple(found), position


def _opened(text: str, body: tuple[Statement, ...], line: int) -> Statement:
    """A loop or a branch."""
    each, count = _EACH.match(text), _COUNT.match(text)
    if each is not None:
        items: Expression = Unknown("items")
        if each[2] is not None:
            words = re.findall(r'"([^"]*)"|(\S+)', each[2])
            items = Collection("list", tuple(_value(a or b) for a, b in words))
        elif each[3] is not None:
            items = Name("macro words " + each[3].lower())
        return For(Name("macro " + each[1].lower()), items, body, (), line)
    if count is not None:
        numbers = range(int(count[2]), int(count[3]) + 1) if count[2] else range(0)
        items = Unknown("items")
        if 0 < len(numbers) < _MOST_ROUNDS:
            items = Collection("list", tuple(Constant(str(number)) for number in numbers))
        return For(Name("macro " + count[1].lower()), items, body, (), line)
    return If(Unknown("condition"), body, (), line)


def _command(text: str, line: int) -> list[Statement]:
    if (setting := _SET.match(text)) is not None:
        return _macro(setting, line)
    temporary = _TEMPORARY.fullmatch(text)
    if temporary is not None:
        return [
            Assign((Name("macro " + name.lower()),), call("tempfile.mktemp", line), line)
            for name in temporary[1].split()
        ]
    arguments = _ARGUMENTS.fullmatch(text)
    if arguments is not None:
        return [
            Assign((Name("macro " + name.lower()),), Item(Name("sys.argv"), Constant(n)), line)
            for n, name in enumerate(arguments[1].split(), 1)
        ]
    if found := DO.match(text):
        return [included(_file(found[1], found[2], ".do"), line)]
    if found := _SHELL.match(text):
        return [command("shell", line, _value(found[1]))]
    if found := COPY.match(text):
        ends = _file(found[1], found[2], ""), _file(found[3], found[4], "")
        return [command("copy", line, *ends)]
    if re.match(r"set\s+seed\b", text):
        return [command("set_seed", line)]
    if re.match(r"pause\b(?!\s+(?:on|off))|di(?:splay)?\b.*_request\(", text):
        return [command("pause", line)]
    for form, name, ending in READ_FORMS:
        if (found := form.match(text)) is not None:
            return [command(name, line, _file(found[1], found[2], ending))]
    return []


def _macro(setting: re.Match[str], line: int) -> list[Statement]:
    name, calculated, text = setting[1].lower(), setting[2], setting[3].strip()
    quoted = re.fullmatch(r"`?\"(.*?)\"'?", text, re.DOTALL)
    if calculated and quoted is None and not re.fullmatch(r"[\d.]+", text):
        value: Expression = Unknown("calculation")
    else:
        value = _value(quoted[1] if quoted is not None else text)
    words = Collection("list", tuple(_value(word) for word in text.split()))
    return [
        Assign((Name("macro " + name),), value, line),
        Assign((Name("macro words " + name),), words, line),
    ]


def _file(quoted: str | None, plain: str | None, ending: str) -> Expression:
    """The file of a command; a name without an ending gets the usual one."""
    text = quoted if quoted is not None else plain or ""
    last = text.replace("\\", "/").rpartition("/")[2]
    if ending and last and "." not in last and not last.endswith(("'", "}")):
        text += ending
    return _value(text)


def _value(text: str) -> Expression:
    found = insert_macros(text.replace("\\", "/"), _MACRO, "macro ")
    pieces = found.pieces if isinstance(found, Format) else (found,)
    # Macros inside the names of macros leave their quotes behind.
    nested = any(isinstance(p, Constant) and "`" in str(p.value) for p in pieces)
    return Unknown("macro") if nested else found


def parse(path: str, data: bytes) -> Facts:
    """The code of a do-file."""
    code = decode_text(data)
    facts = read_module(path, code, PARSER.name, BOUND, read_stata)
    return replace(facts, instructions=told_in_comments(path, code, r"\*+|//+"))


PARSER = Parser("stata", lambda path: suffix_of(path) in (".do", ".ado"), parse)
"""Reads `*.do` and `*.ado`."""
