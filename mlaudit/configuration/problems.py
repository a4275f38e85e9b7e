"""What is wrong with a configuration, and how messages name the place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mlaudit.model.immutable import immutable

Where: TypeAlias = tuple[str | int, ...]
"""The way to a value: names of keys, and indices into lists."""


@immutable
class Problem:
    """Something in a configuration that cannot be used.

    Attributes:
        file: as the person knows it.
        key: the way to the value, "" where the whole file is meant.
        message: what is wrong, and what to write instead.
    """

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.message) if part)


class ConfigurationError(Exception):
    """A configuration cannot be used.

    Attributes:
        problems: all that was found, in the order of the file.
        named: (key, word) of the rules and families that the file names, which nobody checked.
    """

    def __init__(self, problems: Sequence[Problem], named: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
        self.named = tuple(named)


@dataclass(slots=True)
class Check:
    """What checking a file has found so far.

    Attributes:
        file: as the person knows it.
        problems: what is wrong.
        named: (key, word) of rules and families.
    """

    file: str
    problems: list[Problem] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, where: Where, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.file, spell(where), message))

    def mention(self, where: Where, word: str) -> None:
        """Note that a rule or a family is named."""
        self.named.append((spell(where), word))


def spell(where: Where) -> str:
    """The way to a value as a person reads it: `overrides #2.severity`; lists count from 1."""
    text = ""
    for part in where:
        if isinstance(part, int):
            text += f" #{part + 1}"
        else:
            text += f".{part}" if text else part
    return text


def suggest(word: str, known: Collection[str]) -> str:
    """ "; did you mean …?" with the nearest known word, or a list of them where there are few."""
    import difflib

    close = difflib.get_close_matches(word.casefold(), known, n=1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; there are {', '.join(known)}" if len(known) <= _FEW else ""


_FEW = 20
"""So many words are listed for a person to choose from."""
