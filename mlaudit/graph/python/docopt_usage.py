"""The usage text of docopt: the declaration of a program's command line.

Follows the usage language that docopt documents: commands, `<argument>` and `ARGUMENT`, options,
`[optional]`, `(required)`, `a | b`, `...`, and the options section with `[default: value]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_USAGE = lazy_regex(r"usage:(?P<body>.*?)(?:\n[ \t]*\n|\Z)", re.IGNORECASE | re.DOTALL)
_TOKEN = lazy_regex(r"\.\.\.|[\[\]()|]|<[^<>]*>|(?:(?!\.\.\.)[^\s\[\]()|<>])+(?:<[^<>]*>)?")
_DECLARED = lazy_regex(r"^[ \t]*(?P<names>-\S.*?)(?:[ ]{2,}.*)?$", re.MULTILINE)
_DEFAULT = lazy_regex(r"\[default: (?P<value>[^\]]*)\]", re.IGNORECASE)
_MAX_TEXT = 20_000


@dataclass(slots=True)
class UsageOption:
    """One option: its names, whether it takes a value, its default, may it be repeated."""

    names: list[str]
    takes: bool = False
    default: str | None = None
    repeated: bool = False

    @property
    def key(self) -> str:
        """The name under which docopt gives its value."""
        return next((name for name in self.names if name.startswith("--")), self.names[0])


@dataclass(slots=True)
class UsageLine:
    """One line of the usage section; `either` when it offers a choice (`fit | test`)."""

    elements: list[str] = field(default_factory=list)
    repeated: set[str] = field(default_factory=set)
    either: bool = False


@immutable
class Usage:
    """The lines of a usage section, and the options by every name of each."""

    lines: list[UsageLine]
    options: dict[str, UsageOption]


def read_usage(text: str) -> Usage | None:
    """What a text declares, or None where it has no usage section."""
    found = _USAGE.search(text[:_MAX_TEXT])
    if found is None:
        return None
    options = _read_options(text[:_MAX_TEXT])
    return Usage(_read_lines(found["body"], options), options)


def _read_options(text: str) -> dict[str, UsageOption]:
    """The options section, by every name of each option."""
    found: dict[str, UsageOption] = {}
    matches = list(_DECLARED.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)]
    for match, end in zip(matches, ends, strict=False):
        words = match["names"].replace(",", " ").replace("=", " ").split()
        option = UsageOption([word for word in words if word.startswith("-")])
        option.takes = any(not word.startswith("-") for word in words)
        # What an option is for may go on in the lines below it.
        default = _DEFAULT.search(text, match.end("names"), end)
        option.default = default["value"] if default else None
        found.update(dict.fromkeys(option.names, option))
    return found


def _read_lines(body: str, options: dict[str, UsageOption]) -> list[UsageLine]:
    """The lines of the usage section; options that they alone declare are added."""
    lines: list[UsageLine] = []
    program = ""
    for row in filter(None, (line.strip() for line in body.splitlines())):
        tokens = _TOKEN.findall(row)
        program = program or tokens[0]
        if tokens[0] == program or not lines:
            lines.append(UsageLine())
            tokens = tokens[1:]
        _read_line(tokens, lines[-1], options)
    return lines


def _read_line(tokens: list[str], line: UsageLine, options: dict[str, UsageOption]) -> None:
    waiting = list(tokens)
    groups: list[list[str]] = []
    last: list[str] = []
    while waiting:
        token = waiting.pop(0)
        if token == "...":
            _repeat(last, line, options)
        elif token in ("[", "("):
            groups.append([])
        elif token in ("]", ")"):
            last = groups.pop() if groups else []
        elif token == "|":
            line.either = True
        elif token != "options":
            if token.startswith("-") and len(token) > 1:
                token = _read_option(token, waiting, options)
            else:
                line.elements.append(token)
            last = [token]
            for group in groups:
                group.append(token)


def _repeat(names: list[str], line: UsageLine, options: dict[str, UsageOption]) -> None:
    """Mark what stands before `...`: an element, an option, or what a group holds."""
    for name in names:
        if name in options:
            options[name].repeated = True
        else:
            line.repeated.add(name)


def _read_option(token: str, waiting: list[str], options: dict[str, UsageOption]) -> str:
    """The name of an option in a usage line; the word for its value is taken away."""
    name, sign, _ = token.partition("=")
    known = options.get(name)
    if known is None:
        options[name] = UsageOption([name], bool(sign))
    elif known.takes and not sign and waiting and is_argument(waiting[0]):
        waiting.pop(0)
    return name


def is_argument(token: str) -> bool:
    """Does an element of a usage line take a word (`<name>`, `NAME`)?"""
    return token.startswith("<") or (token.isupper() and token[0].isalpha())
