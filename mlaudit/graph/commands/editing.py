"""Filters: some change files in place when they are told to, some write files by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from mlaudit.catalog.command_models import match_command
from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.state import ShellState
from mlaudit.graph.commands.tools import apply_model

_SED = dict.fromkeys(("-e", "--expression", "-f", "--file", "-l"), "value")
_PERL = dict.fromkeys(("-e", "-E", "-I", "-M"), "value")
_QUERY = dict.fromkeys(("-o", "-p", "--indent", "--arg-file", "-f", "--from-file"), "value")
_SPLIT = dict.fromkeys(
    (
        *("-l", "-b", "-n", "-a", "-C", "--lines", "--bytes", "--number", "--suffix-length"),
        *("-f", "--prefix", "--additional-suffix", "--filter", "-t"),
    ),
    "value",
)


def _edit_stream(state: ShellState, words: list[str]) -> None:
    rest = [word for word in words[1:] if word]
    in_place = any(_is_in_place(word) for word in rest)
    arguments = split_arguments([w for w in rest if not w.startswith("--in-place")], _SED)
    scripted = arguments.value("-e", "--expression", "-f", "--file") is not None
    for path in arguments.all_values("-f", "--file"):
        state.read(path, words[0])
    _touch_all(state, words[0], arguments.operands[0 if scripted else 1 :], in_place)


def _is_in_place(word: str) -> bool:
    if word.startswith("--"):
        return word.startswith("--in-place")
    return word.startswith("-") and "i" in word[1:4] and "/" not in word


def _edit_with_perl(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(words[1:], _PERL)
    if arguments.value("-e", "-E") is not None:
        _touch_all(state, "perl", arguments.operands, "-i" in arguments.flags)
    elif arguments.operands:
        target = state.resolve(arguments.operands[0])
        if target is not None:
            state.run("program", target, tuple(arguments.operands[1:]))


def _query(state: ShellState, words: list[str]) -> None:
    arguments = _split_query(words)
    scripted = arguments.value("-f", "--from-file") is not None
    operands = arguments.operands
    if operands and operands[0] in ("eval", "e", "eval-all", "ea", "read", "r"):
        operands = operands[1:]
    in_place = bool(arguments.flags & {"-i", "--inplace", "--in-place"})
    if len(operands) == 1 and not scripted and "." in operands[0][1:] and "[" not in operands[0]:
        # yq takes a file alone: its expression defaults to the whole document.
        _touch_all(state, words[0], operands if words[0] == "yq" else [], in_place)
    else:
        _touch_all(state, words[0], operands[0 if scripted else 1 :], in_place)


def _split_query(words: list[str]) -> Arguments:
    """Options of jq with two values (`--arg NAME VALUE`) leave before the rest is split."""
    rest: list[str] = []
    skip = 0
    for word in words[1:]:
        if skip:
            skip -= 1
        elif word in ("--arg", "--argjson", "--slurpfile", "--rawfile"):
            skip = 2
        else:
            rest.append(word)
    return split_arguments(rest, _QUERY)


def _touch_all(state: ShellState, via: str, paths: list[str], in_place: bool) -> None:
    for path in paths:
        state.read(path, via)
        if in_place:
            state.write(path, via)


def _run_awk(state: ShellState, words: list[str]) -> None:
    """`awk PROGRAM FILE…`; the program itself may print into files."""
    matched = match_command(words)
    if matched is not None:
        apply_model(state, matched)
    for path in re.findall(r'(?:print|printf)\b[^;}\n]*>>?\s*"([^"]+)"', " ".join(words[1:])):
        if not path.startswith("/dev/"):
            state.write(path, words[0])


def _split(state: ShellState, words: list[str]) -> None:
    """`split FILE PREFIX` writes `PREFIXaa` and so on."""
    arguments = split_arguments(words[1:], _SPLIT)
    default = "xx" if words[0] == "csplit" else "x"
    prefix = arguments.value("-f", "--prefix") or default
    if words[0] == "split" and len(arguments.operands) > 1:
        prefix = arguments.operands[1]
    for path in arguments.operands[:1]:
        if path != "-":
            state.read(path, words[0])
    ending = arguments.value("--additional-suffix") or ""
    state.write(f"{prefix}*{ending}", words[0])


def _convert(state: ShellState, words: list[str]) -> None:
    """`dd if=FILE of=FILE`."""
    for name, _, path in (word.partition("=") for word in words[1:]):
        if path and not path.startswith("/dev/"):
            if name == "if":
                state.read(path, "dd")
            elif name == "of":
                state.write(path, "dd")


EDITORS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "sed": _edit_stream,
    "gsed": _edit_stream,
    "perl": _edit_with_perl,
    "jq": _query,
    "yq": _query,
    "tomlq": _query,
    "gojq": _query,
    **dict.fromkeys(("awk", "gawk", "mawk", "nawk"), _run_awk),
    "split": _split,
    "csplit": _split,
    "dd": _convert,
}
