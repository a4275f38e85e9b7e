"""Commands of PowerShell as commands that the catalogue knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mlaudit.model.shell import Command, Word
from mlaudit.parsers.windows.words import literal, merge, text_of, word

_NAMES = {
    **dict.fromkeys(("set-location", "sl", "chdir"), "cd"),
    "push-location": "pushd",
    "pop-location": "popd",
    **dict.fromkeys(("copy-item", "cpi", "copy"), "cp"),
    **dict.fromkeys(("move-item", "mi", "rename-item", "ren"), "mv"),
    **dict.fromkeys(("remove-item", "ri", "del", "rd", "erase"), "rm"),
    **dict.fromkeys(("get-content", "gc", "type", "import-csv"), "cat"),
    **dict.fromkeys(("set-content", "out-file", "add-content", "export-csv"), "tee"),
    "tee-object": "tee",
    **dict.fromkeys(("write-host", "write-output", "write-error", "write-warning"), "echo"),
    **dict.fromkeys(("invoke-webrequest", "iwr", "invoke-restmethod", "irm"), "curl"),
    "start-sleep": "sleep",
    **dict.fromkeys(("invoke-expression", "iex"), "eval"),
    **dict.fromkeys(("new-item", "ni", "md"), "mkdir"),
    "expand-archive": "unzip",
    "compress-archive": "zip",
    "read-host": "read",
    **dict.fromkeys(("start-process", "saps"), "start-process"),
}
"""What each of them does in the words of a Unix shell."""

_SILENT = frozenset(
    {"echo", "sleep", "set-strictmode", "out-null", "where-object", "select-object", "sort-object"}
    | {"foreach-object", "measure-object", "convertfrom-json", "convertto-json", "get-date"}
    | {"get-childitem", "gci", "write-progress", "get-command", "test-path", "import-module"}
    | {"write-verbose", "write-debug", "write-information", "clear-host", "select-string"}
    | {"add-type", "new-object", "get-location", "get-process", "stop-process", "set-variable"}
)
_VALUED = frozenset(
    {"-path", "-literalpath", "-destination", "-filepath", "-uri", "-outfile", "-argumentlist"}
    | {"-destinationpath", "-encoding", "-value", "-itemtype", "-name", "-erroraction", "-prompt"}
    | {"-method", "-headers", "-body", "-workingdirectory", "-filter", "-newname", "-delimiter"}
    | {"-foregroundcolor", "-backgroundcolor", "-seconds", "-exclude", "-include", "-inputobject"}
    | {"-childpath", "-additionalchildpath", "-contenttype", "-totalcount", "-variable"}
)
_MOVING = ("cp", "mv", "curl", "unzip", "zip")
_FIRST = ("-path", "-literalpath", "-filepath", "-uri")
_SECOND = ("-destination", "-destinationpath", "-outfile", "-newname", "-childpath")


def _split(words: Sequence[Word]) -> tuple[list[Word], dict[str, Word], set[str]]:
    """The operands, the named values and the switches of a command."""
    operands: list[Word] = []
    named: dict[str, Word] = {}
    switches: set[str] = set()
    rest = list(words)
    while rest:
        current = rest.pop(0)
        option = text_of(current).lower()
        if option in _VALUED and rest:
            named[option] = rest.pop(0)
        elif re.fullmatch(r"-[a-z]+(?::\$?\w+)?", option):
            switches.add(option)
        else:
            operands.append(current)
    return operands, named, switches


def _given(operands: list[Word], named: dict[str, Word], names: Sequence[str]) -> Word | None:
    found = next((named[name] for name in names if name in named), None)
    if found is not None:
        return found
    return operands.pop(0) if operands else None


def joined_path(command: Command) -> Word | None:
    """The path that `Join-Path a b` and `Resolve-Path a` make; None for all else."""
    name = text_of(command.words[0]).lower()
    if name in ("resolve-path", "rvpa", "convert-path", "get-item") and len(command.words) > 1:
        operands, named, _ = _split(command.words[1:])
        return _given(operands, named, _FIRST)
    if name == "get-location":
        return word(".")
    if name == "split-path" and "parent" in str(command.words).lower():
        return None
    if name != "join-path":
        return None
    operands, named, _ = _split(command.words[1:])
    first = _given(operands, named, _FIRST)
    second = _given(operands, named, _SECOND)
    parts = [part for part in (first, second, *operands) if part is not None]
    found = [piece for part in parts for piece in (literal("/"), *part.parts)]
    return merge(list(found[1:]))


def as_known(command: Command) -> Command | None:
    """The command in words that are known; None where it does nothing of interest."""
    original = text_of(command.words[0])
    lowered = original.lower()
    name = _NAMES.get(lowered)
    if name in _SILENT or lowered in _SILENT:
        return replace(command, words=(word("echo"),)) if command.redirects else None
    if name is None:
        is_cmdlet = re.fullmatch(r"[a-z]+-[a-z]+", lowered) is not None
        return replace(command, words=(word(lowered), *command.words[1:])) if is_cmdlet else command
    operands, named, switches = _split(command.words[1:])
    words = _known_words(name, operands, named, switches)
    return replace(command, words=tuple(words))


def _known_words(
    name: str, operands: list[Word], named: dict[str, Word], switches: set[str]
) -> list[Word]:
    first = _given(operands, named, _FIRST)
    found = [first] if first is not None else []
    if name == "start-process":
        given = named.get("-argumentlist")
        text = given.literal if given is not None else None
        return [*found, *(map(word, text.split()) if text else ()), *operands]
    if name == "read":
        prompt = named.get("-prompt") or first
        return [word("read"), word("-p"), prompt or word(""), word("REPLY")]
    if name == "tee":
        return [word("tee"), *found]
    second = _given(operands, named, _SECOND) if name in _MOVING else None
    if name == "curl":
        return [word("curl"), *([word("-o"), second] if second else []), *found]
    if name == "unzip":
        return [word("unzip"), *found, *([word("-d"), second] if second else [])]
    if (
        name == "mkdir"
        and text_of(named.get("-itemtype", word("directory"))).lower() != "directory"
    ):
        return [word("touch"), *found]
    if name == "zip":
        return [word("zip"), word("-r"), *([second] if second else []), *found]
    flags = [word("-r")] if "-recurse" in switches and name in ("cp", "rm") else []
    return [word(name), *flags, *found, *([second] if second else []), *operands]
