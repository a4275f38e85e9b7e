"""Splits the words behind a program into operands and options."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Arguments:
    """The arguments of one command.

    Attributes:
        operands: the positional arguments; for a wrapper the first of them starts the command.
        values: (option, value) of the options that take one, in order.
        flags: all other options.
    """

    operands: list[str] = field(default_factory=list)
    values: list[tuple[str, str]] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    def value(self, *options: str) -> str | None:
        """The last value given for any of the options, or None."""
        found = [value for option, value in self.values if option in options]
        return found[-1] if found else None

    def all_values(self, *options: str) -> list[str]:
        """Every value given for any of the options."""
        return [value for option, value in self.values if option in options]


def split_arguments(
    words: Sequence[str],
    valued: Mapping[str, str],
    leading: int | None = None,
    starts: Collection[str] = (),
) -> Arguments:
    """Split words by the options in `valued`, which take a value.

    With `leading`, options end after that many operands: what follows belongs to another command.
    A word of `starts` begins that command too, though it looks like an option.
    """
    found = Arguments()
    rest = deque(words)
    while rest:
        word = rest.popleft()
        if leading is not None and len(found.operands) > leading:
            found.operands += [word, *rest]
            break
        if word in starts:
            found.operands += [word, *rest]
            break
        if word == "--":
            found.operands += rest
            break
        if not word.startswith("-") or word == "-":
            found.operands.append(word)
        else:
            _take_option(word, rest, valued, found)
    return found


def _take_option(word: str, rest: deque[str], valued: Mapping[str, str], found: Arguments) -> None:
    name, equals, value = word.partition("=")
    if equals and (name in valued or name.startswith("--")):
        found.values.append((name, value))
    elif word in valued:
        found.values.append((word, rest.popleft() if rest else ""))
    elif word.startswith("--") or len(word) == 2:
        found.flags.add(word)
    else:
        _take_bundle(word, rest, valued, found)


def _take_bundle(word: str, rest: deque[str], valued: Mapping[str, str], found: Arguments) -> None:
    """`-qO file`, `-Pdir`: letters in one word, of which one may take a value."""
    for index, letter in enumerate(word[1:], start=1):
        option = "-" + letter
        if option in valued:
            attached = word[index + 1 :]
            found.values.append((option, attached or (rest.popleft() if rest else "")))
            return
        found.flags.add(option)
    found.flags.add(word)
