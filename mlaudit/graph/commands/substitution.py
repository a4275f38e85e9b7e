"""The output of `$(…)` where it can be told without running anything."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from mlaudit.graph.commands.paths import ROOT, absolute, hole, is_hole
from mlaudit.graph.commands.state import ShellState
from mlaudit.graph.temporary import TEMPORARY
from mlaudit.model.vocabulary import UnresolvedReason

LOOP_BOUND = 64


def output_of(state: ShellState, words: list[str]) -> str:
    """What a command prints; a hole named after the command where that is unknown."""
    if not words:
        return ""
    name = posixpath.basename(words[0])
    printer = _PRINTERS.get(name)
    printed = printer(state, words[1:]) if printer else None
    if printed is not None:
        return printed
    text = hole(_name_of_output(words))
    state.record.origins.setdefault(text[1:-1], _reason(name))
    return text


def listed(state: ShellState, words: list[str]) -> tuple[str, ...]:
    """The words that a command prints where it lists names; none where they are unknown."""
    if not words or words[0] not in ("ls", "find", "echo", "printf", "seq"):
        return ()
    items = output_of(state, words).split()
    return () if any(is_hole(item) for item in items) or len(items) > LOOP_BOUND else tuple(items)


def passed_on(words: list[str], items: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a filter lets through."""
    return items if words[:1] in (["sort"], ["uniq"], ["cat"], ["tac"], ["shuf"]) else ()


def _reason(name: str) -> UnresolvedReason:
    if name in ("ls", "find"):
        return UnresolvedReason.LISTING
    return UnresolvedReason.DATA


def _name_of_output(words: list[str]) -> str:
    if words[0] == "cat" and len(words) == 2 and not is_hole(words[1]):
        return posixpath.basename(words[1]).partition(".")[0]
    if words[:2] == ["git", "rev-parse"] or words[:2] == ["git", "describe"]:
        return "commit"
    if is_hole(words[0]):
        return words[0][1:-1]
    return posixpath.basename(words[0])


def _operands(words: list[str]) -> list[str]:
    return [word for word in words if not word.startswith("-")]


def _print_directory(state: ShellState, words: list[str]) -> str:
    return absolute(".", state.directory)


def _print_dirname(state: ShellState, words: list[str]) -> str | None:
    operands = _operands(words)
    if not operands or is_hole(operands[0]):
        return None
    return posixpath.dirname(operands[0].rstrip("/")) or "."


def _print_basename(state: ShellState, words: list[str]) -> str | None:
    operands = _operands(words)
    if not operands:
        return None
    if words[0] in ("-s", "--suffix") and len(operands) > 1:
        operands = [operands[1], operands[0]]
    base = posixpath.basename(operands[0].rstrip("/"))
    return base.removesuffix(operands[1]) if len(operands) > 1 else base


def _print_absolute(state: ShellState, words: list[str]) -> str | None:
    operands = _operands(words)
    return absolute(operands[0], state.directory) if operands else None


def _print_text(state: ShellState, words: list[str]) -> str:
    return " ".join(word for word in words if word not in ("-n", "-e", "-E"))


def _print_format(state: ShellState, words: list[str]) -> str | None:
    if words and re.fullmatch(r"%s(\\n)?", words[0]):
        return "".join(words[1:])
    return words[0].replace("\\n", "\n") if len(words) == 1 and "%" not in words[0] else None


def _print_sequence(state: ShellState, words: list[str]) -> str | None:
    padded = [word for word in words if word in ("-w", "--equal-width")]
    numbers = [word for word in words if word not in padded]
    if not numbers or len(numbers) > 3 or not all(re.fullmatch(r"-?\d+", n) for n in numbers):
        return None
    values = [int(number) for number in numbers]
    first = values[0] if len(values) > 1 else 1
    step = values[1] if len(values) == 3 else 1
    if step == 0 or abs(values[-1] - first) // abs(step) >= LOOP_BOUND:
        return None
    sequence = range(first, values[-1] + (1 if step > 0 else -1), step)
    width = max(len(number) for number in numbers) if padded else 0
    return " ".join(f"{value:0{width}d}" for value in sequence)


def _print_listing(state: ShellState, words: list[str]) -> str | None:
    operands = _operands(words)
    if not operands:
        return None
    if all("*" in operand for operand in operands):
        return " ".join(operands)
    if len(operands) == 1 and not is_hole(operands[0]):
        return hole("name")
    return None


def _print_found(state: ShellState, words: list[str]) -> str | None:
    folder = words[0] if words and not words[0].startswith("-") else "."
    for flag in ("-name", "-iname"):
        if flag in words[:-1]:
            return f"{folder.rstrip('/')}/**/{words[words.index(flag) + 1]}"
    return None


def _print_date(state: ShellState, words: list[str]) -> str:
    state.record.origins.setdefault("date", UnresolvedReason.DATA)
    return "{date}"


def _print_git(state: ShellState, words: list[str]) -> str | None:
    if words[:1] == ["rev-parse"] and "--show-toplevel" in words:
        return ROOT
    if words[:1] == ["rev-parse"] and "--show-cdup" in words:
        return ROOT + "/"
    return None


def _print_temporary(state: ShellState, words: list[str]) -> str:
    return TEMPORARY


def _print_program(state: ShellState, words: list[str]) -> str | None:
    operands = [word for word in _operands(words) if word != "which"]
    return operands[0] if len(operands) == 1 else None


_PRINTERS: dict[str, Callable[[ShellState, list[str]], str | None]] = {
    "pwd": _print_directory,
    "dirname": _print_dirname,
    "basename": _print_basename,
    "realpath": _print_absolute,
    "readlink": _print_absolute,
    "abspath": _print_absolute,
    "echo": _print_text,
    "printf": _print_format,
    "seq": _print_sequence,
    "ls": _print_listing,
    "find": _print_found,
    "date": _print_date,
    "git": _print_git,
    "mktemp": _print_temporary,
    "which": _print_program,
    "command": _print_program,
}
