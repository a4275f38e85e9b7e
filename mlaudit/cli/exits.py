"""How the program ends."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a caller can rely on; the output format never changes it."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    NOTHING_TO_SCAN = 3
    INTERNAL = 4
    INTERRUPTED = 130


class Stop(Exception):
    """Ends a command with a message for the person who typed it."""

    def __init__(self, code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.code = code
