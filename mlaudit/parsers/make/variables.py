"""Variables and functions of make, expanded as far as the makefile tells.

What it does not tell (`$(shell …)`, variables of the environment) becomes a marked hole, which the
shell reader turns into a `Hole` and `to_path` into `{name}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mlaudit.parsers.make.functions import FUNCTIONS
from mlaudit.parsers.shell.templates import MARKS, mark_hole
from mlaudit.patterns import lazy_regex

DEEPEST = 40
LONGEST = 20_000
MOST_LOOK_UPS = 100_000
"""Bound on the references that are expanded for one makefile."""

_BUILT_IN = {"MAKE": "make", "RM": "rm -f", "CURDIR": ".", "PWD": ".", "SHELL": "/bin/sh"}
_REFERENCE = lazy_regex(r"([^:]+):([^=]*)=(.*)")
_HOLE = lazy_regex(f"{MARKS[0]}([^{MARKS}]*){MARKS[1]}")
_NAME = lazy_regex(r"\w+")
_DIRNAME = lazy_regex(r"dirname\s+(\S+)$")


@dataclass(slots=True)
class Variables:
    """The variables of a makefile and how to expand them.

    Attributes:
        values: unexpanded value by name.
        exported: names that recipes see in their environment.
        fixed: names whose values the file does not change.
        inherited: names whose values are those of the environment so far.
        expanding: names whose values are being expanded.
        look_ups: how many references have been expanded.
    """

    values: dict[str, str] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    inherited: set[str] = field(default_factory=set)
    expanding: set[str] = field(default_factory=set)
    look_ups: int = 0

    def assign(self, name: str, operator: str, value: str, *, weak: bool = False) -> None:
        """Assign as make does; a `weak` assignment only where there is none yet."""
        if name in self.fixed:
            return
        weak = weak and name not in self.inherited
        if name in self.values and (operator == "?=" or (weak and operator != "+=")):
            return
        self.inherited.discard(name)
        if operator in {":=", "::=", ":::="}:
            value = self.expand(value).replace("$", "$$")
        elif operator == "!=":
            value = mark_hole(f"$(shell {value})")
        if operator == "+=" and name in self.values:
            value = f"{self.values[name]} {value}"
        self.values[name] = value

    def expand(self, text: str, local: Mapping[str, str] | None = None, depth: int = 0) -> str:
        """Replace references; `local` holds expanded values that come first."""
        if "$" not in text:
            return text
        if depth > DEEPEST:
            return mark_hole(text)
        pieces: list[str] = []
        index = length = 0
        while index < len(text) and length <= LONGEST:
            dollar = text.find("$", index)
            if dollar < 0 or dollar + 1 >= len(text):
                pieces.append(text[index:])
                break
            pieces.append(text[index:dollar])
            inner, index = _reference(text, dollar + 1)
            pieces.append(self._value(inner, local or {}, depth))
            length += len(pieces[-1])
        return "".join(pieces) if length <= LONGEST else mark_hole(text[:80])

    def _value(self, inner: str, local: Mapping[str, str], depth: int) -> str:
        if inner == "$":
            return "$"
        self.look_ups += 1
        if self.look_ups > MOST_LOOK_UPS:
            return mark_hole(f"$({inner[:80]})")

        def expand(text: str, more: Mapping[str, str] | None = None) -> str:
            return self.expand(text, {**local, **(more or {})}, depth + 1)

        function, _, arguments = inner.partition(" ")
        if function in {"shell", "call", "foreach", "if", "or", "and", *FUNCTIONS} and arguments:
            return self._call(function, arguments, expand)
        inner = expand(inner)
        if match := _REFERENCE.fullmatch(inner):
            value = self._look_up(match[1], local, expand)
            find, replacement = match[2], match[3]
            if "%" not in find:
                find, replacement = "%" + find, "%" + replacement
            return FUNCTIONS["patsubst"]([find, replacement, value])
        return self._look_up(inner, local, expand)

    def _look_up(self, name: str, local: Mapping[str, str], expand: Callable[[str], str]) -> str:
        if name in local:
            return local[name]
        if name in self.expanding:
            return mark_hole(f"$({name})")
        if name in self.values:
            self.expanding.add(name)
            value = expand(self.values[name])
            self.expanding.discard(name)
            return value
        return _BUILT_IN.get(name, mark_hole(f"$({name})"))

    def _call(self, function: str, arguments: str, expand: Callable[..., str]) -> str:
        parts = split_arguments(arguments)
        if function == "shell":
            command = expand(arguments).strip()
            if command == "pwd":
                return "."
            match = _DIRNAME.match(command)
            return FUNCTIONS["dir"]([match[1]]) if match else mark_hole(f"$(shell {command})")
        if function == "foreach" and len(parts) == 3:
            name, words = expand(parts[0]).strip(), expand(parts[1]).split()
            return " ".join(expand(parts[2], {name: word}) for word in words)
        if function == "call":
            named = {str(i): expand(part) for i, part in enumerate(parts)}
            body = self.values.get(parts[0].strip())
            return expand(body, named) if body is not None else mark_hole(f"$(call {arguments})")
        if function in {"if", "or", "and", "foreach"}:
            return mark_hole(f"$({function} {arguments})")
        return FUNCTIONS[function]([expand(part) for part in parts])


def to_path(text: str) -> str:
    """An expanded word as a path: holes as `{name}`."""

    def name(match: re.Match[str]) -> str:
        found = _NAME.search(match[1])
        return "{" + (found[0] if found else "x") + "}"

    return _HOLE.sub(name, text)


def split_words(text: str) -> list[str]:
    """Words separated by blanks; blanks inside a hole do not separate."""
    holes: list[str] = []

    def hide(match: re.Match[str]) -> str:
        holes.append(match[0])
        return f"{MARKS[0]}{len(holes) - 1}{MARKS[1]}"

    hidden = _HOLE.sub(hide, text)
    return [_HOLE.sub(lambda match: holes[int(match[1])], word) for word in hidden.split()]


def split_arguments(text: str) -> list[str]:
    """The arguments of a function: separated by commas outside brackets."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += (character in "({") - (character in ")}")
        if character == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _reference(text: str, start: int) -> tuple[str, int]:
    opening = text[start]
    closing = {"(": ")", "{": "}"}.get(opening)
    if closing is None:
        return opening, start + 1
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] == opening) - (text[index] == closing)
        if depth == 0:
            return text[start + 1 : index], index + 1
    return text[start + 1 :], len(text)
