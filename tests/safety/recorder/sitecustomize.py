"""Records what this process does: Python imports this first where its folder is on PYTHONPATH.

Each audit event that starts, connects, loads or changes something becomes a JSON line
`[event, word, …]` in the file that RECORDED names.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

CHANGES = frozenset(
    [
        "os.chmod",
        "os.chown",
        "os.link",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.truncate",
        "os.utime",
        "os.mkfifo",
        "shutil.rmtree",
        "shutil.move",
        "shutil.copyfile",
        "tempfile.mkstemp",
        "tempfile.mkdtemp",
    ]
)
PROGRAMS = frozenset(
    [
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.fork",
        "os.forkpty",
        "pty.spawn",
        "ctypes.dlopen",
    ]
)
NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.")


def start(file: str) -> None:
    log = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def record(event: str, arguments: tuple[Any, ...]) -> None:
        words = describe(event, arguments)
        if words is not None:
            os.write(log, json.dumps([event, *words]).encode() + b"\n")

    sys.addaudithook(record)


def describe(event: str, arguments: tuple[Any, ...]) -> list[str] | None:
    """The words of an event that matters."""
    if event == "open":
        name, _, flags = arguments
        wants = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        return [spell(name)] if wants and not isinstance(name, int) else None
    if event == "exec":
        return [getattr(arguments[0], "co_filename", "")]
    if event == "pickle.find_class":
        return list(map(str, arguments))
    if event == "subprocess.Popen":
        return [spell(word) for word in arguments[1]]
    if event in CHANGES or event in PROGRAMS or event.startswith(NETWORK):
        return [spell(word) for word in arguments]
    return None


def spell(value: object) -> str:
    """A path or a word as text."""
    return os.fsdecode(value) if isinstance(value, str | bytes | os.PathLike) else repr(value)


if _file := os.environ.get("RECORDED"):
    start(_file)
