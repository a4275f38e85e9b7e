"""Workflows: which processes are called, with what, and after which others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mlaudit.model.immutable import immutable
from mlaudit.parsers.orchestrators.nextflow.parameters import PROJECT, fill
from mlaudit.parsers.orchestrators.nextflow.text import Text, strip_comments
from mlaudit.patterns import lazy_regex

_INCLUDE = lazy_regex(r"^[ \t]*include[ \t]*\{([^}]*)\}[ \t]*from[ \t]*[\"']([^\"'\n]+)[\"']", re.M)
_ASSIGNMENT = lazy_regex(r"^[ \t]*(?:def[ \t]+)?(\w+)[ \t]*=(?!=)", re.MULTILINE)
_CALL = lazy_regex(r"(?<![.\w])(\w+)[ \t]*\(")
_PIPED = lazy_regex(r"\|[ \t\n]*(\w+)\b(?![ \t]*[({.])")
_WORD = lazy_regex(r"(?<![.\w$])(\w+)\b")
_PATH = lazy_regex(
    r"\b(?:fromPath|file|files)[ \t]*\([ \t]*"
    r"(?:\"([^\"\n]+)\"|'([^'\n]+)'|params\.(\w+))"
)
_PARAMETER = lazy_regex(r"params\.(\w+)")


@immutable
class Call:
    """One call.

    Attributes:
        name: of what is called, as the file knows it.
        after: names of the calls whose results go in.
        arguments: the paths that go in, by position; "" for what is not known.
        line: of the call.
    """

    name: str
    after: tuple[str, ...]
    arguments: tuple[str, ...]
    line: int


@dataclass(slots=True)
class _Scope:
    """What the variables of a workflow hold: results of calls, and paths."""

    known: frozenset[str]
    parameters: Mapping[str, str]
    results: dict[str, frozenset[str]] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)

    def sources(self, expression: str) -> frozenset[str]:
        """The calls whose results an expression holds."""
        found: set[str] = set()
        for name in _WORD.findall(expression):
            found |= {name} if name in self.known else self.results.get(name, frozenset())
        return frozenset(found)

    def path(self, expression: str) -> str:
        """The one path that an expression stands for, "" where it is not known."""
        match = _PATH.search(expression)
        if match is not None:
            text = match[1] or match[2] or self.parameters.get(match[3] or "", "")
            return _in_project(fill(text, self.parameters))
        plain = expression.strip()
        named = _PARAMETER.fullmatch(plain)
        if named is not None:
            return _in_project(self.parameters.get(named[1], ""))
        return self.paths.get(plain.partition(".")[0], "")


def _in_project(path: str) -> str:
    if not path or "$" in path or path.startswith("/") or "://" in path:
        return "" if "$" in path else path
    return f"{PROJECT}/{path.removeprefix('./')}"


def includes_of(text: Text) -> Iterator[tuple[str, str, str]]:
    """(name here, name there, file as written) of everything that is included."""
    for match in _INCLUDE.finditer(text.written):
        for part in re.split(r"[;\n]", match[1]):
            words = part.split()
            if words and words[0].isidentifier():
                alias = words[2] if len(words) == 3 and words[1] == "as" else words[0]
                yield alias, words[0], match[2]


def calls_of(body: Text, known: frozenset[str], parameters: Mapping[str, str]) -> list[Call]:
    """The calls of a workflow in their order."""
    scope = _Scope(known, parameters)
    found: list[Call] = []
    for start, end in _statements(body.masked):
        part = body.part(start, end)
        calls = [*_plain_calls(part, scope), *_piped_calls(part, scope)]
        found += calls
        assigned = _ASSIGNMENT.match(part.masked)
        if assigned is not None:
            value = part.written[assigned.end() :]
            scope.results[assigned[1]] = scope.sources(part.masked[assigned.end() :])
            scope.paths[assigned[1]] = scope.path(strip_comments(value))
    return found


def _statements(masked: str) -> Iterator[tuple[int, int]]:
    """Lines, with those that go on: inside brackets, or before a dot or a pipe."""
    start = depth = 0
    for match in re.finditer(r"\n|\Z", masked):
        line = masked[start : match.start()]
        depth = sum(map(line.count, "([")) - sum(map(line.count, ")]"))
        rest = masked[match.end() :].lstrip()
        if depth <= 0 and not rest.startswith((".", "|")) and not line.rstrip().endswith("|"):
            yield start, match.start()
            start = match.end()


def _plain_calls(part: Text, scope: _Scope) -> Iterator[Call]:
    for match in _CALL.finditer(part.masked):
        if match[1] in scope.known:
            opening = match.end() - 1
            inner = part.part(opening + 1, part.closing(opening))
            after = scope.sources(inner.masked) - {match[1]}
            arguments = tuple(scope.path(text) for text in _split(inner))
            line = part.line_of(match.start(1))
            yield Call(match[1], tuple(sorted(after)), arguments, line)


def _split(inner: Text) -> Iterator[str]:
    start = depth = 0
    for index, letter in enumerate(inner.masked + ","):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            yield strip_comments(inner.written[start:index])
            start = index + 1


def _piped_calls(part: Text, scope: _Scope) -> Iterator[Call]:
    for match in _PIPED.finditer(part.masked):
        if match[1] in scope.known:
            before = part.masked[: match.start()]
            after = scope.sources(before) - {match[1]}
            path = scope.path(strip_comments(part.written[: match.start()]))
            yield Call(match[1], tuple(sorted(after)), (path,), part.line_of(match.start(1)))
