"""Archivers whose words follow no common grammar: tar, 7z, and zip tools of Python."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from mlaudit.graph.commands.arguments import split_arguments
from mlaudit.graph.commands.paths import change_directory
from mlaudit.graph.commands.state import ShellState
from mlaudit.model.vocabulary import Confidence

_TAR_VALUES = dict.fromkeys(
    (
        *("-f", "--file", "-C", "--directory", "-T", "--files-from", "-X", "--exclude"),
        *("-I", "--transform", "--strip-components", "--exclude-from"),
    ),
    "value",
)


def _tar(state: ShellState, words: list[str]) -> None:
    rest = words[1:]
    if rest and not rest[0].startswith("-"):
        # The old style bundles the letters without a dash and takes values in their order.
        rest = ["-" + rest[0], *rest[1:]]
    arguments = split_arguments(rest, _TAR_VALUES)
    archive = arguments.value("-f", "--file")
    folder = arguments.value("-C", "--directory")
    flags = arguments.flags
    if flags & {"-x", "--extract", "--get"}:
        if archive:
            state.read(archive, "tar")
        _write_content(state, "tar", folder)
    elif flags & {"-c", "--create", "-r", "-u", "--append", "--update"}:
        inner = state.subshell()
        if folder:
            inner.directory = change_directory(state.directory, folder)
        for operand in arguments.operands:
            inner.read(operand, "tar")
        if archive:
            state.write(archive, "tar")
    elif archive:
        state.read(archive, "tar")


def _seven_zip(state: ShellState, words: list[str]) -> None:
    operands = [word for word in words[1:] if not word.startswith("-")]
    folders = [word[2:] for word in words[1:] if word.startswith("-o") and len(word) > 2]
    if len(operands) < 2:
        return
    command, archive, *members = operands
    if command in ("x", "e"):
        state.read(archive, words[0])
        _write_content(state, words[0], folders[-1] if folders else None)
    elif command in ("a", "u"):
        for member in members:
            state.read(member, words[0])
        state.write(archive, words[0])


def _unrar(state: ShellState, words: list[str]) -> None:
    operands = [word for word in words[1:] if not word.startswith("-")]
    if len(operands) >= 2 and operands[0] in ("x", "e"):
        state.read(operands[1], words[0])
        _write_content(state, words[0], operands[2] if len(operands) > 2 else None)


def _compress(state: ShellState, words: list[str]) -> None:
    """`gzip FILE`, and with -d the other way round."""
    arguments = split_arguments(words[1:], {"-S": "value", "-o": "value", "-T": "value"})
    flags = arguments.flags
    unpacks = words[0].startswith("un") or words[0] in ("gunzip", "bunzip2")
    unpacks = unpacks or bool(flags & {"-d", "--decompress", "--uncompress"})
    for operand in arguments.operands:
        state.read(operand, words[0])
        if not flags & {"-c", "--stdout", "-t", "-l"}:
            made = _unpacked(operand) if unpacks else operand + _EXTENSIONS[words[0]]
            state.write(arguments.value("-o") or made, words[0])


def _use_module(state: ShellState, words: list[str]) -> None:
    """`python -m zipfile -e ARCHIVE FOLDER`, `-c ARCHIVE FILE …`; tarfile does alike."""
    via, rest = f"python -m {words[0]}", words[1:]
    flag = next((word for word in rest if word in _EXTRACTING + _CREATING), None)
    operands = [word for word in rest if not word.startswith("-")]
    if flag is None or not operands:
        return
    archive, *others = operands
    if flag in _EXTRACTING:
        state.read(archive, via)
        _write_content(state, via, others[0] if others else None)
    else:
        for other in others:
            state.read(other, via)
        state.write(archive, via)


def _unpacked(path: str) -> str:
    stem, extension = posixpath.splitext(path)
    return stem + (".tar" if extension in (".tgz", ".tbz2", ".txz") else "")


def _write_content(state: ShellState, via: str, folder: str | None) -> None:
    # Without a folder the names are those inside the archive, which nobody can see.
    confidence = Confidence.MEDIUM if folder else Confidence.LOW
    state.write(folder or ".", via, confidence=confidence)


_EXTRACTING = ("-e", "--extract")
_CREATING = ("-c", "--create")
_EXTENSIONS = {"gzip": ".gz", "pigz": ".gz", "bzip2": ".bz2", "xz": ".xz", "zstd": ".zst"}

ARCHIVERS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "tar": _tar,
    "bsdtar": _tar,
    "gtar": _tar,
    "7z": _seven_zip,
    "7za": _seven_zip,
    "7zr": _seven_zip,
    "unrar": _unrar,
    "rar": _unrar,
    "zipfile": _use_module,
    "tarfile": _use_module,
    **dict.fromkeys((*_EXTENSIONS, "gunzip", "bunzip2", "unxz", "unzstd", "uncompress"), _compress),
}
