"""Functions of make that need nothing but their arguments (GNU make manual, chapter 8)."""

from __future__ import annotations

import posixpath
from collections.abc import Callable


def matches(pattern: str, word: str) -> str | None:
    """The stem with which `%` of a pattern matches a word, or None; "" where both are equal."""
    head, percent, tail = pattern.partition("%")
    if not percent:
        return "" if pattern == word else None
    if len(word) < len(head) + len(tail) or not (word.startswith(head) and word.endswith(tail)):
        return None
    return word[len(head) : len(word) - len(tail)]


def _patsubst(arguments: list[str]) -> str:
    pattern, replacement, text = (*arguments, "", "", "")[:3]
    words = []
    for word in text.split():
        stem = matches(pattern.strip(), word)
        words.append(word if stem is None else replacement.strip().replace("%", stem, 1))
    return " ".join(words)


def _subst(arguments: list[str]) -> str:
    old, new, text = (*arguments, "", "", "")[:3]
    return text.replace(old, new) if old else text


def _filter(arguments: list[str], keep: bool) -> str:
    patterns, words = arguments[0].split(), ",".join(arguments[1:]).split()
    return " ".join(w for w in words if any(matches(p, w) is not None for p in patterns) == keep)


def _word(arguments: list[str]) -> str:
    number, words = arguments[0].strip(), ",".join(arguments[1:]).split()
    index = int(number) - 1 if number.isdecimal() else -1
    return words[index] if 0 <= index < len(words) else ""


def _directory(word: str) -> str:
    head, slash, _ = word.rpartition("/")
    return head + slash if slash else "./"


def _stem(word: str) -> str:
    return posixpath.splitext(word)[0]


def _join(arguments: list[str]) -> str:
    first, second = (*arguments, "", "")[:2]
    left, right = first.split(), second.split()
    longest = max(len(left), len(right))
    left += [""] * (longest - len(left))
    right += [""] * (longest - len(right))
    return " ".join(a + b for a, b in zip(left, right, strict=True))


def _each(change: Callable[[str], str]) -> Callable[[list[str]], str]:
    return lambda arguments: " ".join(map(change, ",".join(arguments).split()))


def _ends(which: slice) -> Callable[[list[str]], str]:
    return lambda arguments: " ".join(",".join(arguments).split()[which])


def _affix(arguments: list[str], before: bool) -> str:
    affix, words = arguments[0].strip(), ",".join(arguments[1:]).split()
    return " ".join(affix + word if before else word + affix for word in words)


FUNCTIONS: dict[str, Callable[[list[str]], str]] = {
    "subst": _subst,
    "patsubst": _patsubst,
    "strip": _each(lambda word: word),
    "filter": lambda arguments: _filter(arguments, keep=True),
    "filter-out": lambda arguments: _filter(arguments, keep=False),
    "sort": lambda arguments: " ".join(sorted(set(",".join(arguments).split()))),
    "word": _word,
    "firstword": _ends(slice(None, 1)),
    "lastword": _ends(slice(-1, None)),
    "dir": _each(_directory),
    "notdir": _each(lambda word: word.rpartition("/")[2]),
    "suffix": _each(lambda word: posixpath.splitext(word)[1]),
    "basename": _each(_stem),
    "addprefix": lambda arguments: _affix(arguments, before=True),
    "addsuffix": lambda arguments: _affix(arguments, before=False),
    "join": _join,
    "wildcard": _each(lambda word: word),
    "abspath": _each(lambda word: word),
    "realpath": _each(lambda word: word),
    "info": lambda _: "",
    "warning": lambda _: "",
    "error": lambda _: "",
    "eval": lambda _: "",
}
"""By name; each takes its expanded arguments. `wildcard` keeps its patterns, which stay globs."""
